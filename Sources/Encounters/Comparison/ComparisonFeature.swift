import Base
import SQLite
import Shell

extension Feature {
    /// The two views of a shop and the counters of the association, computed once a week from the last complete weeks.
    package static let comparison = Feature(
        pages: [TwoViewsPage.self, CountersPage.self],
        hiddenFromRobots: ["/statistiques/"],
        dueJobs: [
            .daily("comparison", hour: 0, minute: 30) { run in
                try run.writeRepeatedly { db in
                    try Comparison.make(at: run.now, in: db)
                    return false
                }
            }
        ],
        withoutPersons: [
            "shop_week_answer", "counted_week", "weekly_figures", "shop_view", "shop_view_shown", "street_view",
            "sad_faces", "counter_week", "counter_group",
        ],
        rebuild: { db, now in try Comparison.make(at: now, in: db) })
}

/// The figures computed once a week from the last complete weeks.
package enum Comparison {
    static let name = "comparison"

    /// Computes them, unless they include the last complete week already.
    package static func make(at now: Instant, in db: Writer) throws {
        guard let last = try WeeklyFigures.due(name, in: db) else { return }
        try ShopViews.publish(upTo: last, in: db)
        try SadFaces.make(upTo: last, at: now, in: db)
        try CounterFigures.make(upTo: last, in: db)
        try WeeklyFigures.setMade(name, last, in: db)
    }
}
