import Base
import HTTP
import Shell
import Web

/// The pages of scenarios, and their removal.
package enum ScenarioHandlers {
    /// The scenarios of a project side by side, with the amounts that the query tries: nothing is stored.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(try ProjectHandlers.visible(context), context))
    }

    /// One scenario with its lines; 404 once it is removed.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let ((project, scenario), member) = (try visible(context), try context.requireMember())
        guard scenario.removal == nil else { throw Failure.notFound }
        let (choice, vat, opinions) = try context.read { db in
            (
                try ScenarioChoice.current(of: project.id, in: db), try VATStatus.current(in: db),
                try ExpertOpinion.all(of: project.id, in: db)
            )
        }
        let lines = { (isIncome: Bool) in
            scenario.details.lines.filter { $0.kind.isIncome == isIncome }.map {
                ScenarioPage.Line($0, of: project, context)
            }
        }
        var view = ScenarioView(
            scenario, scenario.totals, of: project, choice: choice, opinions: opinions, vat, context)
        view.share = try ShareFact.of(scenario, scenario.totals, of: project, context)
        return try context.render(
            ScenarioPage(
                project: project, view: view,
                backLink: context.link(.scenarios(project.publicID)),
                path: context.link(.scenario(scenario.publicID, of: project.publicID)), costs: lines(false),
                incomes: lines(true), vatWords: vat.words(context), hasRates: vat.hasRates,
                canEdit: scenario.isEditable(by: member, of: project)))
    }

    /// Removes a scenario: 303 to the comparison, with undo; with a message during a consultation and when shops have
    /// pledged to it.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let (project, scenario, member) = try own(context)
        let now = context.now
        do {
            try await context.write { db in
                if scenario.removal == nil {
                    try Audit.record(.scenarioRemoved, project.publicID, by: member, at: now, in: db)
                }
                try scenario.remove(by: member, at: now, in: db)
            }
        } catch Failure.over {
            return context.seeOther(
                .scenarios(project.publicID), flash: context.say(try lock(project, context)), isError: true)
        }
        return context.seeOther(
            .scenarios(project.publicID),
            flash: context.say("scenario.removed", ["title": scenario.details.title]),
            undo: .restoreScenario(scenario.publicID, of: project.publicID))
    }

    /// Puts a removed scenario back: 303 to it; with a message when four others stand meanwhile, or during a
    /// consultation.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (project, scenario, member) = try own(context)
        let now = context.now
        do {
            try await context.write { db in
                guard let current = try Scenario.find(scenario.id, in: db) else { throw Failure.notFound }
                if current.removal == nil { return }
                try current.restore(at: now, in: db)
                try Audit.record(.scenarioRestored, project.publicID, by: member, at: now, in: db)
            }
            return context.seeOther(
                .scenario(scenario.publicID, of: project.publicID), flash: context.say("scenario.restored"))
        } catch Failure.conflict {
            return context.seeOther(.scenarios(project.publicID), flash: context.say("scenario.full"), isError: true)
        } catch Failure.over {
            return locked(project, context)
        }
    }

    /// The project and the scenario of the address, removed or not; 404 when this person may not see the project.
    static func visible(_ context: Context) throws -> (Project, Scenario) {
        let project = try ProjectHandlers.visible(context)
        let found = try context.read { try Scenario.find(context.parameter("scenario"), of: project.id, in: $0) }
        guard let found else { throw Failure.notFound }
        return (project, found)
    }

    /// 303 to the comparison: a consultation is open, and what it asks about does not change.
    static func locked(_ project: Project, _ context: Context) -> Response {
        context.seeOther(
            .scenarios(project.publicID), flash: context.say("consultation.locked"), isError: true)
    }

    /// The message why a scenario does not change now: a consultation is open, or shops have pledged to it.
    static func lock(_ project: Project, _ context: Context) throws -> String {
        let asks = try context.read { try Consultation.open(of: project.id, at: context.now, in: $0) } != nil
        return asks ? "consultation.locked" : "call.locked"
    }

    private static func own(_ context: Context) throws -> (Project, Scenario, Member.ID) {
        let ((project, scenario), member) = (try visible(context), try context.requireMember())
        guard scenario.isEditable(by: member, of: project) else { throw Failure.notFound }
        return (project, scenario, member.id)
    }

    /// The comparison. `choice`: the form that chooses, as typed.
    static func page(_ project: Project, choice typed: FormState? = nil, _ context: Context) throws -> ScenariosPage {
        let member = try context.requireMember()
        let (all, choice, vat, consultation, opinions) = try context.read { db in
            (
                try Scenario.all(of: project.id, in: db), try ScenarioChoice.current(of: project.id, in: db),
                try VATStatus.current(in: db), try Consultation.latest(of: project.id, in: db),
                try ExpertOpinion.all(of: project.id, in: db)
            )
        }
        let nearby = try context.read {
            try NearbyProject.all(of: project, shownTo: member, today: context.now.local.day, in: $0)
        }
        let isLocked = consultation?.isOpen(at: context.now) ?? false
        var trial = FormState(context.query, fields: ScenarioTrial.fields, context)
        let views = try all.map { scenario in
            let totals = ScenarioTrial.totals(of: scenario, &trial)
            var view = ScenarioView(
                scenario, totals, of: project, choice: choice, opinions: opinions, vat, context)
            view.share = try ShareFact.of(scenario, totals, of: project, context)
            return view
        }
        let mayChoose = project.mayChoose(member)
        return ScenariosPage(
            project: project, projectLink: context.link(.project(project)),
            path: context.link(.scenarios(project.publicID)), scenarios: views, vatWords: vat.words(context),
            canAdd: project.mayAddScenario(member) && !isLocked,
            choice: ChoiceView(choice, all, canUndo: mayChoose && !isLocked, context),
            choiceForm: mayChoose && !all.isEmpty && !isLocked ? ChoiceForm(typed ?? FormState(context), all) : nil,
            consultation: consultation.map { ConsultationNote($0, of: project, context) },
            nearby: nearby.map { NearbyView($0, context) }, trial: trial,
            trialRows: all.map { ScenarioTrial.row($0, trial) },
            isTrying: ScenarioTrial.inputs.contains { !trial[$0].isEmpty })
    }
}

/// Amounts that a reader tries for a scenario, in the query of the comparison. Nothing is stored.
enum ScenarioTrial {
    private static let costs = amount("depenses-*", "trial.costs")
    private static let income = amount("recettes-*", "trial.income")

    /// The two fields of each scenario.
    static let inputs = (1...SiteLimits.scenarios).flatMap { [costs.row($0), income.row($0)] }
    static let fields = inputs.map(AnyField.init)

    private static func amount(_ name: String, _ label: String) -> TextField {
        TextField(
            name, label: label, limit: 20, presence: .conditional, inputMode: "decimal", isShort: true)
    }

    /// The sums of a scenario, with what was typed in their place. Adds an error to an amount that cannot be read.
    static func totals(of scenario: Scenario, _ form: inout FormState) -> BudgetTotals {
        let stored = scenario.totals
        let (costs, income) = (read(costs.row(scenario.number), &form), read(income.row(scenario.number), &form))
        if costs == nil, income == nil { return stored }
        return BudgetTotals(costs: costs ?? stored.costs, income: income ?? stored.income)
    }

    private static func read(_ field: TextField, _ form: inout FormState) -> Estimate? {
        let text = form[field].trimmed
        if text.isEmpty { return nil }
        guard let money = Money(typed: text) else {
            form.refuse(field, "budget.amount.invalid")
            return nil
        }
        return Estimate(low: money.cents, high: money.cents)
    }

    static func row(_ scenario: Scenario, _ form: FormState) -> ScenariosPage.TrialRow {
        ScenariosPage.TrialRow(
            name: scenario.details.title,
            inputs: [costs, income].map { form.input($0.row(scenario.number), aside: scenario.details.title) })
    }
}
