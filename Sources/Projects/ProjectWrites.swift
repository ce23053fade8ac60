import Base
import Shell
import Shops
import SQLite

extension ProjectDetails {
    /// Inserts a project; the shop it is proposed for is its first participant.
    package func insert(
        publicID: String, by member: Member.ID, for shop: Shop.ID?, at now: Instant, in db: Writer
    ) throws -> Project.ID {
        try db.run(
            """
            INSERT INTO project (public_id, title, purpose, happens, budget_cents, proposed_by, proposed_for, proposed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, publicID, title, purpose, happens, budget, member, shop, now)
        let id = Project.ID(rawValue: Int(db.lastInsertedID))
        try index(id, in: db)
        if let shop { try Participation.join(id, shop, by: member, at: now, in: db) }
        return id
    }

    /// Replaces the details of a project whose version is still `version`; `conflict` when it changed meanwhile.
    package func update(_ id: Project.ID, version: Int, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE project SET title = ?3, purpose = ?4, happens = ?5, budget_cents = ?6, version = version + 1
             WHERE id = ?1 AND version = ?2 AND withdrawn_at IS NULL
            """, id, version, title, purpose, happens, budget)
        guard changed == 1 else { throw Failure.conflict }
        try index(id, in: db)
    }

    private func index(_ id: Project.ID, in db: Writer) throws {
        try db.run("DELETE FROM project_search WHERE rowid = ?1", id)
        try db.run(
            "INSERT INTO project_search (rowid, title, purpose) VALUES (?1, ?2, ?3)", id, title.folded, purpose.folded)
    }
}

extension Project {
    /// Withdraws it. Participations and comments are preserved.
    package static func withdraw(_ id: ID, by member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE project SET withdrawn_at = ?2, withdrawn_by = ?3 WHERE id = ?1 AND withdrawn_at IS NULL", id, now,
            member)
    }

    /// Restores it.
    package static func restore(_ id: ID, in db: Writer) throws {
        try db.run("UPDATE project SET withdrawn_at = NULL, withdrawn_by = NULL WHERE id = ?1", id)
    }

    /// Makes it public, or visible to members only with nil.
    package static func setPublic(_ id: ID, at moment: Instant?, in db: Writer) throws {
        try db.run("UPDATE project SET public_at = ?2 WHERE id = ?1 AND withdrawn_at IS NULL", id, moment)
    }
}
