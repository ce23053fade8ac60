import Base
import Shell

/// How long withdrawn projects and removed comments are stored: a year, to restore them and to account for the
/// withdrawal.
enum ProjectRetention {
    private static let term = Int.days(365)
    private static let withdrawn = """
        SELECT id FROM project WHERE withdrawn_at IS NOT NULL AND withdrawn_at <= ?1 ORDER BY withdrawn_at, id LIMIT ?2
        """
    private static let removed = """
        SELECT id FROM project_comment WHERE removed_at IS NOT NULL AND removed_at <= ?1 ORDER BY removed_at LIMIT ?2
        """

    /// The retention rules of projects and comments.
    static let rules = [
        RetentionRule(
            table: "project", purpose: "put a project back", basis: .legitimateInterest, term: term,
            sentence: .init(key: "prose.privacy.members.text", days: "projectDays"),
            sql: [
                Erasure.noting(.project, in: "project", ids: withdrawn, term: term),
                "DELETE FROM project_search WHERE rowid IN (\(withdrawn))",
                "DELETE FROM project WHERE id IN (\(withdrawn))",
            ]),
        RetentionRule(
            table: "project_comment", purpose: "put a comment back", basis: .legitimateInterest, term: term,
            sentence: .init(key: "prose.privacy.members.text", days: "projectDays"),
            sql: [
                Erasure.noting(.projectComment, in: "project_comment", ids: removed, term: term),
                "DELETE FROM project_comment WHERE id IN (\(removed))",
            ]),
    ]
}
