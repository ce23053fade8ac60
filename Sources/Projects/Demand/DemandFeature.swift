import Base
import Shell

extension Feature {
    /// Why visitors leave without a purchase, and the projects that begin with it.
    package static let demand = Feature(
        pages: [DemandPage.self], fields: [.choice(WordHandlers.decision)], hiddenFromRobots: ["/demande"],
        waiting: { try Demand.waiting($0, in: $1) },
        dueJobs: [
            .daily("demand", hour: 0, minute: 30) { run in
                try run.writeRepeatedly { db in
                    try Demand.make(in: db)
                    return false
                }
            }
        ],
        withoutPersons: ["demand_cell"],
        rebuild: { db, _ in try Demand.make(in: db) })
}
