import Base
import SQLite

/// A kind of scheduled background work, declared by its feature (`Feature.dueJobs`).
///
/// A job must be idempotent: after a crash it runs again, and two processes on one file may run it at the same time.
package struct DueJob: Sendable {
    /// The value of `due_work.kind`, such as `figures` or `retention`. Never reused for another job.
    let kind: String
    /// The first run after a moment; nil for a job that only runs when scheduled.
    let next: (@Sendable (Instant) -> Instant)?
    /// The body of one run, on the runner's thread. A thrown error is logged, and the run is retried later.
    let run: @Sendable (DueRun) throws -> Void

    /// A job that runs once for each object it was scheduled for (`DueWork.schedule`).
    package static func scheduled(_ kind: String, run: @escaping @Sendable (DueRun) throws -> Void) -> DueJob {
        DueJob(kind: kind, next: nil, run: run)
    }

    /// A job that runs each day at `hour:minute` in the association's time zone, and at the first start. Several missed
    /// days are one run.
    package static func daily(
        _ kind: String, hour: Int, minute: Int, run: @escaping @Sendable (DueRun) throws -> Void
    ) -> DueJob {
        let minute = hour * 60 + minute
        return DueJob(
            kind: kind,
            next: { now in
                let today = LocalTime(day: now.local.day, minute: minute).instant
                return today > now ? today : LocalTime(day: now.local.day.adding(days: 1), minute: minute).instant
            }, run: run)
    }

    /// A job that runs at every full `seconds` of the clock, and at the first start.
    package static func every(
        _ seconds: Int, _ kind: String, run: @escaping @Sendable (DueRun) throws -> Void
    ) -> DueJob {
        DueJob(kind: kind, next: { Instant(seconds: ($0.seconds / seconds + 1) * seconds) }, run: run)
    }
}

/// One run of a job.
package struct DueRun: Sendable {
    /// The object it was scheduled for; empty for a recurring job.
    package let object: String
    /// The idempotency key of the run: see `DueWork`.
    let key: String
    /// 1 for the first try.
    let attempt: Int
    /// The start of this try.
    package let now: Instant
    /// The site it runs for.
    package let site: Site

    /// Repeats a bounded write until `body` returns false (nothing left to do). Other writes run in between.
    /// - Throws: what `body` throws; `CancellationError` when the program stops, and the run starts over at the next
    ///   start.
    package func writeRepeatedly(_ body: @escaping @Sendable (Writer) throws -> Bool) throws {
        while try site.database.writeNow(body) {
            if site.isStopping { throw CancellationError() }
        }
    }
}
