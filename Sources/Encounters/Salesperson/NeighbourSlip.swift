import Base
import SQLite
import Shell
import Shops

/// A slip that sends a visitor from one shop to another. Only how many there were each day is stored.
enum NeighbourSlip {
    /// Counts one more.
    static func add(from shop: Shop.ID, to neighbour: Shop.ID, on day: Day, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO neighbour_slip (from_shop_id, to_shop_id, sent_on, slips) VALUES (?1, ?2, ?3, 1)
                ON CONFLICT DO UPDATE SET slips = min(slips + 1, ?4)
            """, shop, neighbour, day, SiteLimits.slipsADay)
    }

    /// Days that the sums on the page go back.
    static let days = 30

    /// How many a shop gave, and how many its neighbours gave for it, from `day` on.
    static func sums(of shop: Shop.ID, since day: Day, in db: Reader) throws -> (given: Int, received: Int) {
        func sum(_ sql: String) throws -> Int { try db.first(sql, shop, day) { $0.int(0) } ?? 0 }
        return (
            try sum("SELECT ifnull(sum(slips), 0) FROM neighbour_slip WHERE from_shop_id = ?1 AND sent_on >= ?2"),
            try sum("SELECT ifnull(sum(slips), 0) FROM neighbour_slip WHERE to_shop_id = ?1 AND sent_on >= ?2")
        )
    }
}
