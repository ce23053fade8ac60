import Base
import SQLite
import Shell
import Shops

/// How many encounters each shop had in a period.
package enum PeriodCounts {
    /// The encounters of these days, by shop, from the nightly figures; shops without any are left out. Index:
    /// `shop_day_by_day`.
    package static func of(_ days: ClosedRange<Day>, in db: Reader) throws -> [Shop.ID: Int] {
        let found = try db.rows(
            """
            SELECT shop_day.shop_id, sum(shop_day.encounters)
              FROM shop_day JOIN shop ON shop.id = shop_day.shop_id
             WHERE shop_day.day_on BETWEEN ?1 AND ?2 AND shop.removed_at IS NULL GROUP BY shop_day.shop_id
            """, days.lowerBound, days.upperBound
        ) { (Shop.ID(rawValue: $0.int(0)), $0.count(1)) }
        return Dictionary(found) { first, _ in first }
    }
}
