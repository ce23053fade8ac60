import Base
import HTMLTemplate
import Shell

/// The lines of a budget in the form of a scenario: rows of kind, label, two amounts, rate of VAT, supplier and quote.
enum BudgetForm {
    static let rows = RowGroup(
        name: "budget", rowsAtMost: SiteLimits.budgetLines,
        fields: [
            amount("low"), amount("high"), field("label", limit: 120), field("supplier", limit: 120),
        ])
    private static let (low, high, label, supplier) = (0, 1, 2, 3)

    static func kind(_ row: Int) -> String { "budget-\(row)-kind" }
    static func vat(_ row: Int) -> String { "budget-\(row)-vat" }
    static func quote(_ row: Int) -> String { "budget-\(row)-quote" }

    private static let menus = rows.rows.flatMap { [kind($0), vat($0), quote($0)] }
    static let fields = rows.anyFields + menus.map(AnyField.choice)
    static let unit = FormUnit(rows.unit.name, fields: rows.unit.fields + menus)

    private static func field(_ name: String, limit: Int) -> TextField {
        TextField("budget-*-\(name)", label: "budget.\(name)", limit: limit, presence: .conditional)
    }

    private static func amount(_ name: String) -> TextField {
        TextField(
            "budget-*-\(name)", label: "budget.\(name)", limit: 20, presence: .conditional, inputMode: "decimal",
            isShort: true)
    }

    /// The form values of these lines. Without rates, each amount is what is paid.
    static func values(_ lines: [BudgetLine], hasRates: Bool) -> [String: String] {
        var values: [String: String] = [:]
        for line in lines where rows.rows.contains(line.number) {
            let amounts = hasRates ? line.net : line.paid
            let typed = [amounts.low, amounts.high].map { Money(cents: $0).typed }
            rows.fill(
                line.number, [typed[0], typed[0] == typed[1] ? "" : typed[1], line.label, line.supplier], &values)
            values[kind(line.number)] = line.kind.rawValue
            values[quote(line.number)] = line.quote
            if hasRates { values[vat(line.number)] = String(line.vat?.permille ?? 0) }
        }
        return values
    }

    /// Reads the rows. Adds an error to each field that is wrong; a row with nothing in it is left out.
    static func read(_ form: inout FormState, hasRates: Bool, _ context: Context) -> [BudgetLine] {
        var lines: [BudgetLine] = []
        for number in rows.rows where form[rows.removal(number)] != "1" {
            let isEmpty = form[kind(number)].isEmpty && rows.inputs(number).allSatisfy { form[$0].trimmed.isEmpty }
            if !isEmpty, let line = line(number, &form, hasRates, context) { lines.append(line) }
        }
        return lines
    }

    /// A line out of the fields of its row; nil when one of them has an error.
    private static func line(
        _ number: Int, _ form: inout FormState, _ hasRates: Bool, _ context: Context
    ) -> BudgetLine? {
        let inputs = rows.inputs(number)
        let texts = inputs.map { form.text($0) }
        guard let kind = BudgetKind(rawValue: form[BudgetForm.kind(number)]) else {
            form.refuse(BudgetForm.kind(number), context.say("budget.kind.missing"))
            return nil
        }
        let low = money(texts[BudgetForm.low], inputs[BudgetForm.low], &form)
        let high =
            texts[BudgetForm.high].isEmpty
            ? low : money(texts[BudgetForm.high], inputs[BudgetForm.high], &form)
        if let low, let high, high < low { form.refuse(inputs[BudgetForm.high], "budget.high.less") }
        let vat = hasRates ? VATRate.all.first { String($0.permille) == form[BudgetForm.vat(number)] } : nil
        if hasRates, vat == nil { form.refuse(BudgetForm.vat(number), context.say("budget.vat.missing")) }
        let quote = form[BudgetForm.quote(number)]
        guard let low, let high, high >= low else { return nil }
        return BudgetLine(
            number, kind, texts[label].isEmpty ? kind.words(context) : texts[label], low: low, high: high, vat: vat,
            supplier: texts[supplier], quote: quote.isEmpty ? nil : quote)
    }

    private static func money(_ text: String, _ field: TextField, _ form: inout FormState) -> Money? {
        guard let money = Money(typed: text) else {
            form.refuse(field, "budget.amount.invalid")
            return nil
        }
        guard money <= BudgetLine.most else {
            form.refuse(field, "budget.amount.most")
            return nil
        }
        return money
    }
}
