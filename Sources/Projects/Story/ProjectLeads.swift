import Base
import SQLite
import Shell
import Shops

/// A lead of a project, or a person who may become one.
struct ProjectLead: Sendable, Equatable {
    let id: Member.ID
    let publicID: String
    let name: String

    /// Its leads, by name.
    static func all(of project: Project, in db: Reader) throws -> [ProjectLead] {
        try people(project.leads(in: db), in: db)
    }

    /// The people who may become leads: those who represent the shops taking part, the board, and former leads; by
    /// name.
    static func candidates(for project: Project, in db: Reader) throws -> [ProjectLead] {
        let shops = try Participation.current(in: project.id, db).map(\.shop)
        let speakers = try shops.flatMap { try Member.people(ofShop: $0.rawValue, may: .represent, in: db) }
        let board = try Member.all(may: .readMembers, in: db)
        let earlier = try db.rows(
            """
            SELECT member_id FROM office JOIN member ON member.id = member_id
             WHERE project_id = ?1 AND office = ?2 AND until_at IS NOT NULL AND disabled_at IS NULL
            """, project.id, Office.projectLead.rawValue
        ) { Member.ID(rawValue: $0.int(0)) }
        return try people(Array(Set(speakers + board + earlier).subtracting(project.leads(in: db))), in: db)
    }

    private static func people(_ members: [Member.ID], in db: Reader) throws -> [ProjectLead] {
        try db.rows(
            """
            SELECT id, public_id, name FROM member WHERE id IN (SELECT value FROM json_each(?1))
             ORDER BY name_key, id
            """, "[" + members.map { String($0.rawValue) }.joined(separator: ",") + "]"
        ) { ProjectLead(id: Member.ID(rawValue: $0.int(0)), publicID: $0.text(1), name: $0.text(2)) }
    }
}

extension Project {
    /// Makes a member a lead too: `notFound` for a person who may not become one.
    /// - Returns: false when they are a lead already.
    func addLead(_ publicID: String, by actor: Member.ID, at now: Instant, in db: Writer) throws -> Bool {
        if try ProjectLead.all(of: self, in: db).contains(where: { $0.publicID == publicID }) { return false }
        let candidates = try ProjectLead.candidates(for: self, in: db)
        guard let person = candidates.first(where: { $0.publicID == publicID }) else { throw Failure.notFound }
        try Office.projectLead.give(to: person.id, for: scope, by: actor, at: now, in: db)
        try tell(.projectLeadGiven, [person.id], by: actor, at: now, in: db)
        try Audit.record(.projectLeadGiven, self.publicID, by: actor, at: now, in: db)
        return true
    }

    /// Ends the lead of a person; `conflict` for the last one, because a project always has a lead.
    func removeLead(_ publicID: String, by actor: Member.ID, at now: Instant, in db: Writer) throws {
        let leads = try ProjectLead.all(of: self, in: db)
        guard let person = leads.first(where: { $0.publicID == publicID }) else { throw Failure.notFound }
        guard leads.count > 1 else { throw Failure.conflict }
        try Office.projectLead.end(of: person.id, for: scope, by: actor, at: now, in: db)
        try Audit.record(.projectLeadEnded, self.publicID, by: actor, at: now, in: db)
    }
}
