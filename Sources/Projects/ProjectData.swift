import Base
import Shell

/// What is stored about the people of projects. Withdrawn projects and removed comments: a year, to restore them and to
/// account for the withdrawal. A project for which shops owe something stays.
enum ProjectData {
    static let term = Int.days(365)
    private static let withdrawn = """
        SELECT id FROM project
         WHERE withdrawn_at IS NOT NULL AND withdrawn_at <= ?1
           AND NOT EXISTS (SELECT 1 FROM pledge_call WHERE project_id = project.id AND reached = 1)
         ORDER BY withdrawn_at, id LIMIT ?2
        """
    private static let removed = """
        SELECT id FROM project_comment WHERE removed_at IS NOT NULL AND removed_at <= ?1 ORDER BY removed_at LIMIT ?2
        """

    /// Projects and the comments on them.
    static let all = PersonalData(
        "projects", tables: ["project", "project_version", "participation", "project_comment"],
        basis: .legitimateInterest, persons: [.members], recipients: [.members, .everyone],
        rules: [
            RetentionRule(
                "projects", table: "project", term: term,
                sql: [
                    Erasure.noting(.project, in: "project", ids: withdrawn, term: term),
                    "DELETE FROM project_search WHERE rowid IN (\(withdrawn))",
                    "DELETE FROM project WHERE id IN (\(withdrawn))",
                ]),
            RetentionRule(
                "comments", table: "project_comment", term: term,
                sql: [
                    Erasure.noting(.projectComment, in: "project_comment", ids: removed, term: term),
                    "DELETE FROM project_comment WHERE id IN (\(removed))",
                ]),
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "projects", [.text("title"), .text("text"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT title, purpose, proposed_at, withdrawn_at FROM project
                     WHERE proposed_by = ?1 OR withdrawn_by = ?1 ORDER BY id
                    """),
            CopiedRows(
                "participations", [.text("title"), .text("shop"), .moment("from"), .moment("until")],
                sql: """
                    SELECT project.title, shop.name, joined_at, left_at
                      FROM participation JOIN project ON project.id = project_id JOIN shop ON shop.id = shop_id
                     WHERE member_id = ?1 ORDER BY participation.id
                    """),
            CopiedRows(
                "comments", [.text("title"), .text("text"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT project.title, text, written_at, removed_at
                      FROM project_comment JOIN project ON project.id = project_id
                     WHERE member_id = ?1 ORDER BY project_comment.id
                    """),
            CopiedRows(
                "commentsRemoved", [.text("title"), .moment("when")],
                sql: """
                    SELECT project.title, removed_at FROM project_comment JOIN project ON project.id = project_id
                     WHERE removed_by = ?1 ORDER BY project_comment.id
                    """),
        ],
        // Deletes the person’s comments; projects and participations belong to shops.
        erasing: [
            Erasure.noting(.projectComment, in: "project_comment", where: "member_id = ?1", at: "?2"),
            "DELETE FROM project_comment WHERE member_id = ?1",
        ])
}
