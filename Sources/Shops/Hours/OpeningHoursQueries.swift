import Base
import SQLite

extension OpeningHours {
    /// The hours of one shop, with its closures, holiday rule and absence.
    package static func of(_ shop: Shop.ID, in db: Reader) throws -> OpeningHours {
        let intervals = try db.rows(
            """
            SELECT weekday, opens_minute, closes_minute FROM opening_hours
             WHERE shop_id = ?1
             ORDER BY weekday, opens_minute
            """, shop
        ) { Interval(row: $0, at: 0) }
        let closures = try db.rows(
            "SELECT from_on, until_on, reason FROM exceptional_closure WHERE shop_id = ?1 ORDER BY from_on", shop
        ) { Closure(row: $0, at: 0) }
        var hours = OpeningHours(intervals: intervals.compactMap(\.self), closures: closures.compactMap(\.self))
        try db.forEach("SELECT on_holidays, absent_until_at FROM shop WHERE id = ?1", shop) { row in
            hours.holidays = HolidayRule(rawValue: row.text(0)) ?? .unsaid
            hours.absentUntil = row.optionalInt(1).map { Instant(seconds: $0).local }
        }
        return hours
    }

    /// The intervals of every shop, and the closures that affect `day` or a later day. Holiday rules and absences are
    /// not loaded: the directory reads them with the shop.
    package static func all(on day: Day, in db: Reader) throws -> [Shop.ID: OpeningHours] {
        var all: [Shop.ID: OpeningHours] = [:]
        try db.forEach(
            """
            SELECT shop_id, weekday, opens_minute, closes_minute FROM opening_hours
             ORDER BY shop_id, weekday, opens_minute
            """
        ) { row in
            guard let interval = Interval(row: row, at: 1) else { return }
            all[Shop.ID(rawValue: row.int(0)), default: OpeningHours()].intervals.append(interval)
        }
        // A closure that ended yesterday also covers hours that began yesterday and run past midnight.
        try db.forEach(
            """
            SELECT shop_id, from_on, until_on, reason FROM exceptional_closure
             WHERE until_on >= ?1
             ORDER BY until_on, from_on
            """, day.adding(days: -1)
        ) { row in
            guard let closure = Closure(row: row, at: 1) else { return }
            all[Shop.ID(rawValue: row.int(0)), default: OpeningHours()].closures.append(closure)
        }
        return all
    }

    /// Replaces the intervals, closures and holiday rule of a shop. An absence is not changed.
    package func save(for shop: Shop.ID, in db: Writer) throws {
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
        try db.run("UPDATE shop SET on_holidays = ?2 WHERE id = ?1", shop, holidays.rawValue)
        try DirectoryStamp.renew(in: db)
    }
}

extension OpeningHours.Interval {
    /// From three columns: weekday, opening minute, closing minute; nil if they violate the table’s CHECKs.
    fileprivate init?(row: Row, at column: Int) {
        let (weekday, opens, closes) = (row.int(column), row.int(column + 1), row.int(column + 2))
        guard (1...7).contains(weekday), (0..<OpeningHours.day).contains(opens),
            (opens + 1...opens + OpeningHours.day).contains(closes)
        else { return nil }
        self.init(weekday: weekday, opens: opens, closes: closes)
    }
}

extension OpeningHours.Closure {
    /// From three columns: first day, last day, reason; nil if either day is invalid.
    fileprivate init?(row: Row, at column: Int) {
        guard let from = Day(row.text(column)), let until = Day(row.text(column + 1)) else { return nil }
        self.init(from: from, until: until, reason: row.text(column + 2))
    }
}
