import Base
import SQLite
import Shell
import Shops

/// A slip that sends a visitor from one shop to another. Only the number of slips per pair of shops and day is
/// stored, for as long as the page shows it.
package enum NeighbourSlip {
    /// Counts one more.
    /// - Parameter day: midnight of the day.
    package static func add(from shop: Shop.ID, to neighbour: Shop.ID, on day: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO neighbour_slip (from_shop_id, to_shop_id, sent_at, slips) VALUES (?1, ?2, ?3, 1)
                ON CONFLICT DO UPDATE SET slips = min(slips + 1, ?4)
            """, shop, neighbour, day, SiteLimits.slipsADay)
    }

    /// Days that the sums on the page go back, today included.
    package static let days = 30

    /// The number of slips that a shop gave, and that its neighbours gave for it.
    static func sums(of shop: Shop.ID, until today: Day, in db: Reader) throws -> (given: Int, received: Int) {
        let since = LocalTime(day: today.adding(days: 1 - days), minute: 0).instant
        func sum(where side: String) throws -> Int {
            // Clamped: a file may hold any number, and the sum of two large ones fails.
            try db.first(
                """
                SELECT ifnull(sum(min(max(slips, 0), ?3)), 0) FROM neighbour_slip WHERE \(side) = ?1 AND sent_at >= ?2
                """, shop, since, SiteLimits.slipsADay
            ) { $0.int(0) } ?? 0
        }
        return (try sum(where: "from_shop_id"), try sum(where: "to_shop_id"))
    }

    /// No slip names a person, but in a shop with one person the number is that person’s.
    static let personalData = PersonalData(
        "slips", tables: ["neighbour_slip"], basis: .legitimateInterest, persons: [.members], recipients: [.shop],
        rules: [
            RetentionRule(
                "slips", table: "neighbour_slip", term: .days(days),
                sql: [
                    """
                    DELETE FROM neighbour_slip
                     WHERE (from_shop_id, sent_at, to_shop_id) IN (SELECT from_shop_id, sent_at, to_shop_id
                                                                     FROM neighbour_slip
                                                                    WHERE sent_at <= ?1 ORDER BY sent_at LIMIT ?2)
                    """
                ])
        ])
}
