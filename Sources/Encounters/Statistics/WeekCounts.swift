import Base
import SQLite
import Shell
import Shops

/// Encounters by how they ended.
package struct Outcomes: Sendable, Equatable {
    package var bought = 0
    package var left = 0
    package var unsaid = 0

    package init(bought: Int = 0, left: Int = 0, unsaid: Int = 0) {
        self.bought = bought
        self.left = left
        self.unsaid = unsaid
    }

    package var total: Int { bought + left + unsaid }

    /// How one encounter ended, as stored in the figures.
    package enum Outcome: Int {
        case left = 0
        case bought = 1
        case unsaid = 2
    }

    /// Adds `count` encounters of an outcome; an unknown outcome adds none.
    package mutating func add(_ count: Int, _ outcome: Outcome?) {
        switch outcome {
        case .left: left += count
        case .bought: bought += count
        case .unsaid: unsaid += count
        case nil: break
        }
    }

    package static func + (one: Outcomes, other: Outcomes) -> Outcomes {
        Outcomes(bought: one.bought + other.bought, left: one.left + other.left, unsaid: one.unsaid + other.unsaid)
    }
}

/// One week of encounters, by who recorded them.
package struct WeekCount: Sendable, Equatable {
    /// Its Monday.
    package let week: Day
    /// Of visitors, on their phones.
    package var visitors = Outcomes()
    /// Of visitors, at the kiosk.
    package var kiosk = Outcomes()
    var salespeople = Outcomes()
    /// Of sources that this program does not know: counted in the total only.
    package var others = Outcomes()

    package var all: Outcomes { visitors + kiosk + salespeople + others }

    /// The last day of the weeks shown: the last counted day, so that on a Monday the last week is not empty; today
    /// while nothing is counted.
    private static func lastDay(at now: Instant, in db: Reader) throws -> Day {
        let (figures, today) = (try Figures.current(in: db), now.local.day)
        return figures.isEmpty ? today : min(figures.lastDay, today)
    }

    /// The last `count` weeks up to that of `today`, all empty.
    package static func empty(_ count: Int, upTo today: Day) -> [WeekCount] {
        (0..<count).reversed().map { WeekCount(week: today.monday.adding(days: -7 * $0)) }
    }

    /// The last weeks of the association, from its daily figures.
    package static func association(last count: Int, at now: Instant, in db: Reader) throws -> [Outcomes.Week] {
        var weeks = empty(count, upTo: try lastDay(at: now, in: db)).map {
            Outcomes.Week(week: $0.week, outcomes: Outcomes())
        }
        guard let first = weeks.first else { return [] }
        try db.forEach(
            "SELECT day_on, outcome, encounters FROM association_day WHERE day_on >= ?1", first.week
        ) { row in
            let week = Day(row.text(0))?.monday
            guard let place = weeks.firstIndex(where: { $0.week == week }) else { return }
            weeks[place].outcomes.add(row.count(2), Outcomes.Outcome(rawValue: row.int(1)))
        }
        return weeks
    }

    /// The last weeks of one shop, from its daily figures.
    package static func of(_ shop: Shop.ID, last count: Int, at now: Instant, in db: Reader) throws -> [WeekCount] {
        var weeks = empty(count, upTo: try lastDay(at: now, in: db))
        guard let first = weeks.first else { return [] }
        try db.forEach(
            "SELECT day_on, source, outcome, encounters FROM shop_day WHERE shop_id = ?1 AND day_on >= ?2", shop,
            first.week
        ) { row in
            let week = Day(row.text(0))?.monday
            guard let place = weeks.firstIndex(where: { $0.week == week }) else { return }
            let (encounters, outcome) = (row.count(3), Outcomes.Outcome(rawValue: row.int(2)))
            switch Encounter.Source(rawValue: row.text(1)) {
            case .visitor: weeks[place].visitors.add(encounters, outcome)
            case .kiosk: weeks[place].kiosk.add(encounters, outcome)
            case .salesperson: weeks[place].salespeople.add(encounters, outcome)
            case nil: weeks[place].others.add(encounters, outcome)
            }
        }
        return weeks
    }
}

extension Outcomes {
    /// The outcomes of one week.
    package struct Week: Sendable, Equatable {
        package let week: Day
        package var outcomes: Outcomes
    }
}
