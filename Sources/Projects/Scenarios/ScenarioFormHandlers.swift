import Base
import HTTP
import Shell
import Web

/// The forms that add and change a scenario.
package enum ScenarioFormHandlers {
    /// The empty form, or with `?de=` a copy of another scenario of the project; 404 for members who may not add one.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let project = try addable(context)
        let model = context.query["de"]
        let (all, setting) = try context.read { db in
            (try Scenario.all(of: project.id, in: db), try BudgetSetting.of(project, in: db))
        }
        guard all.count < SiteLimits.scenarios else { return full(project, context) }
        var details = ScenarioDetails(title: "")
        if let chosen = all.first(where: { $0.publicID == model }) {
            details = chosen.details
            details.title = ""
        } else {
            details.heldOn = project.details.dates.min(by: ProjectDate.isEarlier)?.from
            details.happens = project.details.happens
        }
        let form = FormState(ScenarioForm.values(details, hasRates: setting.vat.hasRates), context)
        var page = page(project, form, setting, emptyRows: details.lines.isEmpty ? 3 : 1, context)
        page.models = all.map { scenario in
            ScenarioLink(
                name: scenario.details.title,
                link: context.link(Link.newScenario(project.publicID).adding("de", scenario.publicID)))
        }
        return try context.render(page)
    }

    /// Adds a scenario: 303 to it; 422 with the form as typed. The same title again within ten minutes leads to the one
    /// added first. 409 with the form as typed when the project has four, and during a consultation. `add` shows the
    /// form again with more rows.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member) = (try addable(context), try context.requireMember())
        let typed = try context.form()
        let setting = try context.read { try BudgetSetting.of(project, in: $0) }
        let form = ScenarioForm(typed, hasRates: setting.vat.hasRates, context)
        if typed["add"] != nil {
            return try context.render(
                page(project, FormState(form.state.values, context), setting, emptyRows: 3, context))
        }
        guard form.state.isValid else {
            return try context.render(
                page(project, form.state, setting, emptyRows: 1, context), status: .unprocessableContent)
        }
        let (details, publicID, now) = (form.details, context.site.randomness.publicID(), context.now)
        do {
            let made = try await context.write { db in
                let made = try details.insert(publicID: publicID, of: project.id, by: member.id, at: now, in: db)
                if made == publicID {
                    try Audit.record(.scenarioAdded, project.publicID, by: member.id, at: now, in: db)
                    try project.tell(.scenarioAdded, by: member.id, at: now, in: db)
                }
                return made
            }
            return context.seeOther(.scenario(made, of: project.publicID), flash: context.say("scenario.added"))
        } catch let failure as Failure where failure == .conflict || failure == .over {
            var state = form.state
            state.refuse(ScenarioForm.title, failure == .over ? "consultation.locked" : "scenario.full")
            return try context.render(page(project, state, setting, emptyRows: 1, context), status: .conflict)
        }
    }

    /// The form of an existing scenario; 404 for members who may not change it.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (project, scenario) = try editable(context)
        let setting = try context.read { try BudgetSetting.of(project, in: $0) }
        let form = FormState(ScenarioForm.values(scenario, hasRates: setting.vat.hasRates), context)
        return try context.render(editPage(project, scenario, form, setting, emptyRows: 1, context))
    }

    /// Changes a scenario: 303 to it; 422 with the form as typed. Fields that another person changed meanwhile are
    /// preserved; when both changed the same field, 409 shows both and the other fields are saved. During a
    /// consultation, and when shops have pledged to it, 409 with the form as typed.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (project, scenario) = try editable(context)
        let member = try context.requireMember()
        let setting = try context.read { try BudgetSetting.of(project, in: $0) }
        let sent = try context.form()
        let form = ScenarioForm(sent, hasRates: setting.vat.hasRates, context)
        if sent["add"] != nil {
            let state = FormState(form.state.values, context)
            return try context.render(editPage(project, scenario, state, setting, emptyRows: 3, context))
        }
        guard form.state.isValid else {
            return try context.render(
                editPage(project, scenario, form.state, setting, emptyRows: 1, context), status: .unprocessableContent)
        }
        let edit = ScenarioEdit(
            scenario: scenario.publicID, project: project.id, typed: form.state.values, details: form.details,
            hasRates: setting.vat.hasRates)
        let now = context.now
        let (merge, current): (FormMerge, Scenario)
        do {
            (merge, current) = try await context.write { db in
                try Audit.record(.scenarioChanged, project.publicID, by: member.id, at: now, in: db)
                return try edit.save(at: now, in: db)
            }
        } catch Failure.over {
            var state = form.state
            state.refuse(ScenarioForm.title, try ScenarioHandlers.lock(project, context))
            return try context.render(
                editPage(project, scenario, state, setting, emptyRows: 1, context), status: .conflict)
        }
        guard merge.conflicts.isEmpty else { return try conflict(merge, edit, current, project, setting, context) }
        return context.seeOther(.scenario(current.publicID, of: project.publicID), flash: context.say("scenario.saved"))
    }

    /// The form with the stored values, and with the typed value in each field that both changed.
    private static func conflict(
        _ merge: FormMerge, _ edit: ScenarioEdit, _ current: Scenario, _ project: Project, _ setting: BudgetSetting,
        _ context: Context
    ) throws -> Response {
        let stored = ScenarioForm.values(current, hasRates: setting.vat.hasRates)
        let changes = ScenarioForm.units.filter { merge.conflicts.contains($0.name) }.map { unit in
            let field = ScenarioForm.inputs.first { $0.name == unit.name }
            let text =
                field == nil
                ? current.details.lines.map { $0.label + " : " + $0.paid.words(context) }.joined(separator: "\n")
                : unit.name == ScenarioForm.heldOn.name
                    ? current.details.heldOn.map(context.language.date) ?? "" : stored[unit.name] ?? ""
            return FormConflict.Change(
                label: context.say(field?.label ?? "budget.title"),
                stored: text.isEmpty ? context.say("form.conflict.empty") : text)
        }
        let values = merge.values(ScenarioForm.units, typed: edit.typed, stored: stored)
        var page = editPage(project, current, FormState(values, context), setting, emptyRows: 1, context)
        page.conflict = FormConflict(changes: changes)
        return try context.render(page, status: .conflict)
    }

    /// The project of the address, when this member may add a scenario to it; 404 otherwise.
    private static func addable(_ context: Context) throws -> Project {
        let project = try ProjectHandlers.visible(context)
        guard project.mayAddScenario(try context.requireMember()) else { throw Failure.notFound }
        return project
    }

    /// The scenario of the address, when this member may change it; 404 otherwise.
    private static func editable(_ context: Context) throws -> (Project, Scenario) {
        let (project, scenario) = try ScenarioHandlers.visible(context)
        guard scenario.removal == nil, scenario.isEditable(by: try context.requireMember(), of: project) else {
            throw Failure.notFound
        }
        return (project, scenario)
    }

    private static func full(_ project: Project, _ context: Context) -> Response {
        context.seeOther(.scenarios(project.publicID), flash: context.say("scenario.full"), isError: true)
    }

    private static func page(
        _ project: Project, _ form: FormState, _ setting: BudgetSetting, emptyRows: Int, _ context: Context
    ) -> ScenarioFormPage {
        ScenarioFormPage(
            title: context.say("scenario.new.title"), action: context.link(.scenarios(project.publicID)),
            backLink: context.link(.scenarios(project.publicID)), backText: context.say("scenarios.title"),
            submitText: context.say("scenario.new.submit"), form: form,
            budget: BudgetRows(form, empty: emptyRows, setting, context), vat: setting.vat,
            vatWords: setting.vat.words(context))
    }

    private static func editPage(
        _ project: Project, _ scenario: Scenario, _ form: FormState, _ setting: BudgetSetting, emptyRows: Int,
        _ context: Context
    ) -> ScenarioFormPage {
        ScenarioFormPage(
            title: context.say("scenario.edit.title"),
            action: context.link(.editScenario(scenario.publicID, of: project.publicID)),
            backLink: context.link(.scenario(scenario.publicID, of: project.publicID)),
            backText: scenario.details.title, submitText: context.say("form.save"), form: form,
            budget: BudgetRows(form, empty: emptyRows, setting, context), vat: setting.vat,
            vatWords: setting.vat.words(context))
    }
}
