/// How long sessions and sign-in links are stored.
enum PeopleRetention {
    /// Sessions: as long as they are valid.
    static let sessions = RetentionRule(
        table: "session", purpose: "keep a member signed in", basis: .contract, term: SiteLimits.session,
        sentence: .init(key: "prose.privacy.cookies.text", days: "sessionDays"),
        sql: [
            """
            DELETE FROM session
             WHERE token_hash IN (SELECT token_hash FROM session WHERE signed_in_at <= ?1 ORDER BY signed_in_at LIMIT ?2)
            """
        ])

    /// Sign-in links: as long as they are valid.
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
