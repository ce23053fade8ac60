import SQLite

extension OpeningHours {
    /// The hours of one shop with its closures and their reasons.
    static func of(_ shop: Shop.ID, in db: Reader) throws -> OpeningHours {
        let intervals = try db.rows(
            """
            SELECT weekday, opens_minute, closes_minute FROM opening_hours
             WHERE shop_id = ?1
             ORDER BY weekday, opens_minute
            """, shop
        ) { row -> Interval? in
            let (weekday, opens, closes) = (row.int(0), row.int(1), row.int(2))
            // Anything else was written by hand, around the rules of the table.
            guard (1...7).contains(weekday), (0..<day).contains(opens), (opens + 1...opens + day).contains(closes)
            else { return nil }
            return Interval(weekday: weekday, opens: opens, closes: closes)
        }
        let closures = try db.rows(
            "SELECT from_on, until_on, reason FROM exceptional_closure WHERE shop_id = ?1 ORDER BY from_on", shop
        ) { row -> Closure? in
            guard let from = Day(row.text(0)), let until = Day(row.text(1)) else { return nil }
            return Closure(from: from, until: until, reason: row.text(2))
        }
        return OpeningHours(intervals: intervals.compactMap(\.self), closures: closures.compactMap(\.self))
    }

    /// Puts these hours in place of those a shop has.
    func save(for shop: Shop.ID, in db: Writer) throws {
        try db.run("DELETE FROM opening_hours WHERE shop_id = ?1", shop)
        for interval in intervals {
            try db.run(
                "INSERT INTO opening_hours (shop_id, weekday, opens_minute, closes_minute) VALUES (?1, ?2, ?3, ?4)",
                shop,
                interval.weekday, interval.opensOnDay, interval.closesOnDay)
        }
        try db.run("DELETE FROM exceptional_closure WHERE shop_id = ?1", shop)
        for closure in closures {
            try db.run(
                "INSERT INTO exceptional_closure (shop_id, from_on, until_on, reason) VALUES (?1, ?2, ?3, ?4)", shop,
                closure.from, closure.until, closure.reason)
        }
    }
}
