import Base
import SQLite
import Shell
import Shops

extension ProjectDetails {
    /// Inserts a project: the member is its first lead, the shop it is proposed for its first participant.
    package func insert(
        publicID: String, by member: Member.ID, for shop: Shop.ID?, at now: Instant, in db: Writer
    ) throws -> Project.ID {
        try db.run(
            """
            INSERT INTO project (public_id, title, purpose, happens, budget_cents, proposed_by, proposed_for, proposed_at,
                                 changed_at, place)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)
            """, publicID, title, purpose, happens, budget, member, shop, now, place)
        let id = Project.ID(rawValue: Int(db.lastInsertedID))
        try ProjectDate.replace(dates, of: id, .own, in: db)
        try Project.index(id, in: db)
        try Office.projectLead.give(to: member, for: .project(id.rawValue), by: member, at: now, in: db)
        if let shop { try Participation.join(id, shop, by: member, at: now, in: db) }
        return id
    }

}

extension Project {
    /// Replaces the details of its row; `conflict` when the project changed meanwhile.
    func update(_ new: ProjectDetails, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE project SET title = ?3, purpose = ?4, happens = ?5, budget_cents = ?6, place = ?7,
                   changed_at = ?8, version = version + 1
             WHERE id = ?1 AND version = ?2 AND withdrawn_at IS NULL
            """, id, version, new.title, new.purpose, new.happens, new.budget, new.place, now)
        guard changed == 1 else { throw Failure.conflict }
        try ProjectDate.replace(new.dates, of: id, .own, in: db)
        try Project.index(id, in: db)
    }

    /// Writes the search words of a project: those of its row, and for guests those of its public text.
    static func index(_ id: ID, in db: Writer) throws {
        try db.run("DELETE FROM project_search WHERE rowid = ?1", id)
        try Drawing.schedule(in: db)
        let texts = try db.first(
            """
            SELECT project.title, project.purpose, project.public_at IS NOT NULL, \(publicText("title")),
                   \(publicText("purpose"))
              FROM project \(joinApproved) WHERE project.id = ?1
            """, id
        ) { row in (own: [row.text(0), row.text(1)], isPublic: row.bool(2), public: [row.text(3), row.text(4)]) }
        guard let texts else { return }
        let words = texts.own + (texts.isPublic ? texts.public : ["", ""])
        try db.run(
            "INSERT INTO project_search (rowid, title, purpose, public_title, public_purpose) VALUES (?1, ?2, ?3, ?4, ?5)",
            id, words[0].folded, words[1].folded, words[2].folded, words[3].folded)
    }

    /// For writes that add something to a project, which may have been withdrawn meanwhile.
    /// - Throws: `notFound` if it was.
    static func requirePresent(_ id: ID, in db: Reader) throws {
        let isPresent = try db.first("SELECT 1 FROM project WHERE id = ?1 AND withdrawn_at IS NULL", id) { _ in true }
        guard isPresent == true else { throw Failure.notFound }
    }

    /// Withdraws it. Participations and comments are preserved.
    package static func withdraw(_ id: ID, by member: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE project SET withdrawn_at = ?2, withdrawn_by = ?3 WHERE id = ?1 AND withdrawn_at IS NULL", id, now,
            member)
        try Drawing.schedule(in: db)
    }

    /// Restores it.
    package static func restore(_ id: ID, in db: Writer) throws {
        try db.run("UPDATE project SET withdrawn_at = NULL, withdrawn_by = NULL WHERE id = ?1", id)
        try Drawing.schedule(in: db)
    }
}
