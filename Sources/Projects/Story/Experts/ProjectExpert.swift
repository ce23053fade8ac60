import Base
import SQLite
import Shell

/// A person from outside who advises on one project, by a secret link. They need no account, and see only that project.
package struct ProjectExpert: Sendable, Equatable {
    struct ID: Sendable, Hashable, RawRepresentable, Bindable {
        let rawValue: Int
    }

    let id: ID
    let publicID: String
    let project: Project.ID
    let name: String
    /// «architecte»; may be empty.
    let quality: String
    let invitedAt: Instant
    let expiresAt: Instant
    let endedAt: Instant?
    private let nonce: [UInt8]

    /// How long a link is valid: long enough to get a quote and to hold an assembly.
    static let term = Int.days(90)

    /// «Jeanne Leroy, architecte»
    var signature: String { quality.isEmpty ? name : name + ", " + quality }

    /// Whether their link opens.
    func isOpen(at now: Instant) -> Bool { endedAt == nil && now < expiresAt }

    private static let selection = """
        SELECT id, public_id, project_id, name, quality, invited_at, expires_at, ended_at, nonce FROM project_expert
        """

    private init(row: Row) {
        (id, publicID) = (ID(rawValue: row.int(0)), row.text(1))
        (project, name, quality) = (Project.ID(rawValue: row.int(2)), row.text(3), row.text(4))
        (invitedAt, expiresAt) = (row.instant(5), row.instant(6))
        (endedAt, nonce) = (row.optionalInstant(7), row.bytes(8))
    }

    /// The experts of a project, in the order they were invited. Index: `project_expert_by_project`.
    package static func all(of project: Project.ID, in db: Reader) throws -> [ProjectExpert] {
        try db.rows("\(selection) WHERE project_id = ?1 ORDER BY id", project, decode: ProjectExpert.init(row:))
    }

    static func find(_ publicID: String, of project: Project.ID, in db: Reader) throws -> ProjectExpert? {
        try all(of: project, in: db).first { $0.publicID == publicID }
    }

    /// The expert of a link, and the project while members see it; nil for a link that is spent, ended or unknown.
    static func open(_ secret: Secret?, at now: Instant, in db: Reader) throws -> (ProjectExpert, Project)? {
        guard let secret else { return nil }
        let found = try db.first(
            "\(selection) WHERE token_hash = ?1", secret.hash, decode: ProjectExpert.init(row:))
        guard let found, found.isOpen(at: now), let project = try Project.find(found.project, in: db),
            project.withdrawal == nil
        else { return nil }
        return (found, project)
    }

    /// The secret of the link, for those who invited.
    func secret(_ key: StorageKey) -> Secret { ProjectExpert.secret(of: nonce, key) }

    private static func secret(of nonce: [UInt8], _ key: StorageKey) -> Secret {
        key.secret("expert link", nonce, length: 20)
    }

    /// Invites a person. The same name again within ten minutes is a duplicate.
    /// - Parameter nonce: 16 random bytes.
    package static func invite(
        _ name: String, _ quality: String, publicID: String, nonce: [UInt8], _ key: StorageKey, to project: Project.ID,
        by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let others = try all(of: project, in: db)
        if others.contains(where: { $0.name == name && $0.invitedAt > now - SiteLimits.sameProposal }) { return }
        guard others.count < SiteLimits.projectExperts else { throw Failure.conflict }
        try db.run(
            """
            INSERT INTO project_expert
                   (public_id, project_id, name, quality, nonce, token_hash, invited_by, invited_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, publicID, project, name, quality, nonce, secret(of: nonce, key).hash, member, now, now + term)
    }

    /// A new link in place of the old one, valid for another term.
    func renew(nonce: [UInt8], _ key: StorageKey, at now: Instant, in db: Writer) throws {
        try db.run(
            """
            UPDATE project_expert SET nonce = ?2, token_hash = ?3, expires_at = ?4, ended_at = NULL WHERE id = ?1
            """, id, nonce, ProjectExpert.secret(of: nonce, key).hash, now + ProjectExpert.term)
    }

    /// Closes their link; their opinions stay.
    func end(at now: Instant, in db: Writer) throws {
        try db.run("UPDATE project_expert SET ended_at = ifnull(ended_at, ?2) WHERE id = ?1", id, now)
    }

    /// Deletes them and their opinions for good.
    func erase(at now: Instant, in db: Writer) throws {
        try db.run(
            Erasure.noting(.projectExpert, in: "project_expert", where: "id = ?1", at: "?2"), id, now)
        try db.run("DELETE FROM project_expert WHERE id = ?1", id)
    }
}

/// A signed opinion on one scenario, or on the project as a whole. Each signature is a row; the last one counts.
package struct ExpertOpinion: Sendable, Equatable {
    let expert: ProjectExpert.ID
    /// «Jeanne Leroy, architecte»
    let signature: String
    /// Nil for the project as a whole.
    let scenario: Scenario.ID?
    let text: String
    let signedAt: Instant

    /// The opinions of a project that count: the last one of each expert on each scenario. Index:
    /// `expert_opinion_by_expert`.
    static func all(of project: Project.ID, in db: Reader) throws -> [ExpertOpinion] {
        try db.rows(
            """
            SELECT expert_id, name, quality, expert_opinion.scenario_id, text, signed_at
              FROM project_expert JOIN expert_opinion ON expert_id = project_expert.id
             WHERE project_id = ?1
               AND NOT EXISTS (SELECT 1 FROM expert_opinion AS later
                                WHERE later.expert_id = expert_opinion.expert_id
                                  AND later.scenario_id IS expert_opinion.scenario_id AND later.id > expert_opinion.id)
             ORDER BY signed_at, expert_opinion.id
            """, project
        ) { row in
            ExpertOpinion(
                expert: ProjectExpert.ID(rawValue: row.int(0)),
                signature: row.text(2).isEmpty ? row.text(1) : row.text(1) + ", " + row.text(2),
                scenario: row.optionalInt(3).map(Scenario.ID.init(rawValue:)), text: row.text(4),
                signedAt: row.instant(5))
        }
    }

    /// Signs an opinion; the same words again change nothing.
    /// - Returns: whether something was signed.
    /// - Throws: `conflict` at the limit of opinions of an expert.
    @discardableResult package static func sign(
        _ text: String, on scenario: Scenario.ID?, by expert: ProjectExpert, at now: Instant, in db: Writer
    ) throws -> Bool {
        let last = try db.first(
            "SELECT text FROM expert_opinion WHERE expert_id = ?1 AND scenario_id IS ?2 ORDER BY id DESC LIMIT 1",
            expert.id, scenario
        ) { $0.text(0) }
        if last == text { return false }
        let count = try db.first("SELECT count(*) FROM expert_opinion WHERE expert_id = ?1", expert.id) { $0.int(0) }
        guard (count ?? 0) < SiteLimits.expertOpinions else { throw Failure.conflict }
        try db.run(
            "INSERT INTO expert_opinion (expert_id, scenario_id, text, signed_at) VALUES (?1, ?2, ?3, ?4)", expert.id,
            scenario, text, now)
        return true
    }
}
