import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// The current choice, in words.
struct ChoiceView: PageModel {
    let sentence: String
    let reason: String
    /// Whether the member may take it back.
    let canUndo: Bool

    static let fields: [Field<ChoiceView>] = [
        .text("sentence") { $0.sentence }, .text("reason") { $0.reason }, .flag("canUndo") { $0.canUndo },
    ]

    /// «La formule « Sobre » est choisie le … par Camille Rey.»
    init?(_ choice: ScenarioChoice?, _ scenarios: [Scenario], canUndo: Bool, _ context: Context) {
        guard let choice, let scenario = scenarios.first(where: { $0.id == choice.scenario }) else { return nil }
        let values = [
            "title": scenario.details.title, "date": context.language.date(choice.chosenAt.local.day),
            "name": choice.chooser ?? "",
        ]
        sentence = context.say(choice.chooser == nil ? "choice.byMembers" : "choice.by", values)
        (reason, self.canUndo) = (choice.reason, canUndo)
    }
}

/// The form by which the lead and the board choose a scenario.
struct ChoiceForm: PageModel {
    static let reason = TextField(
        "reason", .lines(2), label: "choice.reason", limit: 500, hint: "choice.reason.hint", autocomplete: nil)
    static let formFields = [.choice("scenario"), AnyField(reason)]

    let form: FormState
    let options: [FormOption]

    static let fields: [Field<ChoiceForm>] = [
        .list("options") { $0.options }, .one("reasonInput") { $0.form.input(reason) },
        .optionalText("optionError") { $0.form.error("scenario") },
    ]

    /// Nothing is chosen beforehand.
    init(_ form: FormState, _ scenarios: [Scenario]) {
        self.form = form
        options = scenarios.map {
            FormOption(value: $0.publicID, text: $0.details.title, isChosen: form["scenario"] == $0.publicID)
        }
    }
}

/// The choice of a scenario.
package enum ScenarioChoiceHandlers {
    /// Chooses a scenario: 303 to the comparison; 422 without one; 404 for members who may not choose.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member) = try chooser(context)
        var form = FormState(try context.form(), fields: ChoiceForm.formFields, context)
        let reason = form.text(ChoiceForm.reason)
        let (wanted, now) = (form["scenario"], context.now)
        let scenarios = try context.read { try Scenario.all(of: project.id, in: $0) }
        if !scenarios.contains(where: { $0.publicID == wanted }) {
            form.refuse("scenario", context.say("choice.missing"))
        }
        guard form.isValid else {
            return try context.render(
                try ScenarioHandlers.page(project, choice: form, context), status: .unprocessableContent)
        }
        do {
            try await context.write { db in
                guard let scenario = try Scenario.find(wanted, of: project.id, in: db), scenario.removal == nil else {
                    throw Failure.conflict
                }
                // A button pressed twice chooses once.
                if try ScenarioChoice.current(of: project.id, in: db)?.scenario == scenario.id { return }
                try scenario.choose(by: member.id, reason: reason, at: now, in: db)
                try Audit.record(.scenarioChosen, project.publicID, by: member.id, at: now, in: db)
                try project.tell(.scenarioChosen, by: member.id, at: now, in: db)
            }
        } catch Failure.over {
            return ScenarioHandlers.locked(project, context)
        }
        return context.seeOther(
            .scenarios(project.publicID), flash: context.say("choice.made"), undo: .undoScenarioChoice(project.publicID)
        )
    }

    /// Undoes the choice: the previous one applies again, if there was one. 303 to the comparison.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member) = try chooser(context)
        let now = context.now
        try await context.write { db in
            guard let choice = try ScenarioChoice.current(of: project.id, in: db) else { return }
            try choice.undo(at: now, in: db)
            try Audit.record(.scenarioChoiceUndone, project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(.scenarios(project.publicID), flash: context.say("choice.undone"))
    }

    private static func chooser(_ context: Context) throws -> (Project, Member) {
        let (project, member) = (try ProjectHandlers.visible(context), try context.requireMember())
        guard project.mayChoose(member) else { throw Failure.notFound }
        return (project, member)
    }
}
