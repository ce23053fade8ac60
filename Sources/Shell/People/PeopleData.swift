import Base

/// What is stored about the association's people.
enum PeopleData {
    /// Their account and offices.
    static let accounts = PersonalData(
        "accounts", tables: ["member", "office", "access_change"], basis: .contract, persons: [.members],
        recipients: [.board, .person], isKept: true)

    /// What the legal notice states (loi n° 2004-575 du 21 juin 2004, art. 1-1).
    static let legalNotice = PersonalData(
        "legalNotice", tables: ["association"], basis: .legalObligation, persons: [.members], recipients: [.everyone],
        isKept: true)

    /// Sessions and sign-in links: as long as they are valid.
    static let sessions = PersonalData(
        "sessions", tables: ["session", "sign_in_link"], basis: .contract, persons: [.members], recipients: [.person],
        rules: [
            RetentionRule(
                "sessions", table: "session", term: SiteLimits.session,
                sql: [
                    """
                    DELETE FROM session
                     WHERE token_hash IN (SELECT token_hash FROM session
                                           WHERE signed_in_at <= ?1 ORDER BY signed_in_at LIMIT ?2)
                    """
                ]),
            RetentionRule(
                "signInLinks", table: "sign_in_link", term: 0,
                sql: [
                    """
                    DELETE FROM sign_in_link
                     WHERE token_hash IN (SELECT token_hash FROM sign_in_link
                                           WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
                    """
                ]),
        ])
}
