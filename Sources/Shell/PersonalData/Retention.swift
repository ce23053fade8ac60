import Base
import SQLite

/// How long rows of one table are stored; part of a `PersonalData`. The message `register.term.NAME` states the term:
/// «{term} après la connexion».
package struct RetentionRule: Sendable {
    /// Unique; part of its message.
    package let name: String
    /// The table whose rows are deleted, with their dependent rows.
    package let table: String
    /// Seconds after which rows are deleted; 0 once they have expired.
    package let term: Int
    /// Statements that delete expired rows, run in one write. `?1`: the latest expired moment. `?2`: the most rows of
    /// one write. The last statement deletes the rows of `table`, the oldest first. Empty for former members: the job
    /// erases them, and their rows stay (`Member.eraseFormer`).
    package let sql: [String]

    package init(_ name: String, table: String, term: Int, sql: [String]) {
        (self.name, self.table, self.term, self.sql) = (name, table, term, sql)
    }
}

extension RetentionRule {
    /// Rows deleted in one write: other writes run in between.
    static let rowsAtOnce = 200

    /// Deletes up to `rowsAtOnce` expired rows.
    /// - Returns: whether more may be expired.
    func sweep(at now: Instant, in db: Writer) throws -> Bool {
        var deleted = 0
        for statement in sql { deleted = try db.run(statement, now - term, Self.rowsAtOnce) }
        return deleted == Self.rowsAtOnce
    }

    /// «30 jours après la connexion.»
    package func words(_ context: Context) -> String {
        context.say("register.term.\(name)", ["term": Self.length(term, context)])
    }

    /// «30 jours», «1 an».
    package static func length(_ term: Int, _ context: Context) -> String {
        let days = term / .days(1)
        return days > 0 && days % 365 == 0
            ? context.say("register.years", count: days / 365) : context.say("register.days", count: days)
    }
}

/// Deletes rows past the terms that the register states.
package enum Retention {
    /// The nightly job that deletes expired rows.
    package static func job(_ register: [PersonalData]) -> DueJob {
        .daily("retention", hour: 4, minute: 0) { run in
            for rule in register.flatMap(\.rules) { try run.writeRepeatedly { try rule.sweep(at: run.now, in: $0) } }
            try run.writeRepeatedly { try Member.eraseFormer(from: register, at: run.now, in: $0) }
        }
    }
}
