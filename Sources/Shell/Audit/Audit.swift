import Base
import SQLite

/// The journal: who did what to which object, and when. Entries have ids and codes, never names or words of a person.
/// No statement changes an entry; a trigger would refuse it.
package enum Audit {
    /// Records an act in the write that does it.
    /// - Parameters:
    ///   - object: the public id or code of what it was done to; empty for the association itself.
    ///   - actor: nil for a command on the machine, or for a person without an account.
    package static func record(
        _ action: AuditAction, _ object: String = "", by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "INSERT INTO audit_entry (done_at, actor_id, action, kind, object) VALUES (?1, ?2, ?3, ?4, ?5)", now, actor,
            action.rawValue, action.kind.rawValue, object)
    }

    /// Records an act done to a member.
    package static func record(
        _ action: AuditAction, of member: Member.ID, by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        let publicID = try db.first("SELECT public_id FROM member WHERE id = ?1", member) { $0.text(0) }
        try record(action, publicID ?? "", by: actor, at: now, in: db)
    }

    /// Stored for three years, to check what the board does (CNIL, délibération n° 2021-122 du 14 octobre 2021).
    static let personalData = PersonalData(
        "audit", tables: ["audit_entry"], basis: .legitimateInterest, persons: [.members], recipients: [.board],
        rules: [
            RetentionRule(
                "audit", table: "audit_entry", term: .days(3 * 365),
                sql: [
                    """
                    DELETE FROM audit_entry
                     WHERE id IN (SELECT id FROM audit_entry WHERE done_at <= ?1 ORDER BY done_at LIMIT ?2)
                    """
                ])
        ],
        copies: [
            CopiedRows(
                "acts", [.moment("when"), .word("what", "audit."), .text("object")],
                sql: "SELECT done_at, action, object FROM audit_entry WHERE actor_id = ?1 ORDER BY id DESC")
        ])
}
