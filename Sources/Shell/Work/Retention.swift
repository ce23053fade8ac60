import Base
import SQLite

/// How long rows of one table are stored, and why. Declared by the feature that owns the table (`Feature.retention`).
package struct RetentionRule: Sendable {
    /// The legal basis of storing personal data (GDPR, article 6(1)).
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

    /// A sentence of the privacy page and the name of its placeholder for the term in days.
    package struct Sentence: Sendable {
        /// The key of the message.
        package let key: String
        /// The name of the placeholder.
        package let days: String

        package init(key: String, days: String) {
            self.key = key
            self.days = days
        }
    }

    /// The table whose rows are deleted, with their dependent rows.
    package let table: String
    /// The purpose of storing them, in a few words; unique.
    package let purpose: String
    /// The legal basis.
    package let basis: Basis
    /// Seconds after which rows are deleted.
    package let term: Int
    /// The sentence of the privacy page; nil where rows are deleted once they have expired.
    package let sentence: Sentence?
    /// Statements that delete expired rows, run in one write. `?1`: the latest expired moment. `?2`: the most rows of
    /// one write. The last statement deletes the rows of `table`, the oldest first.
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
    /// Rows deleted in one write: other writes run in between.
    static let rowsAtOnce = 200

    /// Deletes up to `rowsAtOnce` expired rows.
    /// - Returns: whether more may be expired.
    func sweep(at now: Instant, in db: Writer) throws -> Bool {
        var deleted = 0
        for statement in sql { deleted = try db.run(statement, now - term, Self.rowsAtOnce) }
        return deleted == Self.rowsAtOnce
    }
}

/// Deletes rows past the terms that the privacy page states.
package enum Retention {
    /// The nightly job that deletes expired rows.
    package static func job(_ rules: [RetentionRule]) -> DueJob {
        .daily("retention", hour: 4, minute: 0) { run in
            for rule in rules { try run.writeRepeatedly { try rule.sweep(at: run.now, in: $0) } }
        }
    }

    /// The terms in days, by placeholder of the privacy page.
    package static func days(_ rules: [RetentionRule]) -> [String: String] {
        let terms = rules.compactMap { rule in rule.sentence.map { ($0.days, String(rule.term / .days(1))) } }
        return Dictionary(terms) { first, _ in first }
    }
}
