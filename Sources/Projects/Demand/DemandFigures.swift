import Base
import Encounters
import SQLite
import Shell
import Shops

extension Demand {
    /// Makes the cells, unless they are made of the last complete week already.
    package static func make(in db: Writer) throws {
        guard let last = try WeeklyFigures.due(name, in: db) else { return }
        let periods = try periods(upTo: last, in: db)
        let groups = try groups(in: db)
        try db.run("DELETE FROM demand_cell")
        for (period, tallies) in periods {
            for cell in cells(tallies, period.reason, groups) { try insert(cell, period.name, in: db) }
        }
        try WeeklyFigures.setMade(name, last, in: db)
    }

    /// The column `period` of a cell, and its reason.
    struct Period: Hashable, Sendable {
        /// Empty for all weeks.
        let name: String
        let reason: Encounter.NoPurchaseReason
    }

    private static func periods(upTo last: Day, in db: Reader) throws -> [Period: [Shop.ID: Tally]] {
        var periods: [Period: [Shop.ID: Tally]] = [:]
        try WeekAnswers.forEach(upTo: last, in: db) { count in
            let isNoted = count.source == Encounter.Source.salesperson.rawValue
            func add(_ period: Period) {
                var tally = periods[period]?[count.shop] ?? Tally()
                tally.answers += count.encounters
                tally.noted += isNoted ? count.encounters : 0
                periods[period, default: [:]][count.shop] = tally
            }
            switch count.question {
            case .reason:
                guard let reason = Encounter.NoPurchaseReason(rawValue: count.answer) else { return }
                add(Period(name: "", reason: reason))
                add(Period(name: count.week.description, reason: reason))
            case .closedOn: add(Period(name: count.answer, reason: .closed))
            case .outcome, .greeted, .waited, .thanked, .feeling: break
            }
        }
        return periods
    }

    /// The cells of one reason and period.
    static func cells(
        _ tallies: [Shop.ID: Tally], _ reason: Encounter.NoPurchaseReason, _ groups: [Shop.ID: [Group: String]]
    ) -> [Cell] {
        var shops: [Group: [Shop.ID: Tally]] = [:]
        var names: [Group: String] = [:]
        for (shop, tally) in tallies {
            for (group, name) in groups[shop] ?? [:] {
                shops[group, default: [:]][shop] = tally
                names[group] = max(names[group] ?? name, name)
            }
        }
        return shown(shops).map { group in
            let tallies = shops[group] ?? [:]
            return Cell(
                group: group, name: names[group] ?? "", reason: reason, shops: tallies.count,
                answers: tallies.values.reduce(0) { $0 + $1.answers }, noted: tallies.values.reduce(0) { $0 + $1.noted }
            )
        }
    }

    /// The groups of each shop of the directory, with their names.
    private static func groups(in db: Reader) throws -> [Shop.ID: [Group: String]] {
        let rows = try db.rows(
            "SELECT id, street_key, street, trade_key, trade FROM shop WHERE removed_at IS NULL ORDER BY id"
        ) { row in
            var groups = [Group(scope: .all, key: ""): "", Group(scope: .trade, key: row.text(3)): row.text(4)]
            if !row.text(1).isEmpty { groups[Group(scope: .street, key: row.text(1))] = row.text(2) }
            return (Shop.ID(rawValue: row.int(0)), groups)
        }
        return Dictionary(rows) { first, _ in first }
    }

    private static func insert(_ cell: Cell, _ period: String, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO demand_cell (period, scope, group_key, name, reason, shops, answers, noted)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, period, cell.group.scope.rawValue, cell.group.key, cell.name, cell.reason, cell.shops, cell.answers,
            cell.noted)
    }
}

extension Demand.Cell {
    private static let columns = "scope, group_key, name, reason, shops, answers, noted"

    /// Nil for a reason or scope of a newer program.
    private init?(row: Row) {
        guard let scope = Demand.Scope(rawValue: row.text(0)),
            let reason = Encounter.NoPurchaseReason(rawValue: row.text(3))
        else { return nil }
        self.init(
            group: Demand.Group(scope: scope, key: row.text(1)), name: row.text(2), reason: reason,
            shops: row.count(4), answers: row.count(5), noted: row.count(6))
    }

    /// The cells of a group, by period.
    static func all(of group: Demand.Group, in db: Reader) throws -> [String: [Demand.Cell]] {
        var cells: [String: [Demand.Cell]] = [:]
        try db.forEach(
            """
            SELECT \(columns), period FROM demand_cell WHERE scope = ?1 AND group_key = ?2
             ORDER BY answers DESC, reason
            """, group.scope.rawValue, group.key
        ) { row in
            if let cell = Demand.Cell(row: row) { cells[row.text(7), default: []].append(cell) }
        }
        return cells
    }

    /// Streets and trades on the menu.
    private static let most = 60

    /// The streets and trades with a figure, by name.
    static func places(in db: Reader) throws -> [(group: Demand.Group, name: String)] {
        let found = try db.rows(
            """
            SELECT scope, group_key, max(name), sum(answers) AS sum FROM demand_cell
             WHERE period = '' AND scope IN ('street', 'trade') GROUP BY scope, group_key ORDER BY sum DESC LIMIT ?1
            """, most
        ) { (scope: Demand.Scope(rawValue: $0.text(0)), key: $0.text(1), name: $0.text(2)) }
        return found.compactMap { row in
            row.scope.map { (group: Demand.Group(scope: $0, key: row.key), name: row.name) }
        }.sorted { ($0.group.scope.rawValue, $0.name.folded) < ($1.group.scope.rawValue, $1.name.folded) }
    }
}
