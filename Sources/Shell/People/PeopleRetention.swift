/// How long is kept what opens the site to a member.
enum PeopleRetention {
    /// Sessions: as long as they are good for.
    static let sessions = RetentionRule(
        table: "session", purpose: "keep a member signed in", basis: .contract, term: SiteLimits.session,
        sentence: .init(key: "prose.privacy.members.text", days: "sessionDays"),
        sql: [
            """
            DELETE FROM session
             WHERE token_hash IN (SELECT token_hash FROM session WHERE signed_in_at <= ?1 ORDER BY signed_in_at LIMIT ?2)
            """
        ])

    /// Sign-in links: until they are over.
    static let signInLinks = RetentionRule(
        table: "sign_in_link", purpose: "sign a member in once", basis: .contract, term: 0, sentence: nil,
        sql: [
            """
            DELETE FROM sign_in_link
             WHERE token_hash IN (SELECT token_hash FROM sign_in_link WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
            """
        ])

    /// All of them.
    static let rules = [sessions, signInLinks]
}
