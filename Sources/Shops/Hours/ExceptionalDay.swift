import Base
import SQLite
import Shell

/// The shops that open on one day on which they would not, and when: announced exceptional openings.
package struct ExceptionalDay: Sendable, Equatable {
    /// A shop with its hours of that day.
    package struct OpenShop: Sendable, Equatable {
        package let name: String
        package let code: String
        /// Of that weekday.
        let intervals: [OpeningHours.Interval]
    }

    package let day: Day
    /// By name.
    package let shops: [OpenShop]

    /// The exceptional days from `first` to `last`, in order. Index: `exceptional_opening_by_day`.
    package static func all(
        from first: Day, until last: Day, _ calendar: HolidayCalendar, in db: Reader
    ) throws -> [ExceptionalDay] {
        let candidates = try db.rows(
            """
            SELECT DISTINCT shop.id, shop.name, shop.code
              FROM exceptional_opening JOIN shop ON shop.id = exceptional_opening.shop_id
             WHERE exceptional_opening.day_on BETWEEN ?1 AND ?2 AND shop.removed_at IS NULL
             ORDER BY shop.name_key, shop.id LIMIT ?3
            """, first, last, SiteLimits.directoryShops
        ) { (id: Shop.ID(rawValue: $0.int(0)), name: $0.text(1), code: $0.text(2)) }
        var byDay: [Day: [OpenShop]] = [:]
        for shop in candidates {
            let hours = try OpeningHours.of(shop.id, in: db)
            for day in Set(hours.openings.map(\.day)) where first <= day && day <= last {
                guard let intervals = hours.exceptionalOpening(on: day, calendar) else { continue }
                byDay[day, default: []].append(OpenShop(name: shop.name, code: shop.code, intervals: intervals))
            }
        }
        return byDay.keys.sorted().map { ExceptionalDay(day: $0, shops: byDay[$0] ?? []) }
    }
}

extension ExceptionalDay {
    /// «6 boutiques ouvrent de 10 h à 18 h», «Au Cœur des fleurs ouvre entre 9 h et 12 h».
    package func words(_ context: Context) -> String {
        let all = shops.flatMap(\.intervals)
        let (opens, closes) = (all.map(\.opensOnDay).min() ?? 0, all.map(\.closesOnDay).max() ?? 0)
        let isSame = Set(shops.map(\.intervals)).count == 1 && shops.first?.intervals.count == 1
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
        intervals.map { context.stretch($0.opensOnDay, $0.closesOnDay) }.joined(separator: ", ")
    }

    package var link: Link { .shop(name: name, code: code) }
}
