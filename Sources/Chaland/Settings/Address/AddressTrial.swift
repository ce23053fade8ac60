import Base
import SQLite
import Shell

/// A public address on trial. A visit to it with this token, within the hour, confirms it; until then accepted hosts
/// and links stay as they are, so that a typing error does not lock members out. At most one; a new one replaces it.
struct AddressTrial: Sendable {
    let origin: WebOrigin
    /// Stored as it is: the page shows its code again after a reload, and it confirms nothing but this address.
    let token: Secret
    let expiresAt: Instant
    let isConfirmed: Bool

    /// The trial that has not expired, if any.
    static func current(at now: Instant, in db: Reader) throws -> AddressTrial? {
        let row = try db.first(
            "SELECT origin, token, expires_at, confirmed_at IS NOT NULL FROM address_trial WHERE id = 1 AND expires_at > ?1",
            now
        ) { row in (row.text(0), row.text(1), row.instant(2), row.bool(3)) }
        guard let (text, token, expiresAt, isConfirmed) = row, let origin = WebOrigin(text),
            let secret = Secret(presented: token)
        else { return nil }
        return AddressTrial(origin: origin, token: secret, expiresAt: expiresAt, isConfirmed: isConfirmed)
    }

    /// The trial with this token; nil when it has expired or was replaced.
    static func find(_ token: Secret?, at now: Instant, in db: Reader) throws -> AddressTrial? {
        guard let token, let trial = try current(at: now, in: db), trial.token.hash == token.hash else { return nil }
        return trial
    }

    /// Starts a trial in place of any other.
    static func start(_ origin: WebOrigin, _ token: Secret, at now: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO address_trial (id, origin, token, expires_at) VALUES (1, ?1, ?2, ?3)
                ON CONFLICT (id) DO UPDATE
               SET origin = excluded.origin, token = excluded.token, expires_at = excluded.expires_at,
                   confirmed_at = NULL
            """, origin.description, token.text, now + SiteLimits.addressTrial)
    }

    /// Confirms the address: from now on the site uses it. Confirmed twice, the second changes nothing.
    func confirm(at now: Instant, in db: Writer) throws {
        guard let current = try AddressTrial.find(token, at: now, in: db) else { throw Failure.gone }
        if current.isConfirmed { return }
        try db.run("UPDATE address_trial SET confirmed_at = ?1 WHERE id = 1", now)
        try Association.use(origin, in: db)
    }

    /// Ends the trial.
    static func end(in db: Writer) throws { try db.run("DELETE FROM address_trial WHERE id = 1") }
}
