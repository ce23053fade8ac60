import Base
import Shell

/// Retention of unpublished reviews. A published review is retained while it is published.
enum ReviewRetention {
    private static let withdrawnIDs = """
        SELECT id FROM review WHERE withdrawn_at IS NOT NULL AND withdrawn_at <= ?1 ORDER BY withdrawn_at LIMIT ?2
        """

    private static let withdrawnTerm = Int.days(30)

    /// Withdrawn by its author: thirty days, to account for a decision about it.
    static let withdrawn = RetentionRule(
        table: "review", purpose: "account for decisions about a review its author took back",
        basis: .legalObligation, term: withdrawnTerm,
        sentence: .init(key: "prose.privacy.authors.text", days: "withdrawnDays"),
        sql: [
            Erasure.noting(.review, in: "review", ids: withdrawnIDs, term: withdrawnTerm),
            "DELETE FROM review WHERE id IN (\(withdrawnIDs))",
        ])

    /// Refused: one year to contest the refusal or submit it again.
    static let refused = RetentionRule(
        table: "review", purpose: "let an author contest a refusal", basis: .legalObligation, term: .days(365),
        sentence: .init(key: "prose.privacy.authors.text", days: "refusedDays"),
        sql: [
            """
            DELETE FROM review
             WHERE id IN (SELECT id FROM review
                           WHERE refused_at IS NOT NULL AND refused_at <= ?1 AND withdrawn_at IS NULL
                           ORDER BY refused_at LIMIT ?2)
            """
        ])

    /// All retention rules of reviews.
    static let rules = [withdrawn, refused]
}
