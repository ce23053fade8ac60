import Base
import Shell

/// How long invitations are stored.
enum InvitationRetention {
    /// A year after their end: the list shows when they were made.
    static let rules = [
        RetentionRule(
            table: "invitation_batch", purpose: "tell when a shop was invited", basis: .legitimateInterest,
            term: .days(365), sentence: .init(key: "prose.privacy.members.text", days: "invitationDays"),
            sql: [
                """
                DELETE FROM invitation_batch
                 WHERE id IN (SELECT id FROM invitation_batch WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
                """
            ])
    ]
}
