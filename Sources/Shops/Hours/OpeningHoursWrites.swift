import Base
import SQLite

extension OpeningHours {
    /// Replaces the hours of a shop: week, closures, openings, seasons and holiday rule. An absence is not changed.
    package func save(for shop: Shop.ID, in db: Writer) throws {
        try db.run("DELETE FROM opening_hours WHERE shop_id = ?1", shop)
        for (part, interval) in intervals.numbered {
            try db.run(
                """
                INSERT INTO opening_hours (shop_id, weekday, part, opens_minute, closes_minute)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """, shop, interval.weekday, part, interval.opensOnDay, interval.closesOnDay)
        }
        try db.run("DELETE FROM exceptional_closure WHERE shop_id = ?1", shop)
        for closure in closures {
            try db.run(
                "INSERT INTO exceptional_closure (shop_id, from_on, until_on, reason) VALUES (?1, ?2, ?3, ?4)", shop,
                closure.from, closure.until, closure.reason)
        }
        try db.run("DELETE FROM exceptional_opening WHERE shop_id = ?1", shop)
        for opening in openings {
            try db.run(
                """
                INSERT INTO exceptional_opening (shop_id, day_on, opens_minute, closes_minute, reason)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """, shop, opening.day, opening.opens, opening.closes, opening.reason)
        }
        try db.run("DELETE FROM season_hours WHERE shop_id = ?1", shop)
        try db.run("DELETE FROM season WHERE shop_id = ?1", shop)
        for season in seasons { try season.insert(for: shop, in: db) }
        try db.run("UPDATE shop SET on_holidays = ?2 WHERE id = ?1", shop, holidays.rawValue)
        try DirectoryStamp.renew(in: db)
    }
}

extension Season {
    fileprivate func insert(for shop: Shop.ID, in db: Writer) throws {
        try db.run(
            "INSERT INTO season (shop_id, number, from_day, until_day) VALUES (?1, ?2, ?3, ?4)", shop, number,
            from.rawValue, until.rawValue)
        for (part, interval) in intervals.numbered {
            try db.run(
                """
                INSERT INTO season_hours (shop_id, number, weekday, part, opens_minute, closes_minute)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, shop, number, interval.weekday, part, interval.opensOnDay, interval.closesOnDay)
        }
    }
}

extension [OpeningHours.Interval] {
    /// Each with its number among those of its day, from 1.
    fileprivate var numbered: [(part: Int, interval: OpeningHours.Interval)] {
        (1...7).flatMap { day in on(day).enumerated().map { (part: $0 + 1, interval: $1) } }
    }
}
