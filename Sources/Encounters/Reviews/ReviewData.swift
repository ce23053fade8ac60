import Base
import Shell

/// What is stored about authors of reviews. A published review is stored while it is published.
enum ReviewData {
    private static let withdrawnIDs = """
        SELECT id FROM review WHERE withdrawn_at IS NOT NULL AND withdrawn_at <= ?1 ORDER BY withdrawn_at LIMIT ?2
        """
    private static let withdrawnTerm = Int.days(30)

    /// Withdrawn by its author: thirty days, to account for a decision about it.
    static let withdrawn = RetentionRule(
        "withdrawnReviews", table: "review", term: withdrawnTerm,
        sql: [
            Erasure.noting(.review, in: "review", ids: withdrawnIDs, term: withdrawnTerm),
            "DELETE FROM review WHERE id IN (\(withdrawnIDs))",
        ])

    /// Refused: one year to contest the refusal or submit it again.
    static let refused = RetentionRule(
        "refusedReviews", table: "review", term: .days(365),
        sql: [
            """
            DELETE FROM review
             WHERE id IN (SELECT id FROM review
                           WHERE refused_at IS NOT NULL AND refused_at <= ?1 AND withdrawn_at IS NULL
                           ORDER BY refused_at LIMIT ?2)
            """
        ])

    /// Reviews, the decisions about them, and the replies of shops. Their author consents with the wording and at the
    /// moment stored in the row (`consent_wording`, `consented_at`).
    static let all = PersonalData(
        "reviews", tables: ["review", "review_decision", "shop_reply"], basis: .consent,
        persons: [.authors, .members], recipients: [.everyone, .shop, .presidency], rules: [withdrawn, refused],
        hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "replies", [.text("shop"), .text("text"), .moment("when")],
                sql: """
                    SELECT shop.name, shop_reply.text, shop_reply.replied_at
                      FROM shop_reply JOIN review ON review.id = review_id JOIN shop ON shop.id = review.shop_id
                     WHERE member_id = ?1 ORDER BY shop_reply.replied_at
                    """),
            CopiedRows(
                "reviewDecisions", [.moment("when"), .word("outcome", "copy.word."), .text("reason")],
                sql: "SELECT decided_at, outcome, reason FROM review_decision WHERE decided_by = ?1 ORDER BY id"),
        ])
}
