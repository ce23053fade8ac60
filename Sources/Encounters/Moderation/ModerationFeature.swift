import Base
import Shell

extension Feature {
    /// Decisions on reviews and on bursts of answers; times of encounters reduced to their day.
    package static let moderation = Feature(
        pages: [ModerationPage.self], fields: RefusalForm.fields, pending: { try Moderation.pending(in: $0) },
        waiting: { try Moderation.waiting($0, in: $1) },
        dueJobs: [
            .every(Burst.slot, "times") { run in
                try run.writeRepeatedly { try EncounterTimes.reduceNext(at: run.now, .system, in: $0) }
            }
        ],
        personalData: [AnswerData.all],
        carryOver: { _, db, now in try ErasedEncounters.carryOver(in: db, at: now) })
}
