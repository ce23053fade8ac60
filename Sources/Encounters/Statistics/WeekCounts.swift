import SQLite

/// Encounters by how they ended.
struct Outcomes: Sendable, Equatable {
    var bought = 0
    var left = 0
    var unsaid = 0

    var total: Int { bought + left + unsaid }

    /// Adds a count of the store: outcome 1 with a purchase, 0 without, 2 not said.
    mutating func add(_ count: Int, outcome: Int) {
        switch outcome {
        case 0: left += count
        case 1: bought += count
        default: unsaid += count
        }
    }

    static func + (one: Outcomes, other: Outcomes) -> Outcomes {
        Outcomes(bought: one.bought + other.bought, left: one.left + other.left, unsaid: one.unsaid + other.unsaid)
    }
}

/// One week of encounters, as visitors and as salespeople recorded them.
struct WeekCount: Sendable, Equatable {
    /// Its Monday.
    let week: Day
    var visitors = Outcomes()
    var salespeople = Outcomes()

    var all: Outcomes { visitors + salespeople }

    /// The last `count` weeks up to today's, the empty ones too.
    static func empty(_ count: Int, upTo today: Day) -> [WeekCount] {
        (0..<count).reversed().map { WeekCount(week: today.monday.adding(days: -7 * $0)) }
    }

    /// The weeks of the whole street from a Monday on.
    static let streetSQL = "SELECT week_on, outcome, encounters FROM street_week WHERE week_on >= ?1"

    /// The weeks of one shop from a Monday on: what is counted, and what came since. `total`, since `sum` fails where it would be too
    /// large a number (https://sqlite.org/lang_aggfunc.html#sumunc).
    static let shopSQL = """
        SELECT week_on, source, outcome, total(encounters) FROM shop_week
         WHERE shop_id = ?1 AND week_on >= ?2
         GROUP BY week_on, source, outcome
        UNION ALL
        SELECT week_on, source, ifnull(purchased, 2), 1 FROM encounter
         WHERE \(ShopCounts.uncounted) AND week_on >= ?2
        """

    /// The last weeks of the whole street. Reads the counts kept at each write: the same cost at any number of encounters.
    static func street(last count: Int, upTo today: Day, in db: Reader) throws -> [Outcomes.Week] {
        var weeks = empty(count, upTo: today).map { Outcomes.Week(week: $0.week, outcomes: Outcomes()) }
        guard let first = weeks.first else { return [] }
        try db.forEach(streetSQL, first.week) { row in
            let week = row.withTextBytes(0) { Day(bytes: $0) }
            guard let place = weeks.firstIndex(where: { $0.week == week }) else { return }
            weeks[place].outcomes.add(row.count(2), outcome: row.int(1))
        }
        return weeks
    }

    /// The last weeks of one shop.
    static func of(_ shop: Shop.ID, last count: Int, upTo today: Day, in db: Reader) throws -> [WeekCount] {
        var weeks = empty(count, upTo: today)
        guard let first = weeks.first else { return [] }
        try db.forEach(shopSQL, shop, first.week) { row in
            let week = row.withTextBytes(0) { Day(bytes: $0) }
            guard let place = weeks.firstIndex(where: { $0.week == week }) else { return }
            if row.text(1) == Encounter.Source.visitor.rawValue {
                weeks[place].visitors.add(row.count(3), outcome: row.int(2))
            } else {
                weeks[place].salespeople.add(row.count(3), outcome: row.int(2))
            }
        }
        return weeks
    }
}

extension Outcomes {
    /// The outcomes of one week.
    struct Week: Sendable, Equatable {
        let week: Day
        var outcomes: Outcomes
    }
}
