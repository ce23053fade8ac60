import Base
import SQLite
import Shell

/// A shop added lately, as a feed shows it.
package struct NewShop: Sendable, Equatable {
    package let name: String
    package let code: String
    package let addedAt: Instant
    /// Its trade and its address.
    package let words: String

    /// The shops added last, the newest first. Index: `shop_by_creation`.
    package static func latest(limit: Int, in db: Reader) throws -> [NewShop] {
        try db.rows(
            """
            SELECT name, code, created_at, trade, address, town FROM shop INDEXED BY shop_by_creation
             WHERE removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ?1
            """, limit
        ) { row in
            NewShop(
                name: row.text(0), code: row.text(1), addedAt: row.instant(2),
                words: [row.text(3), row.text(4), row.text(5)].filter { !$0.isEmpty }.joined(separator: ", "))
        }
    }
}
