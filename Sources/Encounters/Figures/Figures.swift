import Base
import SQLite
import Shell
import Shops

/// The state of the figures on pages. `NightlyFigures` makes them from the encounters of past days.
struct Figures: Sendable, Equatable {
    /// Midnight in the association's time zone: days that begin before it are counted, later days are not.
    let countedBefore: Instant
    /// No encounter has been counted yet.
    let isEmpty: Bool

    /// The last counted day.
    var lastDay: Day { (countedBefore - 1).local.day }

    /// The current state. Before the first night nothing is counted.
    static func current(in db: Reader) throws -> Figures {
        let found = try db.first(
            "SELECT counted_before, NOT EXISTS (SELECT 1 FROM association_day) FROM figures WHERE id = 1"
        ) { Figures(countedBefore: $0.instant(0), isEmpty: $0.bool(1)) }
        return found ?? Figures(countedBefore: .earliest, isEmpty: true)
    }

    /// The last day that may be counted at `now`: the day and the change codes of its visitors have ended.
    static func lastCountableDay(at now: Instant) -> Day { (now - SiteLimits.changeCode).local.day.adding(days: -1) }

    /// Records that an encounter of `metAt` changed. If its day has ended, the next night counts that day again.
    static func markChanged(_ metAt: Instant, at now: Instant, in db: Writer) throws {
        let day = metAt.local.day
        guard day < now.local.day else { return }
        try mark(day, in: db)
    }

    /// Marks a day to be counted again.
    static func mark(_ day: Day, in db: Writer) throws {
        try db.run("INSERT OR IGNORE INTO figures_changed_day (day_on) VALUES (?1)", day)
    }
}

extension Figures {
    /// The number of counted encounters of the association since `moment`. Served by a covering index.
    package static func encounters(since moment: Instant, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM encounter INDEXED BY encounter_by_moment
             WHERE met_at >= ?1 AND held_at IS NULL AND withdrawn_at IS NULL
            """, moment
        ) { $0.int(0) } ?? 0
    }

    /// The number of counted encounters of one shop since `moment`. Served by a covering index.
    package static func encounters(at shop: Shop.ID, since moment: Instant, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM encounter INDEXED BY encounter_by_shop
             WHERE shop_id = ?1 AND met_at >= ?2 AND held_at IS NULL AND withdrawn_at IS NULL
            """, shop, moment
        ) { $0.int(0) } ?? 0
    }
}
