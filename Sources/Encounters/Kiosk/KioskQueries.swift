import Base
import SQLite
import Shell
import Shops

extension Kiosk {
    private static let columns = """
        SELECT kiosk.id, kiosk.public_id, shop.id, shop.name, shop.code, kiosk.place, kiosk.pin_hash, kiosk.ended_at,
               kiosk.seen_at, shop.trade
        """
    /// Open, or ended so recently that it can be brought back. `?1`: the latest end that is too long ago.
    private static let isListed = "ifnull(kiosk.ended_at > ?1, TRUE)"

    private init(row: Row) {
        self.init(
            id: ID(rawValue: row.int(0)), publicID: row.text(1), shop: Shop.ID(rawValue: row.int(2)),
            shopName: row.text(3), shopCode: row.text(4), shopTrade: row.text(9), place: row.text(5),
            pinHash: row.bytes(6),
            endedAt: row.optionalInstant(7),
            seenAt: row.optionalInstant(8))
    }

    /// The kiosks of a shop; ended ones last, for as long as they can be brought back. Index: `kiosk_by_shop`.
    package static func all(of shop: Shop.ID, now: Instant, in db: Reader) throws -> [Kiosk] {
        try db.rows(
            """
            \(columns) FROM kiosk JOIN shop ON shop.id = kiosk.shop_id
             WHERE kiosk.shop_id = ?2 AND \(isListed) ORDER BY kiosk.ended_at IS NOT NULL, kiosk.id
            """, now - endedTerm, shop, decode: Kiosk.init(row:))
    }

    /// The kiosk with a public id at a shop; nil when it does not exist, or can no longer be brought back.
    static func find(_ publicID: String, at shop: Shop.ID, now: Instant, in db: Reader) throws -> Kiosk? {
        try db.first(
            """
            \(columns) FROM kiosk JOIN shop ON shop.id = kiosk.shop_id
             WHERE kiosk.public_id = ?2 AND kiosk.shop_id = ?3 AND \(isListed)
            """, now - endedTerm, publicID, shop, decode: Kiosk.init(row:))
    }

    /// The kiosk of an address, and whether the address still leads to it.
    struct Opened: Sendable, Equatable {
        let kiosk: Kiosk
        /// Another address has replaced it.
        let isReplaced: Bool

        /// Whether answers are taken at this address.
        var isOpen: Bool { !isReplaced && kiosk.endedAt == nil }
    }

    /// The kiosk of an address, also of an ended or replaced one; nil for an unknown address, or when the shop is
    /// removed.
    static func open(_ secret: Secret, in db: Reader) throws -> Opened? {
        try db.first(
            """
            \(columns), kiosk_address.ended_at
              FROM kiosk_address JOIN kiosk ON kiosk.id = kiosk_address.kiosk_id JOIN shop ON shop.id = kiosk.shop_id
             WHERE kiosk_address.token_hash = ?1 AND shop.removed_at IS NULL
            """, secret.hash
        ) { Opened(kiosk: Kiosk(row: $0), isReplaced: !$0.isNull(10)) }
    }

    /// Its address, for an hour after it was made; nil afterwards.
    func address(at now: Instant, _ key: StorageKey, in db: Reader) throws -> KioskAddress? {
        try db.first(
            """
            SELECT nonce, made_at FROM kiosk_address INDEXED BY kiosk_address_by_kiosk
             WHERE kiosk_id = ?1 AND ended_at IS NULL AND made_at > ?2
            """, id, now - SiteLimits.kioskAddress
        ) { KioskAddress(secret: KioskAddress.secret(of: $0.bytes(0), key), madeAt: $0.instant(1)) }
    }
}

/// The name and the code of a kiosk, as typed.
struct KioskDraft: Sendable {
    var place: String
    /// Four digits; nil to keep the code.
    var pin: String?
}

extension Kiosk {
    /// Adds a kiosk to a shop.
    /// - Returns: false when the shop has `SiteLimits.kiosksAtShop`.
    package static func insert(
        _ place: String, pin: String, publicID: String, nonce: [UInt8], _ key: StorageKey, at shop: Shop.ID,
        now: Instant, in db: Writer
    ) throws -> Bool {
        guard try all(of: shop, now: now, in: db).count < SiteLimits.kiosksAtShop else { return false }
        try db.run(
            "INSERT INTO kiosk (public_id, shop_id, place, pin_hash, made_at) VALUES (?1, ?2, ?3, ?4, ?5)", publicID,
            shop, place, pinHash(pin, of: publicID, key), now)
        try insertAddress(ID(rawValue: Int(db.lastInsertedID)), nonce, key, at: now, in: db)
        return true
    }

    private static func insertAddress(
        _ id: ID, _ nonce: [UInt8], _ key: StorageKey, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "INSERT INTO kiosk_address (token_hash, kiosk_id, nonce, made_at) VALUES (?1, ?2, ?3, ?4)",
            KioskAddress.secret(of: nonce, key).hash, id, nonce, now)
    }

    /// Replaces its name and, with a new one, its code.
    func change(_ draft: KioskDraft, _ key: StorageKey, in db: Writer) throws {
        let hash = draft.pin.map { Kiosk.pinHash($0, of: publicID, key) }
        try db.run(
            "UPDATE kiosk SET place = ?2, pin_hash = coalesce(?3, pin_hash) WHERE id = ?1", id, draft.place, hash)
    }

    /// Gives the kiosk another address. Earlier addresses accept no more answers; the latest of them are stored.
    /// - Returns: false after `SiteLimits.kioskAddresses` in a day.
    func renewAddress(_ nonce: [UInt8], _ key: StorageKey, at now: Instant, in db: Writer) throws -> Bool {
        let made = try db.first(
            "SELECT count(*) FROM kiosk_address WHERE kiosk_id = ?1 AND made_at > ?2", id, now - .days(1)
        ) { $0.int(0) }
        guard (made ?? 0) < SiteLimits.kioskAddresses else { return false }
        try db.run("UPDATE kiosk_address SET ended_at = ?2 WHERE kiosk_id = ?1 AND ended_at IS NULL", id, now)
        try Kiosk.insertAddress(id, nonce, key, at: now, in: db)
        try db.run(
            """
            DELETE FROM kiosk_address
             WHERE kiosk_id = ?1
               AND token_hash NOT IN (SELECT token_hash FROM kiosk_address WHERE kiosk_id = ?1
                                       ORDER BY ended_at IS NOT NULL, ended_at DESC LIMIT ?2)
            """, id, SiteLimits.kioskAddresses)
        return true
    }

    /// Ends it, or brings it back with its last address.
    func setEnded(_ moment: Instant?, in db: Writer) throws {
        try db.run("UPDATE kiosk SET ended_at = ?2 WHERE id = ?1", id, moment)
    }

    /// Notes a sign of life.
    package func noteLife(at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE kiosk SET seen_at = ?2 WHERE id = ?1 AND ifnull(seen_at <= ?3, TRUE)", id, now,
            now - Self.seenInterval)
    }

    /// Kiosks ended and addresses replaced since a backup stay so when it is restored.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        // A kiosk has one address that is not ended. Earlier ones may no longer be stored.
        try replaced.forEach(
            """
            SELECT public_id, token_hash, kiosk_address.made_at
              FROM kiosk_address JOIN kiosk ON kiosk.id = kiosk_id WHERE kiosk_address.ended_at IS NULL
            """
        ) { row in
            try db.run(
                """
                UPDATE kiosk_address SET ended_at = ?3
                 WHERE kiosk_id = (SELECT id FROM kiosk WHERE public_id = ?1) AND token_hash <> ?2 AND ended_at IS NULL
                """, row.text(0), row.bytes(1), row.int(2))
        }
        try replaced.forEach("SELECT public_id, ended_at FROM kiosk WHERE ended_at IS NOT NULL") { row in
            try db.run(
                "UPDATE kiosk SET ended_at = ?2 WHERE public_id = ?1 AND ended_at IS NULL", row.text(0), row.int(1))
        }
    }
}
