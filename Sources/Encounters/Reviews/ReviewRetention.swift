import Base
import Shell

/// How long reviews are kept that are not shown. A published review stays as long as it is published.
enum ReviewRetention {
    /// Taken back by its author: so that a decision about it can still be accounted for.
    static let withdrawn = RetentionRule(
        table: "review", purpose: "account for decisions about a review its author took back",
        basis: .legalObligation, term: .days(30),
        sentence: .init(key: "prose.privacy.authors.text", days: "withdrawnDays"),
        sql: [
            """
            DELETE FROM review
             WHERE id IN (SELECT id FROM review WHERE withdrawn_at IS NOT NULL AND withdrawn_at <= ?1
                           ORDER BY withdrawn_at LIMIT ?2)
            """
        ])

    /// Refused: a year to contest the refusal and send it again.
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

    /// All of them.
    static let rules = [withdrawn, refused]
}
