import Base
import SQLite
import Shell

/// A shop on the list of invitations.
struct InvitedShop: Sendable, Equatable {
    let id: Shop.ID
    let code: String
    let name: String
    let address: String
    let street: String
    let streetKey: String
    let invitedAt: Instant?
    let claimedAt: Instant?
    /// It has a letter that can be claimed.
    let isOpen: Bool

    /// It has neither a shopkeeper nor a valid letter.
    var isMissing: Bool { claimedAt == nil && !isOpen }

    /// Selects whether `shop.id` has a letter that can be claimed at ?1.
    static let isOpen = """
        EXISTS (SELECT 1 FROM invitation JOIN invitation_batch ON invitation_batch.id = batch_id
                 WHERE shop_id = shop.id AND claimed_at IS NULL AND revoked_at IS NULL AND expires_at > ?1)
        """

    /// Every shop with its last invitation, in the order of the street: street, house number, name.
    static func all(at now: Instant, limit: Int = SiteLimits.directoryShops, in db: Reader) throws -> [InvitedShop] {
        let shops = try db.rows(
            """
            SELECT shop.id, shop.code, shop.name, address, street, street_key,
                   (SELECT max(made_at) FROM invitation JOIN invitation_batch ON invitation_batch.id = batch_id
                     WHERE shop_id = shop.id),
                   (SELECT min(since_at) FROM office WHERE \(Shop.holders)) AS claimed_at,
                   \(isOpen)
              FROM shop INDEXED BY shop_by_name
             WHERE removed_at IS NULL
             ORDER BY name_key, shop.id
             LIMIT ?2
            """, now, limit
        ) { row in
            InvitedShop(
                id: Shop.ID(rawValue: row.int(0)), code: row.text(1), name: row.text(2), address: row.text(3),
                street: row.text(4), streetKey: row.text(5),
                invitedAt: row.optionalInstant(6),
                claimedAt: row.optionalInstant(7), isOpen: row.bool(8))
        }
        return shops.inStreetOrder { ($0.streetKey, $0.address) }
    }
}

/// The shops of new letters.
enum InvitationChoice: Sendable, Equatable {
    /// All shops that have neither a shopkeeper nor a valid letter.
    case missing
    /// The shops of one street.
    case street(String)
    /// The shops with these codes.
    case shops(Set<String>)
    /// The void letters of a batch.
    case void(of: InvitationBatch)

    /// The same for the same choice.
    var text: String {
        switch self {
        case .missing: "missing"
        case .street(let key): "street " + key
        case .shops(let codes): "shops " + codes.sorted().joined(separator: " ")
        case .void(let batch): "void " + batch.publicID
        }
    }

    /// The chosen shops as they are now, in the order of the street.
    func shops(_ key: StorageKey, at now: Instant, in db: Reader) throws -> [InvitedShop] {
        let all = try InvitedShop.all(at: now, in: db)
        switch self {
        case .missing: return all.filter(\.isMissing)
        case .street(let street): return all.filter { $0.isMissing && $0.streetKey == street }
        case .shops(let codes): return all.filter { codes.contains($0.code) }
        case .void(let batch):
            let void = try BatchLetter.all(of: batch, key, at: now, in: db).filter { $0.state == .void }
            let shops = Set(void.map(\.shop))
            return all.filter { shops.contains($0.id) }
        }
    }

    /// Makes the batch of this choice, `SiteLimits.lettersAtOnce` letters at most. A batch with this id is there
    /// already when the form was sent twice; it stays as it is.
    func make(
        id: String, by member: Member.ID, at now: Instant, _ key: StorageKey, _ randomness: Randomness, in db: Writer
    ) throws -> InvitationMaking {
        if try InvitationBatch.find(id, in: db) != nil { return .wasMade }
        let shops = try shops(key, at: now, in: db).prefix(SiteLimits.lettersAtOnce)
        guard !shops.isEmpty else { return .noShop }
        let drafts = shops.map { InvitationBatch.Draft($0.id, key, randomness) }
        try InvitationBatch.insert(drafts, id: id, by: member, at: now, in: db)
        return .made
    }
}

/// The result of a form that makes a batch.
enum InvitationMaking: Sendable {
    case made
    /// The same form was sent before.
    case wasMade
    case noShop
}
