import Base
import SQLite
import Web

/// A link that signs one member in, once. Opening it spends nothing; the button does.
package enum SignInLink {
    /// Who made it, and for what.
    package enum Kind: String, Sendable {
        /// By the presidency or `chaland user link`, for a member who lost their way in.
        case handed
        /// By a member who is signed in, for their own phone.
        case phone
        /// In a mail that the member asked for.
        case mail
        /// Printed on the recovery sheet of a president.
        case recovery

        /// Seconds it is valid.
        var lifetime: Int {
            switch self {
            case .handed, .mail: SiteLimits.signInLink
            case .phone: SiteLimits.phoneLink
            case .recovery: SiteLimits.recoverySheet
            }
        }

        /// Whether the second step follows, as after a password. A phone is signed in from a session that has passed
        /// it; a recovery sheet is for the day when the app is lost too.
        var asksSecondFactor: Bool {
            switch self {
            case .handed, .mail: true
            case .phone, .recovery: false
            }
        }
    }

    /// A link that can still be used.
    package struct Open: Sendable {
        package let kind: Kind
        /// Whom it signs in.
        package let member: Member
    }

    /// Stores a new link for a member and returns its path; nil when their access has ended.
    package static func make(
        for member: Member.ID, in database: Database, clock: Clock = .system, randomness: Randomness = .system
    ) throws -> String? {
        let (secret, now) = (randomness.secret(), clock.now())
        return try database.writeNow { db in
            guard try Member.find(member, in: db) != nil else { return nil }
            try insert(secret, for: member, at: now, in: db)
            try Audit.record(.signInLinkMade, of: member, by: nil, at: now, in: db)
            return Link.signIn(with: secret).path
        }
    }

    /// Stores a link for a member, valid from `now`.
    static func insert(
        _ secret: Secret, _ kind: Kind = .handed, nonce: [UInt8]? = nil, for member: Member.ID, at now: Instant,
        in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO sign_in_link (token_hash, member_id, kind, made_at, expires_at, nonce)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, secret.hash, member, kind.rawValue, now, now + kind.lifetime, nonce)
    }

    /// Stores a link for a member in place of those of its kind. `valid` returns it again, so that a page can show it.
    /// - Parameter nonce: 16 random bytes.
    package static func renew(
        _ kind: Kind = .handed, for member: Member.ID, nonce: [UInt8], _ key: StorageKey, at now: Instant, in db: Writer
    ) throws {
        try db.run("DELETE FROM sign_in_link WHERE member_id = ?1 AND kind = ?2", member, kind.rawValue)
        try insert(secret(of: nonce, key), kind, nonce: nonce, for: member, at: now, in: db)
    }

    /// The link of a kind that `renew` made for a member, while it is valid; nil when there is none.
    package static func valid(
        _ kind: Kind = .handed, for member: Member.ID, _ key: StorageKey, at now: Instant, in db: Reader
    ) throws -> (secret: Secret, madeAt: Instant, expiresAt: Instant)? {
        let found = try db.first(
            """
            SELECT nonce, token_hash, made_at, expires_at FROM sign_in_link
             WHERE member_id = ?1 AND nonce IS NOT NULL AND used_at IS NULL AND expires_at > ?2 AND kind = ?3
            """, member, now, kind.rawValue
        ) { ($0.bytes(0), $0.bytes(1), $0.instant(2), $0.instant(3)) }
        guard let (nonce, hash, madeAt, expiresAt) = found, secret(of: nonce, key).hash == hash else { return nil }
        return (secret(of: nonce, key), madeAt, expiresAt)
    }

    private static func secret(of nonce: [UInt8], _ key: StorageKey) -> Secret {
        key.secret("sign-in link", nonce, length: 20)
    }

    /// The link with this secret, while it can be used; nil otherwise.
    package static func open(_ secret: Secret?, at now: Instant, in db: Reader) throws -> Open? {
        guard let secret else { return nil }
        let found = try db.first(
            "SELECT member_id, kind FROM sign_in_link WHERE token_hash = ?1 AND expires_at > ?2 AND used_at IS NULL",
            secret.hash, now
        ) { (Member.ID(rawValue: $0.int(0)), Kind(rawValue: $0.text(1))) }
        guard let (id, kind) = found, let kind, let member = try Member.find(id, in: db) else { return nil }
        return Open(kind: kind, member: member)
    }

    /// Whether this member has signed in with the link.
    static func isSpent(_ secret: Secret, by member: Member.ID, in db: Reader) throws -> Bool {
        try db.first(
            "SELECT 1 FROM sign_in_link WHERE token_hash = ?1 AND member_id = ?2 AND used_at IS NOT NULL", secret.hash,
            member
        ) { _ in true } ?? false
    }

    /// Spends the link.
    /// - Throws: `Failure.gone` when it is spent or has expired.
    static func spend(_ secret: Secret, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            "UPDATE sign_in_link SET used_at = ?2 WHERE token_hash = ?1 AND expires_at > ?2 AND used_at IS NULL",
            secret.hash, now)
        guard changed == 1 else { throw Failure.gone }
    }
}
