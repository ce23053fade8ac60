import Base
import Cryptography
import SQLite
import Shell

/// Letters made together, with an address of their own: printed from there until each is claimed, replaced or over.
package struct InvitationBatch: Sendable, Equatable {
    let row: Int
    let publicID: String
    /// Who made it.
    let author: Member.ID
    let authorName: String
    let madeAt: Instant
    /// When its letters end.
    let expiresAt: Instant

    /// A new letter: a shop, and the nonce its secret is made of.
    package struct Draft: Sendable {
        package let shop: Shop.ID
        let nonce: [UInt8]
        package let secret: Secret

        /// A letter whose secret the storage's key can make again.
        package init(_ shop: Shop.ID, _ key: StorageKey, _ randomness: Randomness) {
            self.init(shop: shop, nonce: randomness.bytes(16), key)
        }

        init(shop: Shop.ID, nonce: [UInt8], _ key: StorageKey) {
            (self.shop, self.nonce) = (shop, nonce)
            secret = InvitationBatch.secret(of: nonce, key)
        }
    }

    /// The secret of a letter.
    static func secret(of nonce: [UInt8], _ key: StorageKey) -> Secret { key.secret("invitation", nonce) }

    /// The public id of the batch that a form makes: the same form with the same choice, sent twice, makes one batch.
    static func id(form key: String, choice: String) -> String {
        let code = Cryptography.sha256(Array((key + "\n" + choice).utf8))
        return String(decoding: code.prefix(16).map { Crockford.alphabet[Int($0 & 31)] }, as: UTF8.self).lowercased()
    }

    /// Makes a batch of letters in this order, and revokes the earlier letters of their shops: only the last letter of
    /// a shop is valid.
    package static func insert(
        _ drafts: [Draft], id: String, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "INSERT INTO invitation_batch (public_id, made_by, made_at, expires_at) VALUES (?1, ?2, ?3, ?4)", id,
            member,
            now, now + SiteLimits.invitation)
        let row = db.lastInsertedID
        for (index, draft) in drafts.enumerated() {
            try db.run(
                "UPDATE invitation SET revoked_at = ?2 WHERE shop_id = ?1 AND claimed_at IS NULL AND revoked_at IS NULL",
                draft.shop, now)
            try db.run(
                """
                INSERT INTO invitation (batch_id, number, token_hash, nonce, shop_id) VALUES (?1, ?2, ?3, ?4, ?5)
                """, row, index + 1, draft.secret.hash, draft.nonce, draft.shop)
        }
    }

    private static let columns = """
        SELECT invitation_batch.id, invitation_batch.public_id, made_by, member.name, made_at, expires_at
          FROM invitation_batch JOIN member ON member.id = invitation_batch.made_by
        """

    private init(row: Row) {
        self.row = row.int(0)
        publicID = row.text(1)
        author = Member.ID(rawValue: row.int(2))
        authorName = row.text(3)
        madeAt = row.instant(4)
        expiresAt = row.instant(5)
    }

    /// The batch of an address, or nil.
    static func find(_ publicID: String, in db: Reader) throws -> InvitationBatch? {
        guard publicID.utf8.count <= 32 else { return nil }
        return try db.first(
            "\(columns) WHERE invitation_batch.public_id = ?1", publicID, decode: InvitationBatch.init(row:))
    }

    /// The latest batches. Index: `invitation_batch_by_time`.
    static func recent(limit: Int = 20, in db: Reader) throws -> [InvitationBatch] {
        try db.rows("\(columns) ORDER BY made_at DESC, invitation_batch.id DESC LIMIT ?1", limit) {
            InvitationBatch(row: $0)
        }
    }

    /// The public id of the batch with the valid letter of a shop; nil when it has none.
    static func open(for shop: Shop.ID, at now: Instant, in db: Reader) throws -> String? {
        try db.first(
            """
            SELECT public_id FROM invitation JOIN invitation_batch ON invitation_batch.id = batch_id
             WHERE shop_id = ?1 AND claimed_at IS NULL AND revoked_at IS NULL AND expires_at > ?2
             ORDER BY invitation.id DESC LIMIT 1
            """, shop, now
        ) { $0.text(0) }
    }
}
