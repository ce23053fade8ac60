import Base
import SQLite
import Shell
import Shops

/// The visits noted at the counter of a shop in the last counted week, and in the same week of last year.
struct CounterWeek: Sendable, Equatable {
    /// From its Monday to the last counted day.
    let days: ClosedRange<Day>
    let now: Outcomes
    /// The same weekdays, 52 weeks before.
    let lastYear: Outcomes

    /// The week of a shop; nil before the first nightly figures.
    static func of(_ shop: Shop.ID, in db: Reader) throws -> CounterWeek? {
        let figures = try Figures.current(in: db)
        guard !figures.isEmpty else { return nil }
        let days = figures.lastDay.monday...figures.lastDay
        let before = days.lowerBound.adding(days: -364)...days.upperBound.adding(days: -364)
        return CounterWeek(
            days: days, now: try noted(at: shop, days, in: db), lastYear: try noted(at: shop, before, in: db))
    }

    /// The notes of these days, from the nightly figures.
    private static func noted(at shop: Shop.ID, _ days: ClosedRange<Day>, in db: Reader) throws -> Outcomes {
        var outcomes = Outcomes()
        try db.forEach(
            """
            SELECT outcome, encounters FROM shop_day
             WHERE shop_id = ?1 AND day_on BETWEEN ?2 AND ?3 AND source = ?4
            """, shop, days.lowerBound, days.upperBound, Encounter.Source.salesperson
        ) { row in
            outcomes.add(row.count(1), Outcomes.Outcome(rawValue: row.int(0)))
        }
        return outcomes
    }

    /// Empty while neither week has a note; otherwise
    /// «Du 23 au 29 novembre : 41 visites notées, 24 avec achat.», «La même semaine l’an dernier : 36, 20 avec achat.»
    func words(_ context: Context) -> [String] {
        let (first, last) = (context.language.shortDate(days.lowerBound), context.language.shortDate(days.upperBound))
        let period =
            days.lowerBound == days.upperBound
            ? context.say("counter.week.day", ["day": last])
            : context.say("counter.week.days", ["first": first, "last": last])
        func sentence(_ outcomes: Outcomes, _ key: String) -> String {
            context.say(
                key, count: outcomes.total, ["period": period, "bought": context.language.number(outcomes.bought)])
        }
        if now.total + lastYear.total == 0 { return [] }
        return [
            now.total == 0 ? context.say("counter.week.none", ["period": period]) : sentence(now, "counter.week.now"),
            lastYear.total == 0
                ? context.say("counter.week.lastYear.none") : sentence(lastYear, "counter.week.lastYear"),
        ]
    }
}
