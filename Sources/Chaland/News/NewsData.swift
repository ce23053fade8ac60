import Base
import SQLite
import Shell

extension NewsPost {
    /// Stored for a season after its last day, so that it can be shown again.
    static let personalData = PersonalData(
        "news", tables: ["news_post"], basis: .legitimateInterest, persons: [.members], recipients: [.everyone],
        rules: [
            RetentionRule(
                "news", table: "news_post", term: .days(90),
                sql: [
                    """
                    DELETE FROM news_post
                     WHERE id IN (SELECT id FROM news_post WHERE ends_at <= ?1 ORDER BY ends_at, id LIMIT ?2)
                    """
                ]),
            RetentionRule(
                "removedNews", table: "news_post", term: SiteLimits.bin,
                sql: [
                    Erasure.noting(.newsPost, in: "news_post", ids: removedIDs, term: SiteLimits.bin),
                    "DELETE FROM news_post WHERE id IN (\(removedIDs))",
                ]),
        ],
        copies: [
            CopiedRows(
                "news", [.text("title"), .text("text"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT title, text, published_at, removed_at FROM news_post WHERE published_by = ?1 ORDER BY id
                    """),
            CopiedRows(
                "newsRemoved", [.text("title"), .moment("ended")],
                sql: "SELECT title, removed_at FROM news_post WHERE removed_by = ?1 ORDER BY id"),
        ])

    private static let removedIDs = """
        SELECT id FROM news_post WHERE removed_at IS NOT NULL AND removed_at <= ?1 ORDER BY removed_at LIMIT ?2
        """

    /// The removed posts, for those who publish news.
    static func removed(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        guard member.may(.publishNews) else { return [] }
        return try db.rows(
            """
            SELECT news_post.public_id, title, removed_at, member.name FROM news_post JOIN member ON member.id = removed_by
             WHERE removed_at IS NOT NULL ORDER BY removed_at DESC LIMIT ?1
            """, SiteLimits.binRows
        ) { row in
            let removedAt = row.instant(2)
            return Removed(
                context.say("bin.news"), row.text(1), removedAt: removedAt, by: row.text(3),
                until: removedAt + SiteLimits.bin, restore: .restoreNewsPost(row.text(0)))
        }
    }
}
