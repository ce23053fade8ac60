import Base
import SQLite

/// A kind of work the program does later by itself. Declared by the feature it belongs to (`Feature.dueJobs`).
///
/// A job must be idempotent: after a crash it runs again, and two processes on one file may run it at the same time.
package struct DueJob: Sendable {
    /// The name in `due_work.kind`: `figures`, `retention`. Never reused for something else.
    let kind: String
    /// For a job that recurs: its first moment after the given one. Nil for a job that only runs when it was scheduled.
    let next: (@Sendable (Instant) -> Instant)?
    /// Does the work of one run, on the thread of the runner. What it throws is logged, and the run is tried again later.
    let run: @Sendable (DueRun) throws -> Void

    /// A job that runs once for each object it was scheduled for (`DueWork.schedule`).
    static func scheduled(_ kind: String, run: @escaping @Sendable (DueRun) throws -> Void) -> DueJob {
        DueJob(kind: kind, next: nil, run: run)
    }

    /// A job that runs each day at `hour:minute` of the association's clocks, and at the first start. Days missed while the
    /// program slept are one run.
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
}

/// One run of a job.
package struct DueRun: Sendable {
    /// What it is about, as it was scheduled; empty for a job that recurs.
    let object: String
    /// The idempotency key of the run: see `DueWork`.
    let key: String
    /// 1 for the first try.
    let attempt: Int
    /// When it began.
    package let now: Instant
    /// The site it runs for.
    let site: Site

    /// Runs one bounded write after another until `body` returns false: "is there more to do?". Other writes get in between.
    /// - Throws: what `body` throws; `CancellationError` when the program ends meanwhile, and the run begins again at the next start.
    package func writeRepeatedly(_ body: @escaping @Sendable (Writer) throws -> Bool) throws {
        while try site.database.writeNow(body) {
            if site.isStopping { throw CancellationError() }
        }
    }
}
