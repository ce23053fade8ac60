import Base
import SQLite
import Shell

/// An invitation to the team of one shop, made by the person who runs it and handed over as a code or a link. Opening
/// it spends nothing; «C’est moi» claims it, once, with the account of the invited person: the inviting person never
/// gets access to it.
package struct TeamInvitation: Sendable, Equatable {
    let publicID: String
    package let shop: Shop.ID
    package let shopName: String
    package let shopCode: String
    /// Of the invited person.
    package let name: String
    package let rights: TeamRights
    /// Who made it.
    package let maker: Member.ID
    package let makerName: String
    let nonce: [UInt8]
    /// When it can no longer be claimed.
    package let expiresAt: Instant

    /// Invitations: until their end.
    static let personalData = PersonalData(
        "teams", tables: ["team_invitation"], basis: .contract, persons: [.members], recipients: [.shop, .presidency],
        rules: [
            RetentionRule(
                "teams", table: "team_invitation", term: 0,
                sql: [
                    """
                    DELETE FROM team_invitation
                     WHERE id IN (SELECT id FROM team_invitation WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)
                    """
                ])
        ],
        copies: [
            CopiedRows(
                "teamInvitations", [.text("name"), .text("shop"), .moment("when"), .moment("used")],
                sql: """
                    SELECT team_invitation.name, shop.name, made_at, claimed_at
                      FROM team_invitation JOIN shop ON shop.id = shop_id WHERE made_by = ?1 OR claimed_by = ?1
                     ORDER BY team_invitation.id
                    """)
        ],
        erasing: ["DELETE FROM team_invitation WHERE claimed_by = ?1 OR made_by = ?1"])

    /// The secret of an invitation.
    static func secret(of nonce: [UInt8], _ key: StorageKey) -> Secret { key.secret("team invitation", nonce) }

    private static let columns = """
        SELECT team_invitation.public_id, shop.id, shop.name, shop.code, team_invitation.name, rights, made_by, member.name,
               nonce, expires_at
          FROM team_invitation JOIN shop ON shop.id = team_invitation.shop_id JOIN member ON member.id = made_by
         WHERE claimed_at IS NULL AND revoked_at IS NULL AND shop.removed_at IS NULL
        """

    private init(row: Row) {
        (publicID, shop) = (row.text(0), Shop.ID(rawValue: row.int(1)))
        (shopName, shopCode, name) = (row.text(2), row.text(3), row.text(4))
        rights = TeamRights(stored: row.text(5))
        (maker, makerName, nonce) = (Member.ID(rawValue: row.int(6)), row.text(7), row.bytes(8))
        expiresAt = row.instant(9)
    }

    /// The invitations of a shop that can be claimed, the latest first.
    static func open(at shop: Shop.ID, at now: Instant, in db: Reader) throws -> [TeamInvitation] {
        try db.rows(
            """
            \(columns) AND team_invitation.shop_id = ?1 AND expires_at > ?2 ORDER BY made_at DESC, team_invitation.id DESC
             LIMIT ?3
            """, shop, now, SiteLimits.teamInvitations
        ) { TeamInvitation(row: $0) }
    }

    /// One of a shop that can be claimed; nil otherwise.
    static func find(_ publicID: String, at shop: Shop.ID, at now: Instant, in db: Reader) throws -> TeamInvitation? {
        try db.first(
            "\(columns) AND team_invitation.public_id = ?1 AND team_invitation.shop_id = ?2 AND expires_at > ?3",
            publicID, shop, now
        ) { TeamInvitation(row: $0) }
    }

    /// Whether an id is that of an invitation of this shop, open or not.
    static func isOf(_ shop: Shop.ID, _ publicID: String, in db: Reader) throws -> Bool {
        try db.first(
            "SELECT 1 FROM team_invitation WHERE public_id = ?1 AND shop_id = ?2", publicID, shop
        ) { _ in true } ?? false
    }

    /// The invitation of a secret; nil when it is claimed, over or unknown, or its maker no longer decides who works at
    /// the shop.
    package static func open(_ secret: Secret, at now: Instant, in db: Reader) throws -> TeamInvitation? {
        let found = try db.first(
            "\(columns) AND team_invitation.token_hash = ?1 AND expires_at > ?2", secret.hash, now
        ) { TeamInvitation(row: $0) }
        guard let found, try Member.find(found.maker, in: db)?.may(.managePeople, found.shop) == true else {
            return nil
        }
        return found
    }

    /// Whether any invitation has this secret, open or not.
    package static func exists(_ secret: Secret, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM team_invitation WHERE token_hash = ?1", secret.hash) { _ in true } ?? false
    }

    /// The shop of an invitation that a member has claimed; nil for any other.
    package static func shop(claimedBy member: Member.ID, with secret: Secret, in db: Reader) throws -> Int? {
        try db.first(
            "SELECT shop_id FROM team_invitation WHERE token_hash = ?1 AND claimed_by = ?2", secret.hash, member
        ) { $0.int(0) }
    }
}

extension TeamInvitation {
    /// An invitation as entered in the form.
    struct Draft: Sendable {
        let name: String
        let rights: TeamRights
    }

    /// Stores an invitation. Does nothing for an id that exists: the form was sent twice.
    /// - Returns: false when too many wait at the shop.
    static func insert(
        _ draft: Draft, publicID: String, nonce: [UInt8], _ key: StorageKey, at shop: Shop.ID, by maker: Member.ID,
        at now: Instant, in db: Writer
    ) throws -> Bool {
        if try open(at: shop, at: now, in: db).count >= SiteLimits.teamInvitations { return false }
        try db.run(
            """
            INSERT INTO team_invitation (public_id, shop_id, name, rights, nonce, token_hash, made_by, made_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (public_id) DO NOTHING
            """, publicID, shop, draft.name, draft.rights.stored, nonce, secret(of: nonce, key).hash, maker, now,
            now + SiteLimits.teamInvitation)
        let code = try db.first("SELECT code FROM shop WHERE id = ?1", shop) { $0.text(0) } ?? ""
        try Audit.record(.teamInvited, code, by: maker, at: now, in: db)
        return true
    }

    /// Ends an invitation that was not claimed.
    func revoke(by actor: Member.ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE team_invitation SET revoked_at = ?2 WHERE public_id = ?1 AND claimed_at IS NULL", publicID, now)
        try Audit.record(.teamInvitationRevoked, shopCode, by: actor, at: now, in: db)
    }

    /// Ends all of them: a backup must not revive a code that was used since.
    static func revokeAll(at now: Instant, in db: Writer) throws {
        try db.run("UPDATE team_invitation SET revoked_at = ?1 WHERE claimed_at IS NULL AND revoked_at IS NULL", now)
    }

    /// Claims it for a member who is signed in, or for a new one called `name`. Returns the member.
    package func claim(by member: Member.ID?, named name: String, at now: Instant, in db: Writer) throws -> Member.ID {
        let id = try member ?? Member.insert(name: name, email: nil, passwordHash: nil, at: now, in: db)
        try db.run(
            "UPDATE team_invitation SET claimed_at = ?2, claimed_by = ?3 WHERE public_id = ?1", publicID, now, id)
        try rights.give(to: id, at: shop.scope, by: maker, at: now, in: db)
        try Audit.record(.teamJoined, shopCode, by: id, at: now, in: db)
        try Notice.add(
            .invitationUsed, about: shopName, .people(of: ShopCode(shopCode)), object: "team \(shop.rawValue)",
            for: shop.scope, to: [maker], except: id, at: now, in: db)
        return id
    }
}
