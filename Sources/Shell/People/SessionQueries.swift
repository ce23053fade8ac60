import Base
import SQLite

/// A signed-in browser. The cookie holds the secret, the store its hash.
enum Session {
    /// A session of a member whose access has not ended.
    struct Opened: Sendable {
        let member: Member
        let expiresAt: Instant
    }

    /// The session with the hash of a secret. Does not check whether it has expired.
    static func opened(_ hash: [UInt8], in db: Reader) throws -> Opened? {
        let found = try db.first("SELECT member_id, expires_at FROM session WHERE token_hash = ?1", hash) { row in
            (member: Member.ID(rawValue: row.int(0)), expiresAt: Instant(seconds: row.int(1)))
        }
        guard let found, let member = try Member.find(found.member, in: db) else { return nil }
        return Opened(member: member, expiresAt: found.expiresAt)
    }

    /// Opens a session for a member and closes that of the request, so that a session cookie set before signing in is
    /// no longer valid (session fixation).
    static func open(_ secret: Secret, for member: Member.ID, closing old: Secret?, at now: Instant, in db: Writer)
        throws
    {
        if let old { try close(old, in: db) }
        try db.run(
            "INSERT INTO session (token_hash, member_id, signed_in_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
            secret.hash, member, now, now + SiteLimits.session)
        try db.run("UPDATE member SET signed_in_at = ?2 WHERE id = ?1", member, now)
    }

    /// Deletes every session, sign-in link and setup link: a restored backup must not revive those that ended since.
    static func endAll(in db: Writer) throws {
        for table in ["session", "sign_in_link", "setup_link"] { try db.run("DELETE FROM \(table)") }
    }

    /// Closes one session.
    static func close(_ secret: Secret, in db: Writer) throws {
        try db.run("DELETE FROM session WHERE token_hash = ?1", secret.hash)
    }

    /// Ends every session and sign-in link of a member.
    static func endAll(of member: Member.ID, in db: Writer) throws {
        try db.run("DELETE FROM session WHERE member_id = ?1", member)
        try db.run("DELETE FROM sign_in_link WHERE member_id = ?1", member)
    }

    /// After a new password: ends every session and sign-in link of a member, and opens a new session.
    static func replaceAll(of member: Member.ID, with secret: Secret, at now: Instant, in db: Writer) throws {
        try endAll(of: member, in: db)
        try open(secret, for: member, closing: nil, at: now, in: db)
    }
}
