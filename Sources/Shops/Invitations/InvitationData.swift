import Base
import Shell

/// What invitations store about people: who made and who used them, a year after their end.
enum InvitationData {
    static let all = PersonalData(
        "invitations", tables: ["invitation_batch", "invitation"], basis: .legitimateInterest, persons: [.members],
        recipients: [.board],
        rules: [
            RetentionRule(
                "invitations", table: "invitation_batch", term: .days(365),
                sql: [
                    """
                    DELETE FROM invitation_batch
                     WHERE id IN (SELECT id FROM invitation_batch WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
                    """
                ])
        ],
        copies: [
            CopiedRows(
                "invitationsMade", [.moment("when"), .moment("until")],
                sql: "SELECT made_at, expires_at FROM invitation_batch WHERE made_by = ?1 ORDER BY id"),
            CopiedRows(
                "invitationsUsed", [.text("shop"), .moment("when")],
                sql: """
                    SELECT shop.name, claimed_at FROM invitation JOIN shop ON shop.id = shop_id
                     WHERE claimed_by = ?1 ORDER BY claimed_at
                    """),
        ])
}
