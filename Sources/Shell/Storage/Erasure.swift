import SQLite

/// Public codes of rows erased for good: restoring an older backup must not bring them back.
package enum Erasure {
    /// Kinds of erased rows, as in `erasure.kind`.
    package enum Kind: String, Sendable, Bindable {
        case review
        case project
        case projectComment = "project_comment"
    }

    /// A statement for `RetentionRule.sql`. It records the rows of `table` that the next statement deletes: those whose
    /// `id` is in `ids`.
    package static func noting(_ kind: Kind, in table: String, ids: String) -> String {
        """
        INSERT OR IGNORE INTO erasure (kind, public_id)
        SELECT '\(kind.rawValue)', public_id FROM \(table) WHERE id IN (\(ids))
        """
    }

    /// Copies the records of a file that is replaced by a backup.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach("SELECT kind, public_id FROM erasure") { row in
            try db.run("INSERT OR IGNORE INTO erasure (kind, public_id) VALUES (?1, ?2)", row.text(0), row.text(1))
        }
    }

    /// Deletes the rows of `table` that were erased since the backup, with what belongs to them.
    package static func repeated(_ kind: Kind, in table: String, _ db: Writer) throws {
        try db.run("DELETE FROM \(table) WHERE public_id IN (SELECT public_id FROM erasure WHERE kind = ?1)", kind)
    }
}
