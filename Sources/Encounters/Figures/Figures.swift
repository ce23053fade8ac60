import Base
import Shell
import Shops
import SQLite

/// The figures that pages show: made at night from the encounters of past days, by `NightlyFigures`.
struct Figures: Sendable, Equatable {
    /// Midnight of the association's zone: days that begin earlier are counted, later ones are not.
    let countedBefore: Instant
    /// Whether no encounter was counted yet.
    let isEmpty: Bool

    /// The last day that is counted.
    var lastDay: Day { (countedBefore - 1).local.day }

    /// The state of the figures. Before the first night nothing is counted.
    static func current(in db: Reader) throws -> Figures {
        let found = try db.first(
            "SELECT counted_before, NOT EXISTS (SELECT 1 FROM association_day) FROM figures WHERE id = 1"
        ) { Figures(countedBefore: Instant(seconds: $0.int(0)), isEmpty: $0.bool(1)) }
        return found ?? Figures(countedBefore: .earliest, isEmpty: true)
    }

    /// The last day that may be counted at `now`: it is over, and so are the change codes of its visitors.
    static func lastCountableDay(at now: Instant) -> Day { (now - SiteLimits.changeCode).local.day.adding(days: -1) }

    /// Says that an encounter of `metAt` has changed. When its day is over, the next night counts that day again.
    static func markChanged(_ metAt: Instant, at now: Instant, in db: Writer) throws {
        let day = metAt.local.day
        guard day < now.local.day else { return }
        try mark(day, in: db)
    }

    /// Says that a day is to be counted again.
    static func mark(_ day: Day, in db: Writer) throws {
        try db.run("INSERT OR IGNORE INTO figures_changed_day (day_on) VALUES (?1)", day)
    }
}

extension Figures {
    /// How many encounters of the association met at `moment` or later and count. Reads an index alone.
    package static func encounters(since moment: Instant, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM encounter INDEXED BY encounter_by_moment
             WHERE met_at >= ?1 AND held_at IS NULL AND withdrawn_at IS NULL
            """, moment
        ) { $0.int(0) } ?? 0
    }

    /// The same of one shop.
    package static func encounters(at shop: Shop.ID, since moment: Instant, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM encounter INDEXED BY encounter_by_shop
             WHERE shop_id = ?1 AND met_at >= ?2 AND held_at IS NULL AND withdrawn_at IS NULL
            """, shop, moment
        ) { $0.int(0) } ?? 0
    }
}
