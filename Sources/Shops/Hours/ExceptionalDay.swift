import Base
import Shell
import SQLite

/// The shops that open on one day on which they would not, and when: announced exceptional openings.
package struct ExceptionalDay: Sendable, Equatable {
    /// A shop with its hours of that day.
    package struct OpenShop: Sendable, Equatable {
        package let name: String
        package let code: String
        /// Minutes of the day; closing after midnight is more than 1,440.
        var stretches: [Range<Int>]
    }

    package let day: Day
    /// By name.
    package private(set) var shops: [OpenShop] = []

    /// The exceptional days from `first` to `last`. Changed hours of a day on which the shop opens anyway are left out,
    /// unless it is a public holiday. Index: `exceptional_opening_by_day`.
    package static func all(
        from first: Day, until last: Day, _ calendar: HolidayCalendar, in db: Reader
    ) throws -> [ExceptionalDay] {
        var days: [ExceptionalDay] = []
        try db.forEach(
            """
            SELECT exceptional_opening.day_on, exceptional_opening.opens_minute, exceptional_opening.closes_minute,
                   shop.name, shop.code,
                   EXISTS (SELECT 1 FROM opening_hours
                            WHERE opening_hours.shop_id = shop.id
                              AND weekday = (strftime('%w', exceptional_opening.day_on) + 6) % 7 + 1)
              FROM exceptional_opening JOIN shop ON shop.id = exceptional_opening.shop_id
             WHERE exceptional_opening.day_on BETWEEN ?1 AND ?2 AND shop.removed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM exceptional_closure AS closure
                                WHERE closure.shop_id = shop.id AND closure.from_on <= exceptional_opening.day_on
                                  AND closure.until_on >= exceptional_opening.day_on)
             ORDER BY exceptional_opening.day_on, shop.name_key, shop.id, exceptional_opening.opens_minute
             LIMIT ?3
            """, first, last, SiteLimits.directoryShops
        ) { row in
            let (opens, closes) = (row.int(1), row.int(2))
            guard let day = Day(row.text(0)), !row.bool(5) || calendar.isHoliday(day), (0..<1_440).contains(opens),
                (opens + 1...opens + 1_440).contains(closes)
            else { return }
            if days.last?.day != day { days.append(ExceptionalDay(day: day)) }
            days[days.count - 1].add(row.text(3), row.text(4), opens..<closes)
        }
        return days
    }

    private mutating func add(_ name: String, _ code: String, _ stretch: Range<Int>) {
        if shops.last?.code != code { shops.append(OpenShop(name: name, code: code, stretches: [])) }
        shops[shops.count - 1].stretches.append(stretch)
    }
}

extension ExceptionalDay {
    /// «6 boutiques ouvrent de 10 h à 18 h», «Au Cœur des fleurs ouvre entre 9 h et 12 h».
    package func words(_ context: Context) -> String {
        let all = shops.flatMap(\.stretches)
        let (opens, closes) = (all.map(\.lowerBound).min() ?? 0, all.map(\.upperBound).max() ?? 0)
        let isSame = Set(shops.map(\.stretches)).count == 1 && shops.first?.stretches.count == 1
        let hours = context.say(
            isSame ? "agenda.openings.hours" : "agenda.openings.between",
            ["from": context.clock(opens), "until": context.clock(closes)])
        if shops.count == 1 { return context.say("agenda.openings.one", ["shop": shops[0].name, "hours": hours]) }
        return context.say("agenda.openings", count: shops.count, ["hours": hours])
    }
}

extension ExceptionalDay.OpenShop {
    /// «10 h – 12 h 30, 14 h – 18 h».
    package func hours(_ context: Context) -> String {
        stretches.map { context.stretch($0.lowerBound, $0.upperBound) }.joined(separator: ", ")
    }

    package var link: Link { .shop(name: name, code: code) }
}
