import Base
import SQLite
import Shell
import Shops

extension ScenarioKey {
    /// The key of a scenario; nil while none was chosen. Primary keys.
    static func of(_ scenario: Scenario.ID, in db: Reader) throws -> ScenarioKey? {
        let options = try db.rows(
            "SELECT number, name, amount FROM key_option WHERE scenario_id = ?1 ORDER BY number", scenario
        ) { KeyOption(number: $0.int(0), name: $0.text(1), amount: $0.optionalMeasure(2) ?? 0) }
        let shops = try KeyShop.all(of: scenario, in: db)
        return try db.first(
            """
            SELECT measure, second, thousandths, fixed_cents, floor_cents, cap_cents, asked, first_total, second_total,
                   distribution_key.version, project.public_id
              FROM distribution_key JOIN scenario ON scenario.id = scenario_id JOIN project ON project.id = project_id
             WHERE scenario_id = ?1
            """, scenario
        ) { row in
            let floor = row.optionalCents(4)
            let cap = row.optionalCents(5).map { max($0, floor ?? 0) }
            let rule = ShareRule(fixed: row.cents(3), floor: floor, cap: cap)
            guard
                let basis = DistributionKey.Basis(
                    measure: row.text(0), second: row.optionalText(1), thousandths: row.optionalInt(2))
            else { return nil }
            let key = DistributionKey(basis, rule)
            let totals = row.optionalTotal(7).map { [$0, row.optionalTotal(8) ?? 0] }
            return ScenarioKey(
                scenario: scenario, project: row.text(10), key: key, asked: Asked(rawValue: row.text(6)) ?? .all,
                options: options, shops: shops, frozenTotals: totals, version: row.int(9))
        } ?? nil
    }

    /// Whether a scenario has a key.
    static func exists(for scenario: Scenario.ID, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM distribution_key WHERE scenario_id = ?1", scenario) { _ in true } ?? false
    }
}

extension DistributionKey.Basis {
    /// From the columns; nil for a measure of a newer program.
    init?(measure: String, second: String?, thousandths: Int?) {
        if measure == "tier" {
            self = .tier
            return
        }
        guard let first = KeyMeasure(rawValue: measure) else { return nil }
        guard let second else {
            self = .one(first)
            return
        }
        guard let other = KeyMeasure(rawValue: second) else { return nil }
        self = .mix(first, other, thousandths: min(max(thousandths ?? 500, 0), 1_000))
    }

    var columns: (measure: String, second: String?, thousandths: Int?) {
        switch self {
        case .one(let measure): (measure.rawValue, nil, nil)
        case .mix(let first, let second, let part): (first.rawValue, second.rawValue, part)
        case .tier: ("tier", nil, nil)
        }
    }
}

extension KeyShop {
    fileprivate static func all(of scenario: Scenario.ID, in db: Reader) throws -> [KeyShop] {
        try db.rows(
            """
            SELECT shop.id, shop.code, shop.name, key_shop.surface_dm2, key_shop.frontage_cm, key_shop.headcount,
                   option_number, exemption, shop.removed_at IS NOT NULL
              FROM key_shop JOIN shop ON shop.id = key_shop.shop_id
             WHERE scenario_id = ?1 ORDER BY shop.name_key, shop.id
            """, scenario
        ) { row in
            KeyShop(
                id: Shop.ID(rawValue: row.int(0)), code: row.text(1), name: row.text(2),
                surface: row.optionalMeasure(3),
                frontage: row.optionalMeasure(4), headcount: row.optionalMeasure(5), option: row.optionalInt(6),
                exemption: row.text(7), isRemoved: row.bool(8))
        }
    }
}
