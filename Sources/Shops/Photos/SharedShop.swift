import Base
import SQLite
import Shell

/// A shop as its picture to be shared shows it.
package struct SharedShop: Sendable {
    package let id: Shop.ID
    package let name: String
    package let trade: String
    package let address: String
    /// The drawing of its front.
    package let facade: Facade

    /// The shops of the directory, by name.
    package static func all(in db: Reader) throws -> [SharedShop] {
        try db.rows(
            """
            SELECT id, name, trade, address, town, code FROM shop INDEXED BY shop_by_name
             WHERE removed_at IS NULL ORDER BY name_key, id LIMIT ?1
            """, SiteLimits.directoryShops
        ) { row in
            SharedShop(
                id: Shop.ID(rawValue: row.int(0)), name: row.text(1), trade: row.text(2),
                address: [row.text(3), row.text(4)].filter { !$0.isEmpty }.joined(separator: ", "),
                facade: Facade(name: row.text(1), trade: row.text(2), code: row.text(5)))
        }
    }
}
