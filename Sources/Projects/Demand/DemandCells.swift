import Base
import Encounters
import SQLite
import Shell
import Shops

extension Demand {
    /// The last week of each cell that is shown.
    static func shownWeeks(in db: Reader) throws -> [Record: [Group: Day]] {
        var weeks: [Record: [Group: Day]] = [:]
        for scope in Scope.allCases {
            try db.forEach("SELECT \(Cell.columns) FROM demand_cell WHERE scope = ?1", scope.rawValue) { row in
                if let cell = Cell(row: row) { weeks[cell.record, default: [:]][cell.group] = cell.week }
            }
        }
        return weeks
    }

    static func replace(_ cell: Cell, in db: Writer) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO demand_cell
                   (scope, group_key, name, reason, is_noted, shops, answers, weekday, week_on)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, cell.group.scope.rawValue, cell.group.key, cell.name, cell.record.reason, cell.record.isNoted,
            cell.shops, cell.answers, cell.weekday, cell.week)
    }
}

extension Demand.Cell {
    fileprivate static let columns = "scope, group_key, name, reason, is_noted, shops, answers, weekday, week_on"

    /// Nil for a reason or scope of a newer program.
    fileprivate init?(row: Row) {
        guard let scope = Demand.Scope(rawValue: row.text(0)),
            let reason = Encounter.NoPurchaseReason(rawValue: row.text(3)), let week = Day(row.text(8))
        else { return nil }
        self.init(
            group: Demand.Group(scope: scope, key: row.text(1)), name: row.text(2),
            record: Demand.Record(reason: reason, isNoted: row.bool(4)), shops: row.count(5), answers: row.count(6),
            weekday: row.optionalInt(7).flatMap { (1...7).contains($0) ? $0 : nil }, week: week)
    }

    /// The cells of a group: those of visitors first, the most answers first.
    static func all(of group: Demand.Group, in db: Reader) throws -> [Demand.Cell] {
        try db.rows(
            """
            SELECT \(columns) FROM demand_cell WHERE scope = ?1 AND group_key = ?2
             ORDER BY is_noted, answers DESC, reason
            """, group.scope.rawValue, group.key
        ) { Demand.Cell(row: $0) }.compactMap { $0 }
    }

    /// Streets and trades on the menu.
    private static let most = 60

    /// The streets and trades with a figure, by name.
    static func places(in db: Reader) throws -> [(group: Demand.Group, name: String)] {
        let found = try db.rows(
            """
            SELECT scope, group_key, max(name), sum(answers) AS sum FROM demand_cell
             WHERE scope IN ('street', 'trade') GROUP BY scope, group_key ORDER BY sum DESC LIMIT ?1
            """, most
        ) { (scope: Demand.Scope(rawValue: $0.text(0)), key: $0.text(1), name: $0.text(2)) }
        return found.compactMap { row in
            row.scope.map { (group: Demand.Group(scope: $0, key: row.key), name: row.name) }
        }.sorted { ($0.group.scope.rawValue, $0.name.folded) < ($1.group.scope.rawValue, $1.name.folded) }
    }
}
