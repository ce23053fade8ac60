import Base
import SQLite
import Shell
import Shops

/// The visits that the people of a shop noted today, and on the same day of last week.
package struct TodayNotes: Sendable, Equatable {
    package let visits: Int
    package let bought: Int
    /// All notes of the day a week ago, for those who see the figures of the shop; nil while that day is not counted.
    package let aWeekAgo: Int?

    /// The notes of a shop, compared with last week if `member` may read its figures.
    package static func of(_ member: Member, at place: Workplace, now: Instant, in db: Reader) throws -> TodayNotes {
        try of(place.shop, isCompared: member.may(.readEncounters, place), now: now, in: db)
    }

    /// The notes of a shop; `aWeekAgo` only if `isCompared`.
    static func of(_ shop: Shop.ID, isCompared: Bool = false, now: Instant, in db: Reader) throws -> TodayNotes {
        let today = now.local.day
        let counted = try db.first(
            """
            SELECT count(*), ifnull(sum(purchased), 0) FROM encounter INDEXED BY encounter_by_shop
             WHERE shop_id = ?1 AND met_at >= ?2 AND held_at IS NULL AND withdrawn_at IS NULL AND source = ?3
            """, shop, LocalTime(day: today, minute: 0).instant, Encounter.Source.salesperson
        ) { (visits: $0.int(0), bought: $0.int(1)) }
        return TodayNotes(
            visits: counted?.visits ?? 0, bought: counted?.bought ?? 0,
            aWeekAgo: isCompared ? try notes(at: shop, on: today.adding(days: -7), in: db) : nil)
    }

    /// The notes of one counted day; nil when there is none.
    private static func notes(at shop: Shop.ID, on day: Day, in db: Reader) throws -> Int? {
        try db.first(
            "SELECT sum(encounters) FROM shop_day WHERE shop_id = ?1 AND day_on = ?2 AND source = ?3", shop, day,
            Encounter.Source.salesperson
        ) { $0.optionalInt(0) } ?? nil
    }

    /// «Aujourd’hui : 14 visites notées, 9 avec achat.»
    package func words(_ context: Context) -> String {
        guard visits > 0 else { return context.say("today.none") }
        return context.say("today.notes", count: visits, ["bought": context.language.number(bought)])
    }

    /// «Samedi dernier, toute la journée : 23 visites notées.»; nil without a figure.
    package func comparison(_ context: Context) -> String? {
        guard let aWeekAgo else { return nil }
        let name = context.language.name(weekday: context.now.local.day.weekday)
        let weekday = name.prefix(1).uppercased() + name.dropFirst()
        return context.say("today.weekAgo", count: aWeekAgo, ["weekday": weekday])
    }
}
