import Base
import SQLite

/// The setup of an empty storage: the server prints one secret address, valid once and for thirty minutes, which founds
/// the association and its president. Knowing the site's public address is not enough to take it over.
package enum Setup {
    /// Makes a new address when there is no association yet, and revokes the one before.
    /// - Returns: the path to print, or nil when the association exists.
    package static func prepare(_ site: Site) throws -> String? {
        // Read first: a start must not wait for another program that holds the write lock.
        guard try Association.current(in: site.database.makeReader()) == nil else { return nil }
        let secret = site.randomness.secret()
        let now = site.clock.now()
        let isNeeded = try site.database.writeNow { db in
            guard try Association.current(in: db) == nil else { return false }
            try db.run("DELETE FROM setup_link")
            try db.run(
                "INSERT INTO setup_link (token_hash, expires_at) VALUES (?1, ?2)", secret.hash,
                now + SiteLimits.setup)
            return true
        }
        return isNeeded ? Link.setup(secret).path : nil
    }

    /// Whether this secret still opens the setup.
    package static func isOpen(_ secret: Secret?, at now: Instant, in db: Reader) throws -> Bool {
        guard let secret, try Association.current(in: db) == nil else { return false }
        return try db.first(
            "SELECT 1 FROM setup_link WHERE token_hash = ?1 AND expires_at > ?2", secret.hash, now
        ) { _ in true } ?? false
    }

    /// Founds the association with its president and spends the address, in one write.
    /// - Returns: the president.
    /// - Throws: `Failure.gone` when the address is spent or has expired.
    package static func finish(
        _ secret: Secret, _ association: Association, president: NewPresident, at now: Instant, in db: Writer
    ) throws -> Member.ID {
        guard try isOpen(secret, at: now, in: db) else { throw Failure.gone }
        try association.insert(at: now, in: db)
        try db.run("DELETE FROM setup_link")
        let id = try Member.insert(
            name: president.name, email: president.email, passwordHash: president.passwordHash, at: now, in: db)
        try Office.president.give(to: id, at: now, in: db)
        try Audit.record(.associationFounded, by: id, at: now, in: db)
        return id
    }

    /// The person who founds the association.
    package struct NewPresident: Sendable {
        package let name: String
        package let email: EmailAddress
        /// As stored: see `PasswordHash`.
        package let passwordHash: String
    }
}
