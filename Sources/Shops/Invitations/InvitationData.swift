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
        ])
}
