import Base
import SQLite

/// How long rows of one table are kept, and why. Declared by the feature that owns the table (`Feature.retention`).
package struct RetentionRule: Sendable {
    /// Why personal data may be kept (GDPR, article 6(1)).
    package enum Basis: Sendable {
        /// Article 6(1)(a).
        case consent
        /// Article 6(1)(b): the person is a member of the association.
        case contract
        /// Article 6(1)(c).
        case legalObligation
        /// Article 6(1)(f).
        case legitimateInterest
    }

    /// A sentence of the privacy page, and the name under which it tells the term in days.
    package struct Sentence: Sendable {
        /// The key of the message.
        package let key: String
        /// The name of the number in it.
        package let days: String

        package init(key: String, days: String) {
            self.key = key
            self.days = days
        }
    }

    /// The table whose rows are deleted, with what belongs to them.
    package let table: String
    /// What the rows are kept for until then, in a few words. No two rules have the same.
    package let purpose: String
    /// What allows it.
    package let basis: Basis
    /// Seconds from the moment the rule counts from.
    package let term: Int
    /// Where the privacy page says so; nil where nothing is kept longer than it is good for.
    package let sentence: Sentence?
    /// Statements that delete what is past the term, run in one write. `?1` is the latest moment that is past it, `?2` how many rows may go
    /// at once; the last statement deletes the rows of `table` themselves, the oldest first.
    package let sql: [String]

    package init(table: String, purpose: String, basis: Basis, term: Int, sentence: Sentence?, sql: [String]) {
        self.table = table
        self.purpose = purpose
        self.basis = basis
        self.term = term
        self.sentence = sentence
        self.sql = sql
    }
}

extension RetentionRule {
    /// Rows deleted in one write: other writes get in between.
    static let rowsAtOnce = 200

    /// Deletes some of what is past the term.
    /// - Returns: whether there may be more.
    func sweep(at now: Instant, in db: Writer) throws -> Bool {
        var deleted = 0
        for statement in sql { deleted = try db.run(statement, now - term, Self.rowsAtOnce) }
        return deleted == Self.rowsAtOnce
    }
}

/// Nothing is kept longer than the privacy page says.
package enum Retention {
    /// Deletes, each night, what is past its term.
    package static func job(_ rules: [RetentionRule]) -> DueJob {
        .daily("retention", hour: 4, minute: 0) { run in
            for rule in rules { try run.writeRepeatedly { try rule.sweep(at: run.now, in: $0) } }
        }
    }

    /// The terms of the rules in days, by their names in the sentences of the privacy page.
    package static func days(_ rules: [RetentionRule]) -> [String: String] {
        let terms = rules.compactMap { rule in rule.sentence.map { ($0.days, String(rule.term / .days(1))) } }
        return Dictionary(terms) { first, _ in first }
    }
}
