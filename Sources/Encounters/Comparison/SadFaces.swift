import Base
import SQLite
import Shell
import Shops

/// The two sad faces of a shop: their share in the last four weeks, and in the eight before.
///
/// Only answers on phones count, the first of each network a day: a kiosk is one network, and children play with it.
struct SadFaces: Sendable, Equatable {
    /// Monday of the last of the weeks.
    let week: Day
    /// In steps of five percent.
    let percent: Int
    let percentBefore: Int

    /// The last weeks, compared with those before.
    static let recentWeeks = 4
    /// The fewest answers in each of the two periods: with fewer, one angry visitor would change the share.
    static let leastAnswers = 20
    /// The fewest sad faces in the last weeks.
    static let leastSad = 5
    /// Weeks after which a shop may be told again.
    static let weeksBetweenNotices = 4

    /// The shares that a shop is shown; nil while one of the periods has too few answers.
    static func of(_ shop: Shop.ID, in db: Reader) throws -> SadFaces? {
        try db.first("SELECT week_on, percent, percent_before FROM sad_faces WHERE shop_id = ?1", shop) { row in
            Day(row.text(0)).map { SadFaces(week: $0, percent: row.count(1), percentBefore: row.count(2)) }
        } ?? nil
    }

    /// The answers of one period.
    struct Period: Sendable, Equatable {
        var sad = 0
        var all = 0

        fileprivate mutating func add(_ count: WeekAnswers.Count) {
            all += count.encounters
            if count.answer == "1" || count.answer == "2" { sad += count.encounters }
        }
    }

    /// Whether the share rises by ten points at least, and by more than chance: two standard errors.
    static func isRising(_ recent: Period, from before: Period) -> Bool {
        guard recent.sad >= leastSad, min(recent.all, before.all) >= leastAnswers,
            let now = Proportion(recent.sad, of: recent.all), let then = Proportion(before.sad, of: before.all)
        else { return false }
        return now.percent >= then.percent + 10 && then.deviation(to: now) >= 2
    }

    /// Stores the shares of the weeks up to `last`, and tells the people of the shops where the share has risen; a shop
    /// that was told is not told again for four weeks.
    static func make(upTo last: Day, at now: Instant, in db: Writer) throws {
        let start = last.adding(days: -7 * (recentWeeks - 1))
        var shops: [Shop.ID: (recent: Period, before: Period)] = [:]
        try WeekAnswers.forEach(upTo: last, in: db) { count in
            guard count.question == .feeling, count.source == Encounter.Source.visitor.rawValue else { return }
            var shop = shops[count.shop] ?? (Period(), Period())
            if count.week >= start {
                shop.recent.add(count)
            } else {
                shop.before.add(count)
            }
            shops[count.shop] = shop
        }
        // The row of a shop that was told stays for four weeks. Other rows are computed again, if there are enough
        // answers.
        try db.run(
            "DELETE FROM sad_faces WHERE told_on IS NULL OR told_on <= ?1", last.adding(days: -7 * weeksBetweenNotices))
        for (shop, (recent, before)) in shops where min(recent.all, before.all) >= leastAnswers {
            try db.run(
                """
                INSERT INTO sad_faces (shop_id, percent, percent_before, week_on) VALUES (?1, ?2, ?3, ?4)
                    ON CONFLICT DO UPDATE SET percent = excluded.percent, percent_before = excluded.percent_before,
                                              week_on = excluded.week_on
                """, shop, rounded(recent), rounded(before), last)
            if isRising(recent, from: before) { try tell(shop, last, at: now, in: db) }
        }
    }

    private static func rounded(_ period: Period) -> Int {
        (period.sad * 200 / period.all + StreetView.step) / (2 * StreetView.step) * StreetView.step
    }

    private static func tell(_ shop: Shop.ID, _ week: Day, at now: Instant, in db: Writer) throws {
        let told =
            try db.first(
                """
                UPDATE sad_faces SET told_on = ?2 WHERE shop_id = ?1 AND told_on IS NULL
                RETURNING (SELECT code FROM shop WHERE id = ?1 AND removed_at IS NULL), (SELECT name FROM shop WHERE id = ?1)
                """, shop, week
            ) { row in row.optionalText(0).map { (code: $0, name: row.text(1)) } } ?? nil
        guard let told else { return }
        try Notice.add(
            .sadFacesRising, about: told.name, Link.twoViews(of: ShopCode(told.code)).at(fragment: "visages"),
            object: "shop \(shop.rawValue)", for: shop.scope,
            to: try Member.people(ofShop: shop.rawValue, may: .readEncounters, in: db), at: now, in: db)
    }
}
