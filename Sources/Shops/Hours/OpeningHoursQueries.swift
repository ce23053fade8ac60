import Base
import SQLite
import Shell

extension OpeningHours {
    /// The hours of one shop, with its closures, openings, seasons, holiday rule and absence.
    package static func of(_ shop: Shop.ID, in db: Reader) throws -> OpeningHours {
        var hours = OpeningHours()
        try db.forEach(
            """
            SELECT weekday, opens_minute, closes_minute FROM opening_hours
             WHERE shop_id = ?1
             ORDER BY weekday, part
            """, shop
        ) { row in if let interval = Interval(row: row, at: 0) { hours.intervals.append(interval) } }
        try db.forEach(
            "SELECT from_on, until_on, reason FROM exceptional_closure WHERE shop_id = ?1 ORDER BY from_on", shop
        ) { row in if let closure = Closure(row: row, at: 0) { hours.closures.append(closure) } }
        try db.forEach(
            """
            SELECT day_on, opens_minute, closes_minute, reason FROM exceptional_opening
             WHERE shop_id = ?1
             ORDER BY day_on, opens_minute
            """, shop
        ) { row in if let opening = Opening(row: row, at: 0) { hours.openings.append(opening) } }
        try db.forEach(
            "SELECT number, from_day, until_day FROM season WHERE shop_id = ?1 ORDER BY from_day, number", shop
        ) { row in if let season = Season(row: row, at: 0) { hours.seasons.append(season) } }
        try db.forEach(
            """
            SELECT number, weekday, opens_minute, closes_minute FROM season_hours
             WHERE shop_id = ?1
             ORDER BY number, weekday, part
            """, shop
        ) { hours.addSeasonHours($0, at: 0) }
        try db.forEach("SELECT on_holidays, absent_until_at FROM shop WHERE id = ?1", shop) { row in
            hours.holidays = HolidayRule(rawValue: row.text(0)) ?? .unsaid
            hours.absentUntil = row.optionalInstant(1).map { $0.local }
        }
        return hours
    }

    /// The hours of every shop that has any, with the closures and openings that affect `day` or a later day. Holiday
    /// rules and absences are not loaded: the directory reads them with the shop.
    package static func all(on day: Day, in db: Reader) throws -> [Shop.ID: OpeningHours] {
        var all = try weeks(in: db)
        // What ended yesterday also concerns hours that began yesterday and run past midnight.
        let yesterday = day.adding(days: -1)
        try db.forEach(
            """
            SELECT shop_id, from_on, until_on, reason FROM exceptional_closure
             WHERE until_on >= ?1
             ORDER BY until_on, from_on
            """, yesterday
        ) { row in
            guard let closure = Closure(row: row, at: 1) else { return }
            all[Shop.ID(rawValue: row.int(0)), default: OpeningHours()].closures.append(closure)
        }
        try db.forEach(
            """
            SELECT shop_id, day_on, opens_minute, closes_minute, reason FROM exceptional_opening
             WHERE day_on >= ?1
             ORDER BY day_on
            """, yesterday
        ) { row in
            guard let opening = Opening(row: row, at: 1) else { return }
            all[Shop.ID(rawValue: row.int(0)), default: OpeningHours()].openings.append(opening)
        }
        try db.forEach("SELECT shop_id, number, from_day, until_day FROM season ORDER BY shop_id, number") { row in
            guard let season = Season(row: row, at: 1) else { return }
            all[Shop.ID(rawValue: row.int(0)), default: OpeningHours()].seasons.append(season)
        }
        try db.forEach(
            """
            SELECT shop_id, number, weekday, opens_minute, closes_minute FROM season_hours
             ORDER BY shop_id, number, weekday, part
            """
        ) { row in all[Shop.ID(rawValue: row.int(0))]?.addSeasonHours(row, at: 1) }
        return all
    }

    /// The usual weeks. The largest table of the directory, so each shop is entered once, complete.
    static func weeks(in db: Reader) throws -> [Shop.ID: OpeningHours] {
        var all: [Shop.ID: OpeningHours] = [:]
        var (shop, week) = (0, [Interval]())
        try db.forEach(
            """
            SELECT shop_id, weekday, opens_minute, closes_minute FROM opening_hours
             ORDER BY shop_id, weekday, part
            """
        ) { row in
            let next = row.int(0)
            if next != shop {
                if !week.isEmpty { all[Shop.ID(rawValue: shop)] = OpeningHours(intervals: week) }
                (shop, week) = (next, [])
                week.reserveCapacity(14)
            }
            if let interval = Interval(row: row, at: 1) { week.append(interval) }
        }
        if !week.isEmpty { all[Shop.ID(rawValue: shop)] = OpeningHours(intervals: week) }
        return all
    }

    /// Adds an interval to its season. From four columns: number, weekday, opening minute, closing minute.
    private mutating func addSeasonHours(_ row: Row, at column: Int) {
        let number = row.int(column)
        guard let interval = Interval(row: row, at: column + 1),
            let index = seasons.firstIndex(where: { $0.number == number })
        else { return }
        seasons[index].intervals.append(interval)
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

extension OpeningHours.Opening {
    /// From four columns: day, opening minute, closing minute, reason; nil if they violate the table’s CHECKs.
    fileprivate init?(row: Row, at column: Int) {
        let (opens, closes) = (row.int(column + 1), row.int(column + 2))
        guard let day = Day(row.text(column)), (0..<OpeningHours.day).contains(opens),
            (opens + 1...opens + OpeningHours.day).contains(closes)
        else { return nil }
        self.init(day: day, opens: opens, closes: closes, reason: row.text(column + 3))
    }
}

extension Season {
    /// Without its hours, from three columns: number, first day, last day; nil if either day is invalid.
    fileprivate init?(row: Row, at column: Int) {
        guard let from = YearDay(stored: row.int(column + 1)), let until = YearDay(stored: row.int(column + 2)) else {
            return nil
        }
        self.init(number: row.int(column), from: from, until: until, intervals: [])
    }
}

extension YearDay {
    fileprivate init?(stored: Int) { self.init(month: stored / 100, day: stored % 100) }
}
