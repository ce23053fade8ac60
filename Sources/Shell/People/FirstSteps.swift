import Base
import SQLite

/// The way from an empty storage to a president: one address, printed once by the server, good for thirty minutes and
/// one use. Nobody who only knows the site's address can take it over.
package enum FirstSteps {
    /// Prepares a new address when there is no association yet, and forgets the one before.
    /// - Returns: the path to print, or nil when the association is there.
    package static func prepare(_ site: Site) throws -> String? {
        // Only looked at first: a start must not wait for another program that holds the file to write.
        guard try Association.current(in: site.database.makeReader()) == nil else { return nil }
        let secret = site.randomness.secret()
        let now = site.clock.now()
        let isNeeded = try site.database.writeNow { db in
            guard try Association.current(in: db) == nil else { return false }
            try db.run("DELETE FROM first_steps")
            try db.run(
                "INSERT INTO first_steps (token_hash, expires_at) VALUES (?1, ?2)", secret.hash,
                now + SiteLimits.firstSteps)
            return true
        }
        return isNeeded ? Link.firstSteps(secret).path : nil
    }

    /// Whether this secret still opens the first steps.
    package static func isOpen(_ secret: Secret?, at now: Instant, in db: Reader) throws -> Bool {
        guard let secret, try Association.current(in: db) == nil else { return false }
        return try db.first(
            "SELECT 1 FROM first_steps WHERE token_hash = ?1 AND expires_at > ?2", secret.hash, now
        ) { _ in true } ?? false
    }

    /// Founds the association with its president, and spends the address: all of it or nothing.
    package static func finish(
        _ secret: Secret, _ association: Association, president: NewPresident, at now: Instant, in db: Writer
    ) throws -> Member.ID {
        guard try isOpen(secret, at: now, in: db) else { throw Failure.gone }
        try association.insert(at: now, in: db)
        try db.run("DELETE FROM first_steps")
        let id = try Member.insert(
            name: president.name, email: president.email, passwordHash: president.passwordHash, at: now, in: db)
        try Office.president.give(to: id, at: now, in: db)
        return id
    }

    /// Who signs in first.
    package struct NewPresident: Sendable {
        package let name: String
        package let email: EmailAddress
        package let passwordHash: String
    }
}
