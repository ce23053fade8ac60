import Base
import SQLite

/// The table of due work. A row says that `object` is due for a job of `kind` at `due_at`.
///
/// `key` is the idempotency key of the run: a retry after a failure or a crash has the same key, the next run another.
/// A job that only changes the association's file ignores it. A job with an outside effect passes it on, so that a
/// retry is recognized there: a mail has it as its `Message-ID`. Daily jobs use the day, such as `2026-03-02`.
///
/// A run is claimed by a write that moves `due_at` to the next possible retry: a second process on the same file does
/// not see it as due, and after a crash it becomes due again.
package enum DueWork {
    /// Seconds after which an unfinished run is retried: its process is assumed dead.
    static let lease = Int.minutes(10)
    /// The longest wait after a failed try, in seconds.
    static let longestWait = Int.hours(6)

    /// Schedules `object`, in the same write as its cause. Replaces the row of this kind and object.
    package static func schedule(
        _ kind: String, _ object: String = "", at moment: Instant, key: String, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO due_work (kind, object, due_at, key) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET due_at = excluded.due_at, key = excluded.key, attempts = 0
            """, kind, object, moment, key)
    }

    /// Cancels what was scheduled, in the same write as the reason. A run in progress is not stopped.
    package static func cancel(_ kind: String, _ object: String = "", in db: Writer) throws {
        try db.run("DELETE FROM due_work WHERE kind = ?1 AND object = ?2", kind, object)
    }

    /// The earliest row of these kinds; nil when nothing is due now or later.
    package static func next(of jobs: [DueJob], in db: Reader) throws -> (kind: String, dueAt: Instant)? {
        try next(of: jobs, upTo: .latest, in: db).map { ($0.kind, $0.dueAt) }
    }

    /// The same for a file that need not be open elsewhere. Nothing is written to it, and it is not migrated.
    /// - Throws: `DatabaseError` when it is not a file of this program.
    package static func next(of jobs: [DueJob], inFile path: String, schema: StorageSchema) throws -> (
        kind: String, dueAt: Instant
    )? {
        try Database.reader(path: path, schema: schema).flatMap { try next(of: jobs, in: $0) }
    }

    /// Seconds before try number `attempt` + 1: one minute, doubled each time.
    package static func wait(after attempt: Int) -> Int {
        min(longestWait, .minutes(1) << min(max(attempt, 1) - 1, 16))
    }

    // MARK: For the runner

    /// A row. Key and `attempts` tell whether it is still the claimed one: a claim increments `attempts`, scheduling
    /// resets it.
    package struct Row: Sendable, Equatable {
        /// The job, and what it is for; see `DueWork`.
        package let kind: String
        package let object: String
        /// When it is due next.
        package let dueAt: Instant
        /// The idempotency key of the run.
        package let key: String
        var attempts: Int
    }

    /// Claims the earliest run that is due; nil when there is none.
    package static func claim(of jobs: [DueJob], at now: Instant, in db: Writer) throws -> Row? {
        guard var row = try next(of: jobs, upTo: now, in: db) else { return nil }
        row.attempts += 1
        try change(row, from: row.attempts - 1, dueAt: now + max(lease, wait(after: row.attempts)), in: db)
        return row
    }

    /// Ends a claimed run: deletes the row, or sets it to the next run. Does nothing when it was rescheduled meanwhile.
    package static func finish(_ row: Row, next: Instant?, in db: Writer) throws {
        if let next {
            try db.run(
                """
                UPDATE due_work SET due_at = ?4, key = ?5, attempts = 0
                 WHERE kind = ?1 AND object = ?2 AND attempts = ?3 AND key = ?6
                """, row.kind, row.object, row.attempts, next, next.local.day.description, row.key)
        } else {
            try db.run(
                "DELETE FROM due_work WHERE kind = ?1 AND object = ?2 AND attempts = ?3 AND key = ?4", row.kind,
                row.object, row.attempts, row.key)
        }
    }

    /// Releases a claimed run for a retry at `moment`. Does nothing when it was rescheduled meanwhile.
    package static func release(_ row: Row, until moment: Instant, in db: Writer) throws {
        try change(row, from: row.attempts, dueAt: moment, in: db)
    }

    private static func change(_ row: Row, from attempts: Int, dueAt: Instant, in db: Writer) throws {
        try db.run(
            """
            UPDATE due_work SET due_at = ?4, attempts = ?5
             WHERE kind = ?1 AND object = ?2 AND attempts = ?3 AND key = ?6
            """, row.kind, row.object, attempts, dueAt, row.attempts, row.key)
    }

    private static func next(of jobs: [DueJob], upTo moment: Instant, in db: Reader) throws -> Row? {
        guard !jobs.isEmpty else { return nil }
        // Kinds of a newer program are left alone.
        let kinds = (0..<jobs.count).map { "?\($0 + 2)" }.joined(separator: ", ")
        return try db.first(
            """
            SELECT kind, object, due_at, key, attempts FROM due_work INDEXED BY due_work_by_moment
             WHERE due_at <= ?1 AND kind IN (\(kinds)) ORDER BY due_at LIMIT 1
            """, values: [moment] + jobs.map { $0.kind as any Bindable }, decode: Row.init(row:))
    }
}

extension DueWork.Row {
    package init(row: SQLite.Row) {
        kind = row.text(0)
        object = row.text(1)
        dueAt = row.instant(2)
        key = row.text(3)
        attempts = row.int(4)
    }
}

extension DueWork {
    /// Corrections of the table. A recurring job without a row becomes due now. After the clock was set back, a
    /// recurring row later than its next run becomes due at that run, and a retry later than the longest wait becomes
    /// due now.
    /// - Returns: the rows as they should be.
    package static func corrections(of jobs: [DueJob], at now: Instant, in db: Reader) throws -> [Row] {
        var rows: [Row] = []
        for job in jobs {
            guard let next = job.next?(now) else { continue }
            let found = try db.first(
                "SELECT kind, object, due_at, key, attempts FROM due_work WHERE kind = ?1 AND object = ''", job.kind,
                decode: Row.init(row:))
            let moment: Instant
            switch found {
            case nil: moment = now
            case let row? where row.attempts == 0 && row.dueAt > next: moment = next
            case _?: continue
            }
            rows.append(
                Row(kind: job.kind, object: "", dueAt: moment, key: moment.local.day.description, attempts: 0))
        }
        return try rows
            + db.rows(
                """
                SELECT kind, object, ?2, key, attempts FROM due_work INDEXED BY due_work_by_moment
                 WHERE due_at > ?1 AND attempts > 0
                """, now + longestWait, now, decode: Row.init(row:))
    }

    /// Writes the corrected rows.
    package static func correct(_ rows: [Row], in db: Writer) throws {
        for row in rows {
            try db.run(
                """
                INSERT INTO due_work (kind, object, due_at, key, attempts) VALUES (?1, ?2, ?3, ?4, ?5)
                    ON CONFLICT DO UPDATE SET due_at = excluded.due_at, key = excluded.key
                """, row.kind, row.object, row.dueAt, row.key, row.attempts)
        }
    }
}
