import Base
import Shell

extension Feature {
    /// Decisions on reviews and on bursts of answers; times of encounters reduced to their day.
    package static let moderation = Feature(
        pages: [ModerationPage.self], fields: RefusalForm.fields, waiting: { try Moderation.waiting(in: $0) },
        dueJobs: [
            .every(Burst.slot, "times") { run in
                try run.writeRepeatedly { try EncounterTimes.reduceNext(at: run.now, .system, in: $0) }
            }
        ],
        retention: BurstRetention.rules,
        carryOver: { _, db, now in try ErasedEncounters.carryOver(in: db, at: now) })
}
