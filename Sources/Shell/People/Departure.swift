import Base
import SQLite

/// A person leaves the association, or is expelled: offices, membership and access end with one act, which can be
/// undone.
package enum Departure {
    /// Ends the offices, the membership and the access of a member. Does nothing for a person without access.
    /// - Throws: `Member.AccessRefusal`.
    package static func end(
        _ reason: AccessChange, of id: Member.ID, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        guard try Member.endAccess(of: id, reason, by: actor, at: now, in: db) else { return }
        for table in ["office", "membership"] {
            try db.run(
                """
                UPDATE \(table) SET until_at = max(since_at, ?2), ended_by = ?3
                 WHERE member_id = ?1 AND until_at IS NULL
                """, id, now, actor)
        }
    }

    /// Restores the access, and the offices and the membership that ended with it. Does nothing for a person with
    /// access.
    /// - Throws: `Member.AccessRefusal.president`.
    package static func undo(of id: Member.ID, by actor: Member.ID, at now: Instant, in db: Writer) throws {
        let endedAt = try db.first("SELECT disabled_at FROM member WHERE id = ?1", id) { $0.optionalInt(0) } ?? nil
        guard let endedAt, try Member.restoreAccess(of: id, by: actor, at: now, in: db) else { return }
        try db.run(
            """
            INSERT INTO office (member_id, office, shop_id, project_id, since_at, given_by)
            SELECT member_id, office, shop_id, project_id, ?3, ?4 FROM office WHERE member_id = ?1 AND until_at = ?2
                ON CONFLICT DO NOTHING
            """, id, endedAt, now, actor)
        try db.run(
            """
            INSERT INTO membership (member_id, category, since_at, decided_by)
            SELECT member_id, category, ?3, ?4 FROM membership WHERE member_id = ?1 AND until_at = ?2
                ON CONFLICT DO NOTHING
            """, id, endedAt, now, actor)
    }

    /// Why the access of a person last changed; nil when it never did.
    package static func last(of id: Member.ID, in db: Reader) throws -> AccessChange? {
        try db.first(
            "SELECT outcome FROM access_change WHERE member_id = ?1 ORDER BY changed_at DESC, id DESC LIMIT 1", id
        ) { AccessChange(rawValue: $0.text(0)) } ?? nil
    }
}

/// What happened to the access of a member, as `access_change.outcome` stores it.
package enum AccessChange: String, Sendable, CaseIterable {
    case ended, restored
    /// They left the association.
    case left
    /// The association expelled them.
    case expelled

    /// The act that the journal records.
    var act: AuditAction {
        switch self {
        case .ended: .accessEnded
        case .restored: .accessRestored
        case .left: .memberLeft
        case .expelled: .memberExpelled
        }
    }
}
