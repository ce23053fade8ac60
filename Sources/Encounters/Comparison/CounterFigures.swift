import Base
import SQLite
import Shell
import Shops

/// Encounters by who recorded them. Pages show the three numbers apart; only the trend uses their sum.
struct RecordedCounts: Sendable, Equatable {
    var phone = 0
    var kiosk = 0
    var noted = 0

    var all: Int { phone + kiosk + noted }

    /// Adds encounters of a source; those of a source that this program does not know are left out.
    mutating func add(_ count: Int, _ source: String) {
        switch source {
        case "visitor": phone += count
        case "kiosk": kiosk += count
        case "salesperson": noted += count
        default: break
        }
    }

    static func + (one: RecordedCounts, other: RecordedCounts) -> RecordedCounts {
        RecordedCounts(
            phone: one.phone + other.phone, kiosk: one.kiosk + other.kiosk, noted: one.noted + other.noted)
    }
}

/// One week of the counters of the association.
struct CountersWeek: Sendable, Equatable {
    /// Its Monday.
    let week: Day
    /// Shops with an encounter.
    let active: Int
    let recorded: RecordedCounts

    /// The twelve weeks up to `last`, the oldest first.
    static func all(upTo last: Day, in db: Reader) throws -> [CountersWeek] {
        try db.rows(
            "SELECT week_on, active, phone, kiosk, noted FROM counter_week WHERE week_on <= ?1 ORDER BY week_on", last
        ) { row in
            CountersWeek(
                week: Day(row.text(0)) ?? last, active: row.count(1),
                recorded: RecordedCounts(phone: row.count(2), kiosk: row.count(3), noted: row.count(4)))
        }
    }
}

/// The counters of one street or of one trade, over four weeks.
struct CounterGroup: Sendable, Equatable {
    /// What its shops have in common.
    enum Kind: String, Sendable, CaseIterable {
        case street, trade
    }

    let name: String
    var shops = 0
    /// Shops with an encounter in the four weeks.
    var active = 0
    var recorded = RecordedCounts()
    /// All encounters of the four weeks before.
    var before = 0

    /// The weeks of a period.
    static let weeks = 4
    /// Groups on the page.
    static let most = 60

    /// The `most` groups of a kind with the most shops, at least two each, sorted by name.
    static func all(_ kind: Kind, in db: Reader) throws -> [CounterGroup] {
        try db.rows(
            """
            SELECT name, shops, active, phone, kiosk, noted, before FROM counter_group WHERE kind = ?1 AND shops >= 2
             ORDER BY shops DESC, group_key LIMIT ?2
            """, kind.rawValue, most
        ) { row in
            CounterGroup(
                name: row.text(0), shops: row.count(1), active: row.count(2),
                recorded: RecordedCounts(phone: row.count(3), kiosk: row.count(4), noted: row.count(5)),
                before: row.count(6))
        }.sorted { $0.name.folded < $1.name.folded }
    }
}

/// The figures of the counters, computed once a week.
enum CounterFigures {
    static func make(upTo last: Day, in db: Writer) throws {
        var shops: [Shop.ID: [Day: RecordedCounts]] = [:]
        try WeekAnswers.forEach(upTo: last, in: db) { count in
            guard count.question == .outcome else { return }
            shops[count.shop, default: [:]][count.week, default: RecordedCounts()].add(count.encounters, count.source)
        }
        let places = try places(in: db)
        try db.run("DELETE FROM counter_week")
        for week in WeekAnswers.mondays(upTo: last) {
            let recorded = places.compactMap { shops[$0.shop]?[week] }
            try insert(
                CountersWeek(
                    week: week, active: recorded.count { $0.all > 0 },
                    recorded: recorded.reduce(RecordedCounts(), +)), in: db)
        }
        try db.run("DELETE FROM counter_group")
        let start = last.adding(days: -7 * (CounterGroup.weeks - 1))
        let before = start.adding(days: -7 * CounterGroup.weeks)
        for kind in CounterGroup.Kind.allCases {
            var groups: [String: CounterGroup] = [:]
            for place in places {
                guard let (key, name) = place.group(kind) else { continue }
                let weeks = shops[place.shop] ?? [:]
                let recent = weeks.filter { $0.key >= start }.values.reduce(RecordedCounts(), +)
                var group = groups[key] ?? CounterGroup(name: name)
                group.shops += 1
                group.active += recent.all > 0 ? 1 : 0
                group.recorded = group.recorded + recent
                group.before += weeks.filter { $0.key >= before && $0.key < start }.values.reduce(0) { $0 + $1.all }
                groups[key] = group
            }
            for (key, group) in groups { try insert(group, kind, key, in: db) }
        }
    }

    /// A shop with its street and trade.
    private struct Place {
        let shop: Shop.ID
        let street: (key: String, name: String)
        let trade: (key: String, name: String)

        /// Nil for a shop without a street.
        func group(_ kind: CounterGroup.Kind) -> (key: String, name: String)? {
            switch kind {
            case .street: return street.key.isEmpty ? nil : street
            case .trade: return trade
            }
        }
    }

    private static func places(in db: Reader) throws -> [Place] {
        try db.rows(
            "SELECT id, street_key, street, trade_key, trade FROM shop WHERE removed_at IS NULL ORDER BY id"
        ) { row in
            Place(
                shop: Shop.ID(rawValue: row.int(0)), street: (row.text(1), row.text(2)),
                trade: (row.text(3), row.text(4)))
        }
    }

    private static func insert(_ week: CountersWeek, in db: Writer) throws {
        try db.run(
            "INSERT INTO counter_week (week_on, active, phone, kiosk, noted) VALUES (?1, ?2, ?3, ?4, ?5)", week.week,
            week.active, week.recorded.phone, week.recorded.kiosk, week.recorded.noted)
    }

    private static func insert(_ group: CounterGroup, _ kind: CounterGroup.Kind, _ key: String, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO counter_group (kind, group_key, name, shops, active, phone, kiosk, noted, before)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, kind.rawValue, key, group.name, group.shops, group.active, group.recorded.phone, group.recorded.kiosk,
            group.recorded.noted, group.before)
    }
}
