import Base
import SQLite
import Shell

/// Identifies one state of the directory. Every function that writes a shop, its hours or its closures renews it.
struct DirectoryStamp: Equatable {
    let value: Int

    /// The stored stamp.
    static func current(in db: Reader) throws -> DirectoryStamp {
        DirectoryStamp(value: try db.first("SELECT stamp FROM directory WHERE id = 1") { $0.int(0) } ?? 0)
    }

    /// Draws a new random stamp, which invalidates the snapshots of all event loops.
    static func renew(in db: Writer) throws {
        try db.run(
            "INSERT INTO directory (id, stamp) VALUES (1, random()) ON CONFLICT DO UPDATE SET stamp = excluded.stamp")
        try Drawing.schedule(in: db)
    }
}

/// The columns of a shop that the directory needs.
struct DirectoryShop {
    let id: Shop.ID
    let code: String
    let name: String
    let nameKey: String
    let trade: String
    let tradeKey: String
    let address: String
    let street: String
    let streetKey: String
    let postcode: String
    let town: String
    let place: Shop.Place?
    let createdAt: Instant
    let holidays: OpeningHours.HolidayRule
    let absentUntil: LocalTime?

    /// «74000 Annecy».
    var city: String { [postcode, town].filter { !$0.isEmpty }.joined(separator: " ") }

    /// The shops by name.
    static func all(in db: Reader) throws -> [DirectoryShop] {
        try db.rows(
            """
            SELECT id, code, name, name_key, trade, trade_key, address, street, street_key, on_holidays,
                   absent_until_at, postcode, town, latitude, longitude, created_at
              FROM shop INDEXED BY shop_by_name
             WHERE removed_at IS NULL
             ORDER BY name_key, id
             LIMIT ?1
            """, SiteLimits.directoryShops
        ) { row in
            DirectoryShop(
                id: Shop.ID(rawValue: row.int(0)), code: row.text(1),
                name: row.text(2), nameKey: row.text(3), trade: row.text(4), tradeKey: row.text(5),
                address: row.text(6), street: row.text(7),
                streetKey: row.text(8), postcode: row.text(11), town: row.text(12),
                place: Shop.Place(row.optionalDouble(13), row.optionalDouble(14)),
                createdAt: row.instant(15),
                holidays: OpeningHours.HolidayRule(rawValue: row.text(9)) ?? .unsaid,
                absentUntil: row.optionalInstant(10).map { $0.local })
        }
    }

    /// The shops whose name, trade, street, town or description has words that begin like these, unordered; none when
    /// the text holds no word. Removed shops are included.
    static func search(_ words: String, in db: Reader) throws -> [Shop.ID] {
        try words.searchExpression.map { try search(expression: $0, in: db) } ?? []
    }

    /// The shops that match an FTS5 expression, likewise.
    static func search(expression: String, in db: Reader) throws -> [Shop.ID] {
        try db.rows("SELECT rowid FROM shop_search WHERE shop_search MATCH ?1", expression) {
            Shop.ID(rawValue: $0.int(0))
        }
    }
}
