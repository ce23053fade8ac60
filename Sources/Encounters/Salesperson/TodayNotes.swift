import Base
import SQLite
import Shell
import Shops

/// What a member noted at a shop today, and how many visits the same day of last week had.
package struct TodayNotes: Sendable, Equatable {
    package let visits: Int
    package let bought: Int
    /// All visits of the day a week ago, for those who see the figures of the shop; nil while that day is not counted.
    package let aWeekAgo: Int?

    /// The notes of `member` at a shop where they may note and perhaps read.
    package static func of(_ member: Member, at place: Workplace, now: Instant, in db: Reader) throws -> TodayNotes {
        let isReader = member.may(.readEncounters, place)
        return try of(member, at: place.shop, isReader: isReader, now: now, in: db)
    }

    /// The notes of `member` at `shop`, without a comparison.
    static func of(_ member: Member, at shop: Shop, now: Instant, in db: Reader) throws -> TodayNotes {
        try of(member, at: shop.id, isReader: false, now: now, in: db)
    }

    private static func of(
        _ member: Member, at shop: Shop.ID, isReader: Bool, now: Instant, in db: Reader
    ) throws -> TodayNotes {
        let today = now.local.day
        let notes = try db.first(
            """
            SELECT count(*), ifnull(sum(purchased), 0) FROM encounter INDEXED BY encounter_by_recorder
             WHERE recorded_by = ?1 AND met_at >= ?2 AND shop_id = ?3 AND held_at IS NULL AND withdrawn_at IS NULL
            """, member.id, LocalTime(day: today, minute: 0).instant, shop
        ) { (visits: $0.int(0), bought: $0.int(1)) }
        return TodayNotes(
            visits: notes?.visits ?? 0, bought: notes?.bought ?? 0,
            aWeekAgo: isReader ? try visits(at: shop, on: today.adding(days: -7), in: db) : nil)
    }

    /// The visits of one counted day; nil when there is none.
    private static func visits(at shop: Shop.ID, on day: Day, in db: Reader) throws -> Int? {
        try db.first("SELECT sum(encounters) FROM shop_day WHERE shop_id = ?1 AND day_on = ?2", shop, day) {
            $0.optionalInt(0)
        } ?? nil
    }

    /// «Aujourd’hui : 14 visites notées, 9 avec achat.»
    package func words(_ context: Context) -> String {
        guard visits > 0 else { return context.say("today.none") }
        return context.say("today.notes", count: visits, ["bought": context.language.number(bought)])
    }

    /// «Samedi dernier, toute la journée : 23 visites.»; nil without a figure.
    package func comparison(_ context: Context) -> String? {
        guard let aWeekAgo else { return nil }
        let name = context.language.name(weekday: context.now.local.day.weekday)
        let weekday = name.prefix(1).uppercased() + name.dropFirst()
        return context.say("today.weekAgo", count: aWeekAgo, ["weekday": weekday])
    }
}
