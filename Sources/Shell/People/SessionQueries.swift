import Base
import SQLite

/// A signed-in browser. The cookie holds the secret, the store its hash.
package enum Session {
    /// How a session is opened.
    struct Opening: Sendable {
        var device = DeviceName.unknown
        /// Whether the person said that the device is theirs.
        var isOwn = false
        /// Whether they used a link that another person, the machine, a mail or a recovery sheet handed over.
        var isByLink = false
    }

    /// A session of a member whose access has not ended.
    struct Opened: Sendable {
        let member: Member
        let isOwn: Bool
        let isByLink: Bool
        let signedInAt: Instant
        /// Its last use, at most `SiteLimits.sessionUse` seconds before the real one.
        let seenAt: Instant

        /// Whether it has not expired. The board is signed out sooner on a device that may be shared.
        func isValid(at now: Instant) -> Bool {
            now < seenAt + (member.isOfAssociation && !isOwn ? SiteLimits.boardIdle : SiteLimits.session)
        }

        /// Whether its use must be noted, so that it does not expire.
        func isUseDue(at now: Instant) -> Bool { now >= seenAt + SiteLimits.sessionUse }

        /// Whether a new password needs no old one: the link has just proved who they are.
        func maySetPassword(at now: Instant) -> Bool { isByLink && now < signedInAt + SiteLimits.passwordByLink }
    }

    /// The session with the hash of a secret. Does not check whether it has expired.
    static func opened(_ hash: [UInt8], in db: Reader) throws -> Opened? {
        let found = try db.first(
            "SELECT member_id, is_own, by_link, signed_in_at, seen_at FROM session WHERE token_hash = ?1", hash
        ) { row in
            (Member.ID(rawValue: row.int(0)), row.bool(1), row.bool(2), row.int(3), row.int(4))
        }
        guard let (id, isOwn, isByLink, signedIn, seen) = found, let member = try Member.find(id, in: db) else {
            return nil
        }
        return Opened(
            member: member, isOwn: isOwn, isByLink: isByLink, signedInAt: Instant(seconds: signedIn),
            seenAt: Instant(seconds: seen))
    }

    /// Opens a session for a member and closes that of the request, so that a session cookie set before signing in is
    /// no longer valid (session fixation).
    static func open(
        _ secret: Secret, for member: Member.ID, _ opening: Opening = Opening(), closing old: Secret?, at now: Instant,
        in db: Writer
    ) throws {
        if let old { try close(old, in: db) }
        try db.run(
            """
            INSERT INTO session (token_hash, member_id, browser, system, is_own, by_link, signed_in_at, seen_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
            """, secret.hash, member, opening.device.browser, opening.device.system, opening.isOwn, opening.isByLink,
            now)
        try db.run("UPDATE member SET signed_in_at = ?2 WHERE id = ?1", member, now)
    }

    /// Notes that a session is used.
    static func noteUse(_ secret: Secret, at now: Instant, in db: Writer) throws {
        try db.run("UPDATE session SET seen_at = ?2 WHERE token_hash = ?1 AND seen_at < ?2", secret.hash, now)
    }
}

extension Session {
    /// Closes one session.
    static func close(_ secret: Secret, in db: Writer) throws {
        try db.run("DELETE FROM session WHERE token_hash = ?1", secret.hash)
    }

    /// Ends every session of a member, and every sign-in link but that of the recovery sheet.
    static func endAll(of member: Member.ID, in db: Writer) throws {
        try db.run("DELETE FROM session WHERE member_id = ?1", member)
        try endLinks(of: member, in: db)
    }

    /// Ends every session of a member but this one, and what `endAll` ends besides.
    package static func endOthers(of member: Member.ID, except this: Secret, in db: Writer) throws {
        try db.run("DELETE FROM session WHERE member_id = ?1 AND token_hash <> ?2", member, this.hash)
        try endLinks(of: member, in: db)
    }

    /// Ends every sign-in that is not complete, and every link but that of the recovery sheet.
    private static func endLinks(of member: Member.ID, in db: Writer) throws {
        try db.run("DELETE FROM sign_in_step WHERE member_id = ?1", member)
        try MailedSignIn.endAll(of: member, in: db)
        try db.run("DELETE FROM sign_in_link WHERE member_id = ?1 AND kind <> 'recovery'", member)
    }

    /// After a new password: ends every session and sign-in link of a member, and opens a new session.
    static func replaceAll(
        of member: Member.ID, with secret: Secret, _ opening: Opening, at now: Instant, in db: Writer
    ) throws {
        try endAll(of: member, in: db)
        try open(secret, for: member, opening, closing: nil, at: now, in: db)
    }

    /// After an office ended: ends the sessions and links of a member, who signs in again with the rights that are
    /// left. Without a password they could not: then the sessions stay while they hold another office. Rights are read
    /// at each request in any case.
    static func endAfterLoss(of member: Member.ID, in db: Writer) throws {
        try db.run(
            """
            DELETE FROM session
             WHERE member_id = ?1
               AND (EXISTS (SELECT 1 FROM member WHERE id = ?1 AND password_hash IS NOT NULL)
                 OR NOT EXISTS (SELECT 1 FROM office WHERE member_id = ?1 AND until_at IS NULL))
            """, member)
        try MailedSignIn.endAll(of: member, in: db)
        try db.run(
            """
            DELETE FROM sign_in_link
             WHERE member_id = ?1
               AND (kind <> 'recovery'
                 OR NOT EXISTS (SELECT 1 FROM office
                                 WHERE member_id = ?1 AND until_at IS NULL AND shop_id IS NULL AND project_id IS NULL
                                   AND office.office IN \(Right.offerPresidency.offices(.association))))
            """, member)
    }

    /// Deletes every session and setup link, and every sign-in link but those of recovery sheets: a restored backup
    /// must not revive those that ended since. The sheets are printed for such a day.
    static func endAll(in db: Writer) throws {
        for table in ["session", "setup_link", "sign_in_step", "mailed_sign_in"] { try db.run("DELETE FROM \(table)") }
        try db.run("DELETE FROM sign_in_link WHERE kind <> 'recovery'")
    }
}
