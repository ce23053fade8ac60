import Base
import Shell

/// How long invitations are stored.
enum InvitationRetention {
    /// A year after their end: the list shows when they were made.
    static let rules = [
        RetentionRule(
            table: "invitation", purpose: "tell when a shop was invited", basis: .legitimateInterest, term: .days(365),
            sentence: .init(key: "prose.privacy.members.text", days: "invitationDays"),
            sql: [
                """
                DELETE FROM invitation
                 WHERE id IN (SELECT id FROM invitation WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
                """
            ])
    ]
}
