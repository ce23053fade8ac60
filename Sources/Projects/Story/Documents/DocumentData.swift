import Base
import SQLite
import Shell

/// What is stored about the people who add documents. A removed one: thirty days, to put it back.
enum DocumentData {
    static let term = Int.days(30)
    private static let removed = """
        SELECT id FROM project_document WHERE removed_at IS NOT NULL AND removed_at <= ?1 ORDER BY removed_at LIMIT ?2
        """

    static let all = PersonalData(
        "documents", tables: ["project_document"], basis: .legitimateInterest, persons: [.members],
        recipients: [.members, .everyone],
        rules: [
            RetentionRule(
                "documents", table: "project_document", term: term,
                sql: [
                    Erasure.noting(.projectDocument, in: "project_document", ids: removed, term: term),
                    "DELETE FROM project_document WHERE id IN (\(removed))",
                ])
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "documents", [.text("title"), .text("name"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT project.title, project_document.title, added_at, removed_at
                      FROM project_document JOIN project ON project.id = project_id
                     WHERE added_by = ?1 OR removed_by = ?1 ORDER BY project_document.id
                    """)
        ])

    /// The documents that a member removed, or of the projects they lead.
    static func inBin(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        let found = try db.rows(
            """
            SELECT project_document.public_id, project_document.title, removed_at, removed_by, member.name,
                   project.public_id
              FROM project_document JOIN member ON member.id = removed_by JOIN project ON project.id = project_id
             WHERE removed_at IS NOT NULL AND project.withdrawn_at IS NULL ORDER BY removed_at DESC LIMIT ?1
            """, SiteLimits.binRows
        ) { row in
            (
                publicID: row.text(0), title: row.text(1), at: row.instant(2),
                by: Member.ID(rawValue: row.int(3)), name: row.text(4), project: row.text(5)
            )
        }
        return try found.compactMap { row in
            guard let project = try Project.find(row.project, visibleTo: member, in: db),
                row.by == member.id || member.may(.leadProject, project)
            else { return nil }
            return Removed(
                context.say("bin.document"), row.title, removedAt: row.at, by: row.name, until: row.at + term,
                restore: .restoreDocument(row.publicID, of: project))
        }
    }
}
