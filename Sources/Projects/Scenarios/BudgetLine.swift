import Base
import SQLite
import Shell

/// A rate of VAT in thousandths: 200 is 20 %.
package struct VATRate: Sendable, Hashable {
    /// 0 to 1,000.
    package let permille: Int

    /// Clamped to 0…1,000.
    package init(permille: Int) { self.permille = min(max(permille, 0), 1_000) }

    /// The rates of goods and services in France (CGI, art. 278 to 281 nonies, and art. 296 overseas).
    package static let all = [200, 100, 85, 55, 21, 0].map(VATRate.init(permille:))

    /// The VAT of an amount, in cents, half a cent rounded up.
    func tax(of cents: Int) -> Int { (cents * permille + 500) / 1_000 }

    /// «20 %», «5,5 %».
    func words(_ context: Context) -> String {
        let (whole, tenth) = permille.quotientAndRemainder(dividingBy: 10)
        return tenth == 0
            ? context.say("budget.vat.rate", ["rate": "\(whole)"])
            : context.say("budget.vat.rate.tenths", ["rate": "\(whole)", "tenth": "\(tenth)"])
    }
}

/// An amount between two bounds, in cents.
package struct Estimate: Sendable, Equatable {
    /// At most `high`.
    package let low: Int
    package let high: Int

    package init(low: Int, high: Int) { (self.low, self.high) = (low, high) }

    package static let zero = Estimate(low: 0, high: 0)

    package static func + (left: Estimate, right: Estimate) -> Estimate {
        Estimate(low: left.low + right.low, high: left.high + right.high)
    }

    /// «1 200 €», «entre 1 200 € et 1 500 €».
    package func words(_ context: Context) -> String {
        let (least, most) = (context.language.money(Money(cents: low)), context.language.money(Money(cents: high)))
        return low == high ? most : context.say("budget.between", ["low": least, "high": most])
    }
}

/// A cost or an income of a scenario, with the lowest and the highest estimate.
package struct BudgetLine: Sendable, Equatable {
    /// One million euros: the most of one line.
    static let most = Money(cents: 100_000_000)

    /// Its row in the form, from 1: the same while the scenario is changed.
    package let number: Int
    package let kind: BudgetKind
    /// What it is for: «Affiches».
    package let label: String
    /// The lowest and the highest estimate, without VAT where a rate is known.
    package let low: Money
    package let high: Money
    /// The rate added to the amounts; nil when they are all that is paid.
    package let vat: VATRate?
    /// Who would be paid; may be empty.
    package let supplier: String
    /// The public id of the document of the project that is its quote; nil without one, or once it is removed.
    package let quote: String?

    package init(
        _ number: Int, _ kind: BudgetKind, _ label: String, low: Money, high: Money? = nil, vat: VATRate? = nil,
        supplier: String = "", quote: String? = nil
    ) {
        (self.number, self.kind, self.label, self.vat, self.supplier) = (number, kind, label, vat, supplier)
        self.quote = quote
        (self.low, self.high) = (low, high ?? low)
    }

    /// Without VAT, where a rate is known.
    package var net: Estimate { Estimate(low: low.cents, high: high.cents) }
    /// The VAT of the bounds, each rounded; zero without a rate.
    package var tax: Estimate {
        Estimate(low: vat?.tax(of: low.cents) ?? 0, high: vat?.tax(of: high.cents) ?? 0)
    }
    /// What is paid: with VAT.
    package var paid: Estimate { net + tax }
}

/// The sums of a budget.
package struct BudgetTotals: Sendable, Equatable {
    /// What is paid, and what is received, with VAT.
    package let costs: Estimate
    package let income: Estimate
    /// The costs without VAT, and their VAT; nil for sums that a reader tries.
    package let net: Estimate?
    package let tax: Estimate?

    package init(_ lines: [BudgetLine]) {
        let (costs, income) = (lines.filter { !$0.kind.isIncome }, lines.filter(\.kind.isIncome))
        self.costs = costs.map(\.paid).reduce(.zero, +)
        self.income = income.map(\.paid).reduce(.zero, +)
        net = costs.map(\.net).reduce(.zero, +)
        tax = costs.map(\.tax).reduce(.zero, +)
    }

    /// Sums tried by a reader, not stored.
    package init(costs: Estimate, income: Estimate) {
        (self.costs, self.income, net, tax) = (costs, income, nil, nil)
    }

    /// What the shops have to pay: costs less income. Low: low costs less high income; high: the opposite.
    package var toFinance: Estimate {
        Estimate(low: max(0, costs.low - income.high), high: max(0, costs.high - income.low))
    }

    /// Income beyond the costs, with low income and high costs.
    package var surplus: Int { max(0, income.low - costs.high) }
}

extension BudgetLine {
    static let columns = """
        budget_line.number, budget_line.kind, budget_line.label, budget_line.low_cents, budget_line.high_cents,
        budget_line.vat_permille, budget_line.supplier,
        (SELECT public_id FROM project_document WHERE id = quote_id AND removed_at IS NULL)
        """

    /// From `columns`. A kind of a newer program is read as another cost.
    init(row: Row, at column: Int) {
        self.init(
            row.int(column), BudgetKind(rawValue: row.text(column + 1)) ?? .other, row.text(column + 2),
            low: Money(cents: row.int(column + 3)), high: Money(cents: row.int(column + 4)),
            vat: row.optionalInt(column + 5).map(VATRate.init(permille:)), supplier: row.text(column + 6),
            quote: row.optionalText(column + 7))
    }

    /// Replaces the lines of a scenario. A line with the same number keeps its row. A quote that is no document of the
    /// project is left out.
    static func replace(_ lines: [BudgetLine], of scenario: Scenario.ID, in db: Writer) throws {
        let numbers = "[" + lines.map { String($0.number) }.joined(separator: ",") + "]"
        try db.run(
            "DELETE FROM budget_line WHERE scenario_id = ?1 AND number NOT IN (SELECT value FROM json_each(?2))",
            scenario, numbers)
        for line in lines {
            try db.run(
                """
                INSERT INTO budget_line (scenario_id, number, kind, label, low_cents, high_cents, vat_permille, supplier,
                                         quote_id)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
                        (SELECT project_document.id FROM project_document JOIN scenario USING (project_id)
                          WHERE project_document.public_id = ?9 AND project_document.removed_at IS NULL
                            AND scenario.id = ?1))
                    ON CONFLICT (scenario_id, number) DO UPDATE
                   SET kind = excluded.kind, label = excluded.label, low_cents = excluded.low_cents,
                       high_cents = excluded.high_cents, vat_permille = excluded.vat_permille,
                       supplier = excluded.supplier, quote_id = excluded.quote_id
                """, scenario, line.number, line.kind.rawValue, line.label, line.low, line.high, line.vat?.permille,
                line.supplier, line.quote)
        }
    }
}
