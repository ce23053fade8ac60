import Base
import HTMLTemplate
import Shell

/// The tasks of a project: those of the reader first, then the free ones, the others, and what is done.
struct TaskListPage: Page {
    static let template = "tasks/index"
    let title: String
    let backLink: String
    let action: String
    let groups: [TaskGroup]
    let done: [TaskRow]
    let form: FormState
    let people: [FormOption]
    /// The reader may add tasks.
    let canAdd: Bool
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<TaskListPage>] = [
        .text("title") { $0.title }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .list("groups") { $0.groups }, .list("done") { $0.done }, .flag("hasDone") { !$0.done.isEmpty },
        .flag("isEmpty") { $0.groups.isEmpty && $0.done.isEmpty }, .flag("canAdd") { $0.canAdd },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { [$0.form.input(TaskForm.title)] }, .one("dueField") { $0.form.input(TaskForm.dueOn) },
        .list("people") { $0.people }, .optionalText("error") { $0.form.error(TaskForm.person) },
        .text("name") { _ in TaskForm.person },
    ]
}

/// Tasks under one heading.
struct TaskGroup: PageModel {
    let heading: String
    let tasks: [TaskRow]

    static let fields: [Field<TaskGroup>] = [.text("heading") { $0.heading }, .list("tasks") { $0.tasks }]
}

/// A task in a list, with what the reader may do about it.
struct TaskRow: PageModel {
    let title: String
    let who: String
    let until: String
    let isLate: Bool
    let doneWords: String?
    let finish: String?
    let take: String?
    let reopen: String?
    let edit: String?

    static let fields: [Field<TaskRow>] = [
        .text("title") { $0.title }, .text("who") { $0.who }, .text("until") { $0.until },
        .flag("isLate") { $0.isLate }, .optionalText("doneWords") { $0.doneWords },
        .optionalText("finish") { $0.finish }, .optionalText("take") { $0.take },
        .optionalText("reopen") { $0.reopen }, .optionalText("edit") { $0.edit },
    ]

    /// - Parameter isHelper: the reader may take free ones and change them.
    init(_ task: ProjectTask, of project: Project, isHelper: Bool, _ context: Context) {
        let (member, today) = (context.member, context.now.local.day)
        let isOwn = task.details.person != nil && task.details.person == member?.id
        let mayFinish = isOwn || member?.may(.leadProject, project) == true
        title = task.details.title
        who = isOwn ? context.say("task.you") : task.personName ?? context.say("task.who.free")
        until = task.details.dueOn.map { task.dueWords($0, context) } ?? ""
        isLate = task.isLate(on: today)
        doneWords = task.doneAt.map { moment in
            context.say(
                "task.done.by",
                ["name": task.doneBy ?? "", "date": context.language.day(moment.local.day, seenOn: today)])
        }
        finish = !task.isDone && mayFinish ? context.link(.finishTask(task.publicID, of: project)) : nil
        take =
            !task.isDone && isHelper && task.details.person == nil
            ? context.link(.takeTask(task.publicID, of: project)) : nil
        reopen = task.isDone && mayFinish ? context.link(.reopenTask(task.publicID, of: project)) : nil
        edit = !task.isDone && isHelper ? context.link(.editTask(task.publicID, of: project)) : nil
    }
}

extension ProjectTask {
    /// «avant le samedi 7 mars», «en retard depuis le 7 mars».
    func dueWords(_ day: Day, _ context: Context) -> String {
        let today = context.now.local.day
        if isLate(on: today) { return context.say("task.late.since", ["date": context.language.shortDate(day)]) }
        return day == today
            ? context.say("task.due.today")
            : context.say("task.due.until", ["date": context.language.day(day, seenOn: today)])
    }
}

/// The form of a stored task.
struct TaskFormPage: Page {
    static let template = "tasks/edit"
    let backLink: String
    let action: String
    let removeAction: String
    let form: FormState
    let people: [FormOption]
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<TaskFormPage>] = [
        .text("backLink") { $0.backLink }, .text("action") { $0.action }, .text("removeAction") { $0.removeAction },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { [$0.form.input(TaskForm.title)] }, .one("dueField") { $0.form.input(TaskForm.dueOn) },
        .list("people") { $0.people }, .optionalText("error") { $0.form.error(TaskForm.person) },
        .text("name") { _ in TaskForm.person },
    ]
}
