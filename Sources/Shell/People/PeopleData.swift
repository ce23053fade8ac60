import Base

/// What is stored about the association's people.
enum PeopleData {
    /// Their account and offices.
    static let accounts = PersonalData(
        "accounts", tables: ["member", "office", "membership", "access_change"], basis: .contract, persons: [.members],
        recipients: [.board, .person], rules: [Member.formerRule], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "account", [.text("name"), .text("email"), .moment("joined"), .moment("lastVisit"), .moment("ended")],
                sql: "SELECT name, email, joined_at, signed_in_at, disabled_at FROM member WHERE id = ?1"),
            CopiedRows(
                "offices", [.word("office", "copy.office."), .text("shop"), .moment("from"), .moment("until")],
                sql: """
                    SELECT office, shop.name, since_at, until_at FROM office LEFT JOIN shop ON shop.id = shop_id
                     WHERE member_id = ?1 ORDER BY office.id
                    """),
            CopiedRows(
                "memberships", [.word("category", "category."), .text("shop"), .moment("from"), .moment("until")],
                sql: """
                    SELECT category, shop.name, since_at, until_at FROM membership LEFT JOIN shop ON shop.id = shop_id
                     WHERE member_id = ?1 ORDER BY membership.id
                    """),
            CopiedRows(
                "membershipsDecided", [.word("category", "category."), .moment("from"), .moment("until")],
                sql: """
                    SELECT category, since_at, until_at FROM membership WHERE decided_by = ?1 OR ended_by = ?1
                     ORDER BY id
                    """),
            CopiedRows(
                "officesDecided", [.word("office", "copy.office."), .moment("from"), .moment("until")],
                sql: "SELECT office, since_at, until_at FROM office WHERE given_by = ?1 OR ended_by = ?1 ORDER BY id"),
            CopiedRows(
                "access", [.moment("when"), .word("outcome", "copy.word.")],
                sql: "SELECT changed_at, outcome FROM access_change WHERE member_id = ?1 ORDER BY id"),
            CopiedRows(
                "accessDecided", [.moment("when"), .word("outcome", "copy.word.")],
                sql: "SELECT changed_at, outcome FROM access_change WHERE changed_by = ?1 ORDER BY id"),
        ],
        erasing: [
            """
            UPDATE member
               SET name = '\(Member.erasedName)', name_key = '\(Member.erasedName.folded)', email = NULL,
                   password_hash = NULL, password_set_at = 0, signed_in_at = NULL,
                   disabled_at = ifnull(disabled_at, ?2), devices_after = ?2, erased_at = ?2
             WHERE id = ?1
            """,
            "UPDATE membership SET until_at = max(since_at, ?2), ended_by = ?1 WHERE member_id = ?1 AND until_at IS NULL",
            "UPDATE office SET until_at = max(since_at, ?2), ended_by = ?1 WHERE member_id = ?1 AND until_at IS NULL",
        ])

    /// What the legal notice states (loi n° 2004-575 du 21 juin 2004, art. 1-1).
    static let legalNotice = PersonalData(
        "legalNotice", tables: ["association"], basis: .legalObligation, persons: [.members], recipients: [.everyone],
        hasNoFixedTerm: true)

    /// Sessions and sign-in links, stored for as long as they are valid.
    static let sessions = PersonalData(
        "sessions", tables: ["session", "sign_in_link", "sign_in_step", "mailed_sign_in"], basis: .contract,
        persons: [.members],
        recipients: [.person],
        rules: [
            RetentionRule(
                "sessions", table: "session", term: SiteLimits.session,
                sql: [
                    """
                    DELETE FROM session
                     WHERE token_hash IN (SELECT token_hash FROM session
                                           WHERE seen_at <= ?1 ORDER BY seen_at LIMIT ?2)
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
            RetentionRule(
                "signInSteps", table: "sign_in_step", term: 0,
                sql: [
                    """
                    DELETE FROM sign_in_step
                     WHERE token_hash IN (SELECT token_hash FROM sign_in_step
                                           WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
                    """
                ]),
            RetentionRule(
                "mailedSignIns", table: "mailed_sign_in", term: 0,
                sql: [
                    """
                    DELETE FROM mailed_sign_in
                     WHERE token_hash IN (SELECT token_hash FROM mailed_sign_in
                                           WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
                    """
                ]),
        ],
        copies: [
            CopiedRows(
                "sessions", [.text("device"), .moment("from"), .moment("lastVisit")],
                sql: """
                    SELECT trim(browser || ' ' || system), signed_in_at, seen_at FROM session
                     WHERE member_id = ?1 ORDER BY signed_in_at
                    """),
            CopiedRows(
                "signInLinks", [.moment("until"), .moment("used")],
                sql: "SELECT expires_at, used_at FROM sign_in_link WHERE member_id = ?1 ORDER BY expires_at"),
            CopiedRows(
                "signInSteps", [.moment("until")], sql: "SELECT expires_at FROM sign_in_step WHERE member_id = ?1"),
            CopiedRows(
                "mailedSignIns", [.text("email"), .moment("when")],
                sql: "SELECT email, requested_at FROM mailed_sign_in WHERE member_id = ?1"),
        ],
        erasing: [
            "DELETE FROM session WHERE member_id = ?1", "DELETE FROM sign_in_link WHERE member_id = ?1",
            "DELETE FROM sign_in_step WHERE member_id = ?1", "DELETE FROM mailed_sign_in WHERE member_id = ?1",
        ])

    /// The secret of the app that makes codes, and the hashes of the recovery codes, stored until the second step is
    /// turned off.
    static let secondFactor = PersonalData(
        "secondFactor", tables: ["second_factor", "recovery_code"], basis: .contract, persons: [.members],
        recipients: [.person], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "secondFactor", [.moment("from")],
                sql: "SELECT confirmed_at FROM second_factor WHERE member_id = ?1 AND confirmed_at IS NOT NULL")
        ],
        erasing: ["DELETE FROM second_factor WHERE member_id = ?1"])
}
