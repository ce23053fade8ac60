import Base
import HTMLTemplate
import Logging
import SQLite

/// Runs due work, one job at a time. Stateless: the table says what is due.
struct DueWorkRunner {
    let site: Site
    let reader: Reader

    init(_ site: Site) throws {
        self.site = site
        reader = try site.database.makeReader()
    }

    /// Runs everything that is due now, the earliest first; a failing job does not delay the others.
    /// - Throws: `SQLiteError` or `DatabaseError` when the table cannot be read or written. Failures of jobs are
    ///   logged.
    func runAll() throws {
        try correctTable()
        while !site.isStopping, let row = try claim() { try run(row) }
    }

    private func correctTable() throws {
        let (jobs, now) = (site.dueJobs, site.clock.now())
        // Read first: every write empties the page cache.
        guard try !DueWork.corrections(of: jobs, at: now, in: reader).isEmpty else { return }
        try site.database.writeNow { db in
            try DueWork.correct(DueWork.corrections(of: jobs, at: now, in: db), in: db)
        }
    }

    private func claim() throws -> DueWork.Row? {
        let (jobs, now) = (site.dueJobs, site.clock.now())
        guard let next = try DueWork.next(of: jobs, in: reader), next.dueAt <= now else { return nil }
        return try site.database.writeNow { try DueWork.claim(of: jobs, at: now, in: $0) }
    }

    private func run(_ row: DueWork.Row) throws {
        guard let job = site.dueJobs.first(where: { $0.kind == row.kind }) else { return }
        let run = DueRun(
            object: row.object, key: row.key, attempt: row.attempts, now: site.clock.now(), site: site)
        do {
            try job.run(run)
        } catch is CancellationError where site.isStopping {
            let now = site.clock.now()
            try site.database.writeNow { try DueWork.release(row, until: now, in: $0) }
            return
        } catch {
            let moment = site.clock.now() + DueWork.wait(after: row.attempts)
            log("log.dueWork", error, kind: row.kind, attempt: row.attempts)
            try site.database.writeNow { try DueWork.release(row, until: moment, in: $0) }
            return
        }
        // Counted from now, not from `due_at`: missed runs are one run.
        let next = job.next?(site.clock.now())
        try site.database.writeNow { try DueWork.finish(row, next: next, in: $0) }
    }

    /// Logs a failed run, never its object: that may name a person.
    private func log(_ key: String, _ error: any Error, kind: String, attempt: Int) {
        let message = site.logMessages.text(key)
        site.logger.error(
            "\(message)", metadata: ["kind": "\(kind)", "attempt": "\(attempt)", "error": "\(error)"])
    }
}
