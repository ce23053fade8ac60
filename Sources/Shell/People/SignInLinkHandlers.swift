import Base
import HTMLTemplate
import HTTP
import SQLite

/// A link that signs one member in, once, made by `chaland user link`. Opening it spends nothing; the button does.
package enum SignInLink {
    /// Stores a new link for the member with this address and returns its path; nil when there is no such member.
    package static func make(
        email: String, in database: Database, clock: Clock = .system, randomness: Randomness = .system
    ) throws -> String? {
        guard let address = EmailAddress(typed: email) else { return nil }
        let secret = randomness.secret()
        let now = clock.now()
        return try database.writeNow { db in
            let id = try db.first(
                "SELECT id FROM member WHERE email = ?1 AND disabled_at IS NULL", address.key
            ) { Member.ID(rawValue: $0.int(0)) }
            guard let id else { return nil }
            try insert(secret, for: id, at: now, in: db)
            return Link.signIn(with: secret).path
        }
    }

    /// Stores a link for a member, valid from `now`.
    static func insert(
        _ secret: Secret, nonce: [UInt8]? = nil, for member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "INSERT INTO sign_in_link (token_hash, member_id, expires_at, nonce) VALUES (?1, ?2, ?3, ?4)", secret.hash,
            member, now + SiteLimits.signInLink, nonce)
    }

    /// Stores a link for a member in place of those before, which `valid(for:)` shows again.
    /// - Parameter nonce: 16 random bytes.
    package static func renew(
        for member: Member.ID, nonce: [UInt8], _ key: StorageKey, at now: Instant, in db: Writer
    ) throws {
        try db.run("DELETE FROM sign_in_link WHERE member_id = ?1", member)
        try insert(secret(of: nonce, key), nonce: nonce, for: member, at: now, in: db)
    }

    /// The link for a member that was made on a page and is still valid, with its end; nil when there is none.
    package static func valid(
        for member: Member.ID, _ key: StorageKey, at now: Instant, in db: Reader
    ) throws -> (secret: Secret, expiresAt: Instant)? {
        let found = try db.first(
            """
            SELECT nonce, token_hash, expires_at FROM sign_in_link
             WHERE member_id = ?1 AND nonce IS NOT NULL AND used_at IS NULL AND expires_at > ?2
            """, member, now
        ) { ($0.bytes(0), $0.bytes(1), Instant(seconds: $0.int(2))) }
        guard let (nonce, hash, expiresAt) = found, secret(of: nonce, key).hash == hash else { return nil }
        return (secret(of: nonce, key), expiresAt)
    }

    private static func secret(of nonce: [UInt8], _ key: StorageKey) -> Secret {
        key.secret("sign-in link", nonce, length: 20)
    }

    /// The same on the store of a site.
    package static func make(email: String, on site: Site) throws -> String? {
        try make(email: email, in: site.database, clock: site.clock, randomness: site.randomness)
    }

    /// The member of a link that is still valid, or nil.
    package static func member(_ secret: Secret?, at now: Instant, in db: Reader) throws -> Member? {
        guard let secret else { return nil }
        let id = try db.first(
            "SELECT member_id FROM sign_in_link WHERE token_hash = ?1 AND expires_at > ?2 AND used_at IS NULL",
            secret.hash, now
        ) { Member.ID(rawValue: $0.int(0)) }
        return try id.flatMap { try Member.find($0, in: db) }
    }

    /// Whether this member has signed in with the link.
    static func isSpent(_ secret: Secret, by member: Member.ID, in db: Reader) throws -> Bool {
        try db.first(
            "SELECT 1 FROM sign_in_link WHERE token_hash = ?1 AND member_id = ?2 AND used_at IS NOT NULL", secret.hash,
            member
        ) { _ in true } ?? false
    }

    /// Spends the link; `gone` when it is spent or expired.
    static func spend(_ secret: Secret, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            "UPDATE sign_in_link SET used_at = ?2 WHERE token_hash = ?1 AND expires_at > ?2 AND used_at IS NULL",
            secret.hash, now)
        guard changed == 1 else { throw Failure.gone }
    }
}

/// «Bonjour, Rose»: the button that signs in.
struct SignInLinkPage: Page {
    static let template = "sessions/link"
    let token: String
    let name: String
    let isPrivate = true

    static let fields: [Field<SignInLinkPage>] = [.text("token") { $0.token }, .text("name") { $0.name }]
}

package enum SignInLinkHandlers {
    /// The button; 303 to the home page for the member who is signed in by this link; else 410 when it is spent or
    /// expired.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let secret = Secret(copied: context.parameter("token")) else { throw Failure.gone }
        if let member = try context.read({ try SignInLink.member(secret, at: context.now, in: $0) }) {
            return try context.render(SignInLinkPage(token: secret.grouped, name: member.name))
        }
        guard let member = context.member, try context.read({ try SignInLink.isSpent(secret, by: member.id, in: $0) })
        else { throw Failure.gone }
        return context.seeOther(.memberHome, flash: context.say("session.link.own"))
    }

    /// Signs in and spends the link.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let secret = Secret(copied: context.parameter("token"))
        let now = context.now
        guard let secret, let member = try context.read({ try SignInLink.member(secret, at: now, in: $0) }) else {
            throw Failure.gone
        }
        let id = member.id
        let response = try await SessionHandlers.open(then: .memberHome, request, context) { db in
            try SignInLink.spend(secret, at: now, in: db)
            return id
        }
        context.record(.signInLinkUsed)
        return response
    }
}
