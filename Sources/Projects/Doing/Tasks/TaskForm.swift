import Base
import Shell
import Web

/// The form of a task: what, who, until when.
struct TaskForm: Sendable {
    static let title = TextField(
        "task", label: "task.title", limit: 160, missing: "task.title.missing", hint: "task.title.hint")
    static let dueOn = TextField(
        "due", .date, label: "task.due", limit: nil, autocomplete: nil, isShort: true)
    /// The public id of who does it; empty while it is free.
    static let person = "who"
    static let fields = [title, dueOn].map(AnyField.init) + [.choice(person)]

    var state: FormState
    let details: ProjectTask.Details

    /// Reads a submitted form. `helpers`: who may be asked.
    init(_ form: Form, helpers: [ProjectHelper], _ context: Context) {
        var state = FormState(form, fields: TaskForm.fields, context)
        let title = state.text(TaskForm.title)
        let typed = state.text(TaskForm.dueOn)
        let dueOn = Day(typed)
        if !typed.isEmpty, dueOn.map({ (2_000...9_000).contains($0.year) }) != true {
            state.refuse(TaskForm.dueOn, "deal.day.unreadable")
        }
        let person = helpers.first { $0.publicID == state[TaskForm.person] }
        if person == nil, !state[TaskForm.person].isEmpty {
            state.refuse(TaskForm.person, context.say("task.who.gone"))
        }
        details = ProjectTask.Details(title, person: person?.id, dueOn: dueOn)
        self.state = state
    }

    /// The form of a stored one.
    static func of(_ task: ProjectTask, _ helpers: [ProjectHelper], _ context: Context) -> FormState {
        let person = helpers.first { $0.id == task.details.person }
        return FormState(
            [
                title.name: task.details.title, dueOn.name: task.details.dueOn?.description ?? "",
                self.person: person?.publicID ?? "",
            ], context)
    }

    /// Who may be asked, after «personne encore».
    static func people(_ form: FormState, _ helpers: [ProjectHelper], _ context: Context) -> [FormOption] {
        [FormOption(value: "", text: context.say("task.who.free"), isChosen: form[person].isEmpty)]
            + helpers.map { FormOption(value: $0.publicID, text: $0.name, isChosen: form[person] == $0.publicID) }
    }
}
