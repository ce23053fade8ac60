import Base
import Encounters
import SQLite
import Shell
import Shops

/// The encounters of 26 weeks: more on Saturdays than on Tuesdays, most around eleven and five, only when a shop is
/// open, slowly increasing.
struct DemoEncounters {
    private static let weeks = 26
    /// How busy a weekday is compared with others, Monday first.
    private static let weekdays = [55, 80, 100, 85, 115, 175, 45]

    private let street: DemoStreet
    private let count: Int
    private let today: Day
    /// For each weekday, the running sums of `DemoShop.pull` over the open shops.
    private let open: [[Int]]
    private let weeksOfShops: [[[DemoHours.Interval]]]

    init(street: DemoStreet, count: Int) {
        self.street = street
        self.count = street.shops.isEmpty ? 0 : count
        today = street.now.local.day
        weeksOfShops = street.shops.map { shop in
            (1...7).map { weekday in shop.hours.week.filter { $0.weekday == weekday } }
        }
        open = (0..<7).map { [weeksOfShops] weekday in
            var sum = 0
            return street.shops.indices.map { index in
                sum += weeksOfShops[index][weekday].isEmpty ? 0 : street.shops[index].pull
                return sum
            }
        }
    }

    /// Inserts them all, without figures. The index by shop is dropped first and created again at the end, in the same
    /// transaction: a million rows take seconds, and no reader sees a schema without the index.
    func insert(by codes: inout DemoCodes, in db: Writer, progress: (Double) -> Void) throws {
        guard count > 0 else { return }
        let index = try dropIndex(in: db)
        var dice = Dice(seed: street.size.seed ^ 0x656E_636F_756E_7465)
        var done = 0
        for (offset, share) in shares().enumerated() {
            let day = today.adding(days: offset - Self.weeks * 7 + 1)
            for visit in visits(share, on: day, &dice) {
                try insert(visit, on: day, &dice, &codes, in: db)
                done += 1
                if done.isMultiple(of: 2_048) { progress(0.9 * Double(done) / Double(count)) }
            }
        }
        if let index { try db.execute(index) }
        progress(0.98)
    }

    /// Drops the index by shop; returns the statement that creates it.
    private func dropIndex(in db: Writer) throws -> String? {
        let index = "encounter_by_shop"
        let statement = try db.schema().first { $0.name == index }?.sql
        if statement != nil { try db.execute("DROP INDEX \(index)") }
        return statement
    }

    /// The number of encounters of each day; `count` in all (largest running remainder).
    private func shares() -> [Int] {
        let days = Self.weeks * 7
        let weights = (0..<days).map { offset in
            let weekday = today.adding(days: offset - days + 1).weekday
            let isOpen = (open[weekday - 1].last ?? 0) > 0
            return isOpen ? Self.weekdays[weekday - 1] * (300 + offset) : 0
        }
        let total = weights.reduce(0, +)
        guard total > 0 else { return [] }
        var (sum, shared) = (0, 0)
        return weights.map { weight in
            sum += weight
            let due = Int((Double(count) * Double(sum) / Double(total)).rounded())
            defer { shared = due }
            return due - shared
        }
    }

    private struct Visit {
        let minute: Int
        let shop: Int
    }

    /// The visits of one day, in order.
    private func visits(_ count: Int, on day: Day, _ dice: inout Dice) -> [Visit] {
        // Today ends at this minute.
        let last = day == today ? street.now.local.minute : 1_439
        let sums = open[day.weekday - 1]
        return (0..<count).map { _ in
            let shop = dice.index(in: sums)
            let hours = weeksOfShops[shop][day.weekday - 1]
            let minutes = (0..<3).map { _ in minute(in: hours, &dice) }
            let best = minutes.min { Self.distanceFromPeak($0) < Self.distanceFromPeak($1) } ?? last
            return Visit(minute: min(best, last), shop: shop)
        }.sorted { ($0.minute, $0.shop) < ($1.minute, $1.shop) }
    }

    private func minute(in hours: [DemoHours.Interval], _ dice: inout Dice) -> Int {
        guard !hours.isEmpty else { return 720 }
        let interval = dice.pick(hours)
        return min(1_439, interval.opens + dice.below(interval.closes - interval.opens))
    }

    /// Minutes to the nearest peak, 11:00 or 17:00.
    private static func distanceFromPeak(_ minute: Int) -> Int { min(abs(minute - 660), abs(minute - 1_020)) }

    private func insert(
        _ visit: Visit, on day: Day, _ dice: inout Dice, _ codes: inout DemoCodes, in db: Writer
    ) throws {
        let shop = street.shops[visit.shop]
        let encounter = DemoAnswers.draw(
            at: shop, hasKiosk: shop.owner != nil && DemoStreet.hasKiosk(visit.shop), on: day, &dice
        ).came(by: codes.code(at: shop.id))
        // Stores only its day, as for an encounter whose change code has ended.
        let id = try encounter.insert(at: shop.id, at: DemoStreet.moment(day, 0), in: db)
        guard encounter.details.note != nil, today.daysSince1970 - day.daysSince1970 < 60, dice.chance(60) else {
            return
        }
        try AllowedWords.allow(id, wording: DemoTexts.quoteConsent, in: db)
    }
}
