import Base
import Shell
import SQLite

/// An invitation to run one shop, handed over as a link and its QR code. Opening it spends nothing, so mail scanners
/// may look; «C’est moi» (a POST) claims it, once.
package struct Invitation: Sendable, Equatable {
    package let shop: Shop.ID
    package let shopName: String
    package let shopCode: String
    let expiresAt: Instant

    /// The invitation of a secret; nil when it is claimed, expired, revoked or unknown.
    package static func open(_ secret: Secret?, at now: Instant, in db: Reader) throws -> Invitation? {
        guard let secret else { return nil }
        return try db.first(
            """
            SELECT shop.id, shop.name, shop.code, invitation.expires_at
              FROM invitation JOIN shop ON shop.id = invitation.shop_id
             WHERE invitation.token_hash = ?1 AND invitation.expires_at > ?2
               AND invitation.claimed_at IS NULL AND invitation.revoked_at IS NULL AND shop.removed_at IS NULL
            """, secret.hash, now
        ) { row in
            Invitation(
                shop: Shop.ID(rawValue: row.int(0)), shopName: row.text(1), shopCode: row.text(2),
                expiresAt: Instant(seconds: row.int(3)))
        }
    }

    /// Makes an invitation for a shop and revokes the unclaimed one: only the last letter is valid.
    package static func insert(
        _ secret: Secret, for shop: Shop.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "UPDATE invitation SET revoked_at = ?2 WHERE shop_id = ?1 AND claimed_at IS NULL AND revoked_at IS NULL",
            shop, now)
        try db.run(
            """
            INSERT INTO invitation (token_hash, shop_id, invited_by, invited_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """, secret.hash, shop, member, now, now + SiteLimits.invitation)
    }

    /// Ends every invitation that was not claimed: a backup must not revive a letter that has served since.
    static func revokeAll(at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE invitation SET revoked_at = ?1 WHERE claimed_at IS NULL AND revoked_at IS NULL AND expires_at > ?1",
            now)
    }

    /// The shop that a member has claimed with this letter and still runs; nil otherwise.
    static func shop(claimedBy member: Member, with secret: Secret, in db: Reader) throws -> Workplace? {
        let shop = try db.first(
            "SELECT shop_id FROM invitation WHERE token_hash = ?1 AND claimed_by = ?2", secret.hash, member.id
        ) { $0.int(0) }
        return member.workplaces(may: .represent).first { $0.id == shop }
    }

    /// How many invitations were ever made.
    package static func sentCount(in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM invitation") { $0.int(0) } ?? 0
    }

    /// Claims it for a member who is signed in, or for a new one called `name`. Returns the member; `gone` when it is
    /// claimed or expired.
    package static func claim(
        _ secret: Secret, by member: Member.ID?, named name: String, at now: Instant, in db: Writer
    )
        throws -> Member.ID
    {
        guard let invitation = try open(secret, at: now, in: db) else { throw Failure.gone }
        let id =
            try member ?? Member.insert(name: name, email: nil, passwordHash: nil, at: now, in: db)
        try db.run("UPDATE invitation SET claimed_at = ?2, claimed_by = ?3 WHERE token_hash = ?1", secret.hash, now, id)
        try Office.shopkeeper.give(to: id, for: invitation.shop.scope, at: now, in: db)
        return id
    }
}

/// A shop on the list of invitations.
struct InvitedShop: Sendable, Equatable {
    let code: String
    let name: String
    let invitedAt: Instant?
    let claimedAt: Instant?
    let isOpen: Bool

    /// Selects the current shopkeepers of `shop.id`: an invitation hands over the right to act in the shop's name.
    static let holdsShop = """
        shop_id = shop.id AND until_at IS NULL AND office IN \(Right.represent.offices(.own))
        AND EXISTS (SELECT 1 FROM member WHERE member.id = office.member_id AND disabled_at IS NULL)
        """

    /// Every shop with its last invitation, those without a shopkeeper first; at most `limit`.
    static func all(at now: Instant, limit: Int = 2_000, in db: Reader) throws -> [InvitedShop] {
        try db.rows(
            """
            SELECT shop.code, shop.name,
                   (SELECT max(invited_at) FROM invitation WHERE shop_id = shop.id),
                   (SELECT min(since_at) FROM office WHERE \(holdsShop)) AS claimed_at,
                   EXISTS (SELECT 1 FROM invitation WHERE shop_id = shop.id AND claimed_at IS NULL
                              AND revoked_at IS NULL AND expires_at > ?1)
              FROM shop INDEXED BY shop_by_name
             WHERE removed_at IS NULL
             ORDER BY claimed_at IS NOT NULL, name_key, shop.id
             LIMIT ?2
            """, now, limit
        ) { row in
            InvitedShop(
                code: row.text(0), name: row.text(1), invitedAt: row.optionalInt(2).map(Instant.init(seconds:)),
                claimedAt: row.optionalInt(3).map(Instant.init(seconds:)), isOpen: row.bool(4))
        }
    }
}
