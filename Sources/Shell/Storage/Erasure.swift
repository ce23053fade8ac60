import Base
import SQLite

/// Public codes of rows erased for good: restoring an older backup must not bring them back.
package enum Erasure {
    /// Kinds of erased rows, as in `erasure.kind`.
    package enum Kind: String, Sendable, Bindable {
        case encounter
        case review
        case picture
        case project
        case projectComment = "project_comment"
        case scenario
        case projectDocument = "project_document"
        case projectExpert = "project_expert"
        case newsPost = "news_post"
        /// By its code.
        case shop
        /// Their row stays, without name and address.
        case member
    }

    /// How long a code is stored: four times the ninety days after which docs/installer.md has backups deleted.
    static let personalData = PersonalData(
        "erasures", tables: ["erasure"], basis: .legalObligation, persons: [.authors, .members, .visitors],
        recipients: [.presidency],
        rules: [
            RetentionRule(
                "erasures", table: "erasure", term: .days(360),
                sql: [
                    """
                    DELETE FROM erasure
                     WHERE (kind, public_id) IN (SELECT kind, public_id FROM erasure WHERE erased_at <= ?1
                                                  ORDER BY erased_at LIMIT ?2)
                    """
                ])
        ])

    /// A statement for `RetentionRule.sql` that records the rows of `table` which the next statement deletes: those
    /// whose `id` is in `ids`.
    /// - Parameters:
    ///   - code: the expression of their public code.
    ///   - term: that of the rule.
    package static func noting(
        _ kind: Kind, in table: String, code: String = "public_id", ids: String, term: Int
    ) -> String {
        noting(kind, in: table, code: code, where: "id IN (\(ids))", at: "?1 + \(term)")
    }

    /// A statement that records the rows of `table` which satisfy `condition`.
    /// - Parameters:
    ///   - code: the expression of their public code.
    ///   - moment: the expression of the moment of erasure.
    package static func noting(
        _ kind: Kind, in table: String, code: String = "public_id", where condition: String, at moment: String
    ) -> String {
        """
        INSERT OR IGNORE INTO erasure (kind, public_id, erased_at)
        SELECT '\(kind.rawValue)', \(code), \(moment) FROM \(table) WHERE \(condition)
        """
    }

    /// Copies the records of a file that is replaced by a backup.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach("SELECT kind, public_id, erased_at FROM erasure") { row in
            try note(row.text(0), row.text(1), at: row.instant(2), in: db)
        }
    }

    /// Records one erased row; does nothing when it is already recorded.
    static func note(_ kind: String, _ publicID: String, at moment: Instant, in db: Writer) throws {
        try db.run(
            "INSERT OR IGNORE INTO erasure (kind, public_id, erased_at) VALUES (?1, ?2, ?3)", kind, publicID, moment)
    }

    /// The codes of erased rows.
    package static func codes(_ kind: Kind, in db: Reader) throws -> [String] {
        try db.rows("SELECT public_id FROM erasure WHERE kind = ?1", kind) { $0.text(0) }
    }

    /// Deletes the rows of `table` that were erased since the backup, with what belongs to them.
    package static func repeated(_ kind: Kind, in table: String, _ db: Writer) throws {
        try db.run("DELETE FROM \(table) WHERE public_id IN (SELECT public_id FROM erasure WHERE kind = ?1)", kind)
    }
}
