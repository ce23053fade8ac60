import Base
import Shell

extension Deal {
    /// Bons plans have no data of visitors; who wrote and ended them is stored for a season, to account for it.
    static let personalData = PersonalData(
        "deals", tables: ["deal"], basis: .legitimateInterest, persons: [.members], recipients: [.everyone],
        rules: [
            RetentionRule(
                "deals", table: "deal", term: .days(90),
                sql: [
                    """
                    DELETE FROM deal
                     WHERE id IN (SELECT id FROM deal WHERE ends_at <= ?1 ORDER BY ends_at, id LIMIT ?2)
                    """
                ])
        ],
        copies: [
            CopiedRows(
                "deals", [.text("shop"), .text("text"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT shop.name, text, added_at, ended_at FROM deal JOIN shop ON shop.id = shop_id
                     WHERE added_by = ?1 OR ended_by = ?1 ORDER BY deal.id
                    """)
        ])
}
