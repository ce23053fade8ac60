import Base
import SQLite
import Shell

/// An invitation to run one shop, or to work there, handed over as a link and its QR code. Opening the link does not
/// use it up, so mail scanners may open it; «C’est moi» (a POST) claims it, once.
package struct Invitation: Sendable, Equatable {
    package let shop: Shop.ID
    package let shopName: String
    package let shopCode: String
    /// Of a shopkeeper to their team; nil for a letter of the association.
    let team: TeamInvitation?

    /// The invitation of a secret; nil when it is claimed, expired, revoked or unknown.
    package static func open(_ secret: Secret?, at now: Instant, in db: Reader) throws -> Invitation? {
        guard let secret else { return nil }
        let letter = try db.first(
            """
            SELECT shop.id, shop.name, shop.code
              FROM invitation JOIN shop ON shop.id = invitation.shop_id
              JOIN invitation_batch ON invitation_batch.id = invitation.batch_id
             WHERE invitation.token_hash = ?1 AND invitation_batch.expires_at > ?2
               AND invitation.claimed_at IS NULL AND invitation.revoked_at IS NULL AND shop.removed_at IS NULL
            """, secret.hash, now
        ) { row in
            Invitation(
                shop: Shop.ID(rawValue: row.int(0)), shopName: row.text(1), shopCode: row.text(2), team: nil)
        }
        return try letter
            ?? TeamInvitation.open(secret, at: now, in: db).map {
                Invitation(shop: $0.shop, shopName: $0.shopName, shopCode: $0.shopCode, team: $0)
            }
    }

    /// Ends every invitation that was not claimed: a backup must not revive a letter that was used since.
    static func revokeAll(at now: Instant, in db: Writer) throws {
        try db.run("UPDATE invitation SET revoked_at = ?1 WHERE claimed_at IS NULL AND revoked_at IS NULL", now)
    }

    /// The shop that a member has claimed with this letter or code, and where they still hold an office; nil otherwise.
    static func shop(claimedBy member: Member, with secret: Secret, in db: Reader) throws -> Workplace? {
        let shop = try db.first(
            "SELECT shop_id FROM invitation WHERE token_hash = ?1 AND claimed_by = ?2", secret.hash, member.id
        ) { $0.int(0) }
        let team = try TeamInvitation.shop(claimedBy: member.id, with: secret, in: db)
        return member.workplaces.first { $0.id == shop ?? team }
    }

    /// Whether any letter or code has this secret, valid or not.
    static func exists(_ secret: Secret, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM invitation WHERE token_hash = ?1", secret.hash) { _ in true }
            ?? TeamInvitation.exists(secret, in: db)
    }

    /// How many invitations were ever made.
    package static func sentCount(in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM invitation") { $0.int(0) } ?? 0
    }

    /// Who made the letter with this secret.
    static func makers(of secret: Secret, in db: Reader) throws -> [Member.ID] {
        try db.rows(
            """
            SELECT made_by FROM invitation JOIN invitation_batch ON invitation_batch.id = batch_id
             WHERE token_hash = ?1
            """, secret.hash
        ) { Member.ID(rawValue: $0.int(0)) }
    }

    /// Claims it for a member who is signed in, or for a new one called `name`. Returns the member; `gone` when it is
    /// claimed or expired.
    package static func claim(
        _ secret: Secret, by member: Member.ID?, named name: String, at now: Instant, in db: Writer
    )
        throws -> Member.ID
    {
        guard let invitation = try open(secret, at: now, in: db) else { throw Failure.gone }
        if let team = invitation.team { return try team.claim(by: member, named: name, at: now, in: db) }
        let id =
            try member ?? Member.insert(name: name, email: nil, passwordHash: nil, at: now, in: db)
        try db.run("UPDATE invitation SET claimed_at = ?2, claimed_by = ?3 WHERE token_hash = ?1", secret.hash, now, id)
        try Office.shopkeeper.give(to: id, for: invitation.shop.scope, at: now, in: db)
        return id
    }
}
