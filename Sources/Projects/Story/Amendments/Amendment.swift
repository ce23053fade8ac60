import Base
import SQLite
import Shell

/// Another text for a project, proposed by a member; the leads accept or decline it with a short answer.
package struct Amendment: Sendable, Equatable {
    enum State: String, Sendable {
        case waiting, accepted, declined
        /// Its author withdrew it.
        case withdrawn
    }

    let publicID: String
    let author: Member.ID
    let authorName: String
    /// The text of the project when it was proposed.
    let base: String
    let text: String
    /// Why, in the words of its author.
    let reason: String
    let proposedAt: Instant
    let state: State
    /// The answer of the lead who decided.
    let word: String
    let decidedAt: Instant?
    let decidedBy: String?

    private static let selection = """
        SELECT amendment.public_id, amendment.member_id, author.name, base, text, reason, proposed_at, state, word,
               decided_at, decider.name
          FROM amendment JOIN member AS author ON author.id = amendment.member_id
          LEFT JOIN member AS decider ON decider.id = decided_by
        """

    private init?(row: Row) {
        guard let state = State(rawValue: row.text(7)) else { return nil }
        (publicID, author, authorName) = (row.text(0), Member.ID(rawValue: row.int(1)), row.text(2))
        (base, text, reason) = (row.text(3), row.text(4), row.text(5))
        (proposedAt, self.state, word) = (row.instant(6), state, row.text(8))
        (decidedAt, decidedBy) = (row.optionalInstant(9), row.optionalText(10))
    }

    /// The amendments of a project, the latest first; at most `limit`. Index: `amendment_by_project`.
    static func all(of project: Project.ID, limit: Int = 100, in db: Reader) throws -> [Amendment] {
        try db.rows(
            "\(selection) WHERE project_id = ?1 ORDER BY proposed_at DESC, amendment.id DESC LIMIT ?2", project, limit,
            decode: Amendment.init(row:)
        ).compactMap(\.self)
    }

    static func find(_ publicID: String, of project: Project.ID, in db: Reader) throws -> Amendment? {
        try db.first(
            "\(selection) WHERE amendment.public_id = ?1 AND project_id = ?2", publicID, project,
            decode: Amendment.init(row:)) ?? nil
    }

    /// Whether a project, this or another, has it.
    static func exists(_ publicID: String, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM amendment WHERE public_id = ?1", publicID) { _ in true } ?? false
    }

    /// How many wait for the leads of a project. Index: `amendment_waiting`.
    static func waitingCount(of project: Project.ID, in db: Reader) throws -> Int {
        try db.first(
            "SELECT count(*) FROM amendment WHERE project_id = ?1 AND state = 'waiting'", project
        ) { $0.int(0) } ?? 0
    }

    /// Proposes a text. It replaces the one of this member that still waits, under another id: a decision about the
    /// earlier text does not apply to it.
    package static func propose(
        _ text: String, because reason: String, publicID: String, for project: Project, by member: Member.ID,
        at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO amendment (public_id, project_id, member_id, base, text, reason, proposed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                ON CONFLICT (project_id, member_id) WHERE state = 'waiting'
                DO UPDATE SET public_id = iif(text = excluded.text AND reason = excluded.reason, public_id,
                                              excluded.public_id), base = excluded.base, text = excluded.text, reason = excluded.reason,
                              proposed_at = excluded.proposed_at
            """, publicID, project.id, member, project.details.purpose, text, reason, now)
    }

    /// Decides a waiting one; `conflict` when it no longer waits.
    static func decide(
        _ publicID: String, _ state: State, word: String, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let changed = try db.run(
            """
            UPDATE amendment SET state = ?2, word = ?3, decided_by = ?4, decided_at = ?5
             WHERE public_id = ?1 AND state = 'waiting'
            """, publicID, state.rawValue, word, member, now)
        guard changed == 1 else { throw Failure.conflict }
    }

    /// Makes a declined one wait again, unless its author has proposed another text since.
    static func reopen(_ publicID: String, of project: Project.ID, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE amendment SET state = 'waiting', word = '', decided_by = NULL, decided_at = NULL
             WHERE public_id = ?1 AND project_id = ?2 AND state = 'declined'
               AND NOT EXISTS (SELECT 1 FROM amendment AS other
                                WHERE other.project_id = ?2 AND other.member_id = amendment.member_id
                                  AND other.state = 'waiting')
            """, publicID, project)
        guard changed == 1 else { throw Failure.conflict }
    }

    /// Texts that members proposed; they are deleted when their author is erased.
    static let personalData = PersonalData(
        "amendments", tables: ["amendment"], basis: .legitimateInterest, persons: [.members], recipients: [.members],
        hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "amendments", [.text("title"), .text("text"), .text("reason"), .moment("when")],
                sql: """
                    SELECT project.title, text, reason, amendment.proposed_at
                      FROM amendment JOIN project ON project.id = project_id
                     WHERE member_id = ?1 ORDER BY amendment.id
                    """),
            CopiedRows(
                "amendmentsDecided", [.text("title"), .text("text"), .moment("when")],
                sql: """
                    SELECT project.title, word, decided_at FROM amendment JOIN project ON project.id = project_id
                     WHERE decided_by = ?1 ORDER BY amendment.id
                    """),
        ],
        erasing: ["DELETE FROM amendment WHERE member_id = ?1"])
}
