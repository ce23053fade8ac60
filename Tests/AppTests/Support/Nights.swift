import SQLite

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

extension TestSite {
    /// Moves the clock to a quarter past midnight and makes the nightly figures.
    func night() throws {
        let midnight = LocalTime(day: now.local.day.adding(days: 1), minute: 15).instant
        wait(midnight.seconds - now.seconds)
        try runDueWork()
    }

    /// Makes the nightly figures now.
    func makeFigures() throws { try NightlyFigures.make(at: now, in: site.database) }

    /// Whether the figures equal those computed from the encounters of the counted days.
    func figuresAgree() throws -> Bool { try AppTests.figuresAgree(in: loop.reader) }

    /// All rows of the figures, to compare two states.
    func figures() throws -> [String] { try AppTests.figures(in: loop.reader) }
}

/// All rows of the figures.
func figures(in reader: Reader) throws -> [String] {
    try [
        "SELECT 'd ' || shop_id || ' ' || day_on || ' ' || source || ' ' || outcome || ' ' || encounters FROM shop_day",
        "SELECT 'a ' || day_on || ' ' || outcome || ' ' || encounters FROM association_day",
        "SELECT 'df ' || shop_id || ' ' || day_on || ' ' || source || ' ' || feeling || ' ' || encounters FROM shop_day_feeling",
        "SELECT 'f ' || shop_id || ' ' || source || ' ' || feeling || ' ' || counted FROM shop_feeling WHERE counted <> 0",
        "SELECT 's ' || shop_id || ' ' || source || ' ' || feeling || ' ' || shown FROM shop_feeling WHERE shown <> 0",
    ].flatMap { try reader.rows($0) { $0.text(0) } }.sorted()
}

/// Whether the figures, except the shown feelings, equal those computed from the encounters of the counted days.
func figuresAgree(in reader: Reader) throws -> Bool {
    let countedBefore = try Figures.current(in: reader).countedBefore
    var counts: [String: Int] = [:]
    try reader.forEach(
        """
        SELECT shop_id, met_at, source, ifnull(purchased, 2), feeling FROM encounter
         WHERE held_at IS NULL AND withdrawn_at IS NULL
        """
    ) { row in
        let metAt = Instant(seconds: row.int(1))
        guard metAt < countedBefore else { return }
        let (shop, day, outcome) = (row.int(0), metAt.local.day, row.int(3))
        counts["d \(shop) \(day) \(row.text(2)) \(outcome)", default: 0] += 1
        counts["a \(day) \(outcome)", default: 0] += 1
        guard let feeling = row.optionalInt(4) else { return }
        counts["df \(shop) \(day) \(row.text(2)) \(feeling)", default: 0] += 1
        counts["f \(shop) \(row.text(2)) \(feeling)", default: 0] += 1
    }
    return try figures(in: reader).filter { !$0.hasPrefix("s ") } == counts.map { "\($0) \($1)" }.sorted()
}
