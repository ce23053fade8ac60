import SQLite

/// A signed-in browser. The cookie holds the secret, the store its hash.
enum Session {
    /// The member behind a cookie, or nil when it opens nothing any more.
    static func member(_ secret: Secret, at now: Instant, in db: Reader) throws -> Member? {
        let id = try db.first(
            "SELECT member_id FROM session WHERE token_hash = ?1 AND expires_at > ?2", secret.hash, now
        ) { row in Member.ID(rawValue: row.int(0)) }
        return try id.flatMap { try Member.find($0, in: db) }
    }

    /// Opens a session for a member and closes the one the browser came with, so that no cookie set before is worth anything
    /// after (session fixation). Sessions past their end are swept along.
    static func open(_ secret: Secret, for member: Member.ID, closing old: Secret?, at now: Instant, in db: Writer)
        throws
    {
        try db.run("DELETE FROM session WHERE expires_at <= ?1", now)
        try Retention.sweep(at: now, in: db)
        if let old { try close(old, in: db) }
        try db.run(
            "INSERT INTO session (token_hash, member_id, signed_in_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
            secret.hash, member, now, now + SiteLimits.session)
    }

    /// Closes one session.
    static func close(_ secret: Secret, in db: Writer) throws {
        try db.run("DELETE FROM session WHERE token_hash = ?1", secret.hash)
    }

    /// After a new password: ends every session and every sign-in link of a member, and opens one with a cookie of its own.
    static func replaceAll(of member: Member.ID, with secret: Secret, at now: Instant, in db: Writer) throws {
        try db.run("DELETE FROM session WHERE member_id = ?1", member)
        try db.run("DELETE FROM sign_in_link WHERE member_id = ?1", member)
        try open(secret, for: member, closing: nil, at: now, in: db)
    }
}
