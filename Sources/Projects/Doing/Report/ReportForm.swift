import Base
import Shell
import Web

/// The form of a report: what was paid per line, what was learnt, a summary for everyone.
struct ReportForm: Sendable {
    static let learnt = TextField(
        "learnt", .lines(6), label: "outcome.learnt", limit: 5_000, hint: "outcome.learnt.hint", autocomplete: nil)
    static let summary = TextField(
        "summary", .lines(4), label: "outcome.summary", limit: 2_000, hint: "outcome.summary.hint", autocomplete: nil)
    static let label = TextField("paid-*-label", label: "outcome.line.label", limit: 120, presence: .conditional)
    static let amount = TextField(
        "paid-*-amount", label: "outcome.line.amount", limit: 20, presence: .conditional, inputMode: "decimal",
        isShort: true)
    /// Empty rows shown after those that are planned.
    static let blanks = 2
    static let fields =
        [learnt, summary].map(AnyField.init) + [.words("paid-*-label"), .words("paid-*-amount"), .choice("version")]

    private(set) var state: FormState
    let details: ProjectReport.Details

    /// Reads a submitted form. `planned`: the rows it was shown with.
    init(_ form: Form, planned: [ReportLine.Planned], _ context: Context) {
        var state = FormState(form, fields: ReportForm.fields, context)
        var details = ProjectReport.Details(
            learnt: state.text(ReportForm.learnt), summary: state.text(ReportForm.summary))
        for number in ReportLine.costs.lowerBound...ReportLine.incomes.upperBound {
            let (labelField, amountField) = (ReportForm.label.row(number), ReportForm.amount.row(number))
            let (label, typed) = (state.text(labelField), state[amountField].trimmed)
            if typed.isEmpty {
                // A planned line without an amount was not paid; what people typed is never dropped silently.
                if !label.isEmpty, !planned.contains(where: { $0.number == number }) {
                    state.refuse(amountField, "outcome.line.amount.missing")
                }
                continue
            }
            guard let actual = Money(typed: typed) else {
                state.refuse(amountField, "project.budget.invalid")
                continue
            }
            if label.isEmpty { state.refuse(labelField, "outcome.line.label.missing") }
            let known = planned.first { $0.number == number }
            let kind = known?.kind ?? (ReportLine.costs.contains(number) ? .other : .otherIncome)
            details.lines.append(ReportLine(number, kind, label, planned: known?.planned, actual: actual))
        }
        self.details = details
        self.state = state
    }

    /// The form of a stored report.
    static func of(_ report: ProjectReport, _ planned: [ReportLine.Planned], _ context: Context) -> FormState {
        var values = [
            learnt.name: report.details.learnt, summary.name: report.details.summary,
            "version": String(report.version),
        ]
        for line in planned { values[label.row(line.number).name] = line.label }
        for line in report.details.lines { values[amount.row(line.number).name] = line.actual.typed }
        return FormState(values, context)
    }
}

/// The form of a shop’s answer.
enum AnswerForm {
    static let word = TextField(
        "word", .lines(2), label: "outcome.word", limit: 500, hint: "outcome.word.hint", autocomplete: nil)
    static let choice = "again"
    static let shop = "boutique"
    static let fields = [AnyField(word), .choice(choice), .choice(shop)]
}
