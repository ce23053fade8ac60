import SQLite

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

/// Encounters of past weeks, recorded without the pages.
struct Weeks {
    let site: TestSite

    /// Records some encounters on a day, `weeks` whole weeks before the test: 0 is the week that ended yesterday.
    func record(
        _ count: Int = 1, at shop: Shop.ID, by source: Encounter.Source = .visitor, feeling: Int? = 4,
        _ details: EncounterDetails = EncounterDetails(), isHeld: Bool = false, isFirst: Bool = true, weeks: Int = 0,
        weekday: Int = 1
    ) throws {
        let monday = site.now.local.day.monday.adding(days: -7 * (weeks + 1))
        let moment = LocalTime(day: monday.adding(days: weekday - 1), minute: 600).instant
        let encounter = NewEncounter(
            source: source, feeling: source == .salesperson ? nil : feeling, details: details, isHeld: isHeld,
            isFirst: isFirst)
        try site.write { db in
            for _ in 0..<count { _ = try encounter.insert(at: shop, at: moment, in: db) }
        }
    }

    /// Opens shops in a street, and returns them.
    func open(_ count: Int, street: String = "rue Basse", trade: String = "Librairie", from first: Int = 1) throws
        -> [Shop.ID]
    {
        let now = site.now
        return try site.write { db in
            try (first..<first + count).map { number in
                var details = ShopDetails(name: "\(trade) \(number)", trade: trade)
                details.address = "\(number) \(street)"
                return try details.insert(
                    code: { "Z\(100 + number)\(street.count % 10)" },
                    by: ShopAuthor(member: nil, at: now, source: .form), in: db)
            }
        }
    }

    /// Makes the figures of all complete weeks.
    func make() throws {
        try site.makeFigures()
        let now = site.now
        try site.write { db in
            try Comparison.make(at: now, in: db)
            try Demand.make(in: db)
        }
    }
}
