import Base
import SQLite
import Shell
import Web

/// The form of a scenario: a title, optional words, and the lines of its budget.
struct ScenarioForm: Sendable {
    static let title = TextField(
        "title", label: "scenario.name", limit: 80, missing: "scenario.name.missing", hint: "scenario.name.hint")
    static let what = TextField("what", .lines(4), label: "scenario.what", limit: 2_000, autocomplete: nil)
    static let heldOn = TextField(
        "heldOn", .date, label: "scenario.heldOn", limit: nil, invalid: "project.date.unreadable", isShort: true)
    static let happens = TextField(
        "happens", label: "scenario.happens", limit: 120, hint: "scenario.happens.hint")
    static let participants = TextField(
        "participants", label: "scenario.participants", limit: 200, hint: "scenario.participants.hint")
    static let inputs = [title, what, heldOn, happens, participants]
    static let fields =
        inputs.map(AnyField.init) + BudgetForm.fields + [
            .choice("version"), FormBase.field, .choice("add"),
        ]
    /// What is merged when two people edit a scenario.
    static let units = inputs.map(FormUnit.init) + [BudgetForm.unit]

    private(set) var state: FormState
    let details: ScenarioDetails

    /// Reads a submitted form. `hasRates`: amounts are typed without VAT.
    init(_ form: Form, hasRates: Bool, _ context: Context) {
        var state = FormState(form, fields: ScenarioForm.fields, context)
        var details = ScenarioDetails(title: state.text(ScenarioForm.title))
        details.what = state.text(ScenarioForm.what)
        let day = state.text(ScenarioForm.heldOn)
        details.heldOn = Day(day)
        let years = context.now.local.day.year - 1...context.now.local.day.year + 10
        if !day.isEmpty, details.heldOn.map({ !years.contains($0.year) }) ?? true {
            state.refuse(ScenarioForm.heldOn, details.heldOn == nil ? "project.date.unreadable" : "project.date.year")
        }
        details.happens = state.text(ScenarioForm.happens)
        details.participants = state.text(ScenarioForm.participants)
        details.lines = BudgetForm.read(&state, hasRates: hasRates, context)
        (self.state, self.details) = (state, details)
    }

    /// The form values of these details.
    static func values(_ details: ScenarioDetails, hasRates: Bool) -> [String: String] {
        [
            title.name: details.title, what.name: details.what, heldOn.name: details.heldOn?.description ?? "",
            happens.name: details.happens, participants.name: details.participants,
        ].merging(BudgetForm.values(details.lines, hasRates: hasRates)) { first, _ in first }
    }

    /// The values of the form of a stored scenario, with the version and the base it is loaded with.
    static func values(_ scenario: Scenario, hasRates: Bool) -> [String: String] {
        var values = values(scenario.details, hasRates: hasRates)
        values[FormBase.field.name] = FormBase(units, values).text
        values["version"] = String(scenario.version)
        return values
    }
}

/// A submitted form of a scenario, to be merged with what is stored when it is written.
struct ScenarioEdit: Sendable {
    let scenario: String
    let project: Project.ID
    /// The fields as typed, and as parsed.
    let typed: [String: String]
    let details: ScenarioDetails
    let hasRates: Bool

    /// Stores the fields that only this person changed. Returns the merge and the scenario after it; `notFound` when it
    /// was removed meanwhile.
    func save(at now: Instant, in db: Writer) throws -> (FormMerge, Scenario) {
        let current = try find(in: db)
        let merge = FormMerge(
            ScenarioForm.units, typed: typed, read: ScenarioForm.values(details, hasRates: hasRates),
            stored: ScenarioForm.values(current.details, hasRates: hasRates),
            isCurrent: typed["version"] == String(current.version))
        if merge.mine.isEmpty { return (merge, current) }
        var new = current.details
        if merge.mine.contains(ScenarioForm.title.name) { new.title = details.title }
        if merge.mine.contains(ScenarioForm.what.name) { new.what = details.what }
        if merge.mine.contains(ScenarioForm.heldOn.name) { new.heldOn = details.heldOn }
        if merge.mine.contains(ScenarioForm.happens.name) { new.happens = details.happens }
        if merge.mine.contains(ScenarioForm.participants.name) { new.participants = details.participants }
        if merge.mine.contains(BudgetForm.unit.name) { new.lines = details.lines }
        try current.update(new, at: now, in: db)
        return (merge, try find(in: db))
    }

    private func find(in db: Reader) throws -> Scenario {
        guard let found = try Scenario.find(scenario, of: project, in: db), found.removal == nil else {
            throw Failure.notFound
        }
        return found
    }
}
