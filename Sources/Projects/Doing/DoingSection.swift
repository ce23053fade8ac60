import Base
import HTMLTemplate
import SQLite
import Shell

/// The tasks of a project, on its page.
struct DoingSection: PageModel {
    /// The next ones to do.
    let tasks: [TaskRow]
    let open: Int
    let done: Int
    let isHelper: Bool
    let link: String
    let posterLink: String?
    /// The project that this one continues.
    let previousLink: String?
    let previousTitle: String

    /// The tasks shown on the page of the project.
    private static let shown = 4

    static let fields: [Field<DoingSection>] = [
        .list("tasks") { $0.tasks }, .number("open") { $0.open }, .number("done") { $0.done },
        .flag("isHelper") { $0.isHelper }, .text("tasksLink") { $0.link },
        .optionalText("posterLink") { $0.posterLink }, .optionalText("previousLink") { $0.previousLink },
        .text("previousTitle") { $0.previousTitle },
    ]

    /// The section as the member of this request sees it; nil for guests, and for a member who can add none while there
    /// are none.
    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> DoingSection? {
        guard let member = context.member, project.withdrawal == nil else { return nil }
        let tasks = try ProjectTask.all(of: project.id, in: db)
        let isHelper = try project.isHelped(by: member, in: db)
        let previous = try NextEdition.previous(of: project.id, visibleTo: member, in: db)
        guard isHelper || !tasks.isEmpty || previous != nil else { return nil }
        let open = tasks.filter { !$0.isDone }
        return DoingSection(
            tasks: open.prefix(shown).map { TaskRow($0, of: project, isHelper: isHelper, context) },
            open: open.count, done: tasks.count - open.count, isHelper: isHelper,
            link: context.link(.tasks(of: project)),
            posterLink: isHelper ? context.link(.projectPoster(project)) : nil,
            previousLink: previous.map { context.link(.project($0)) }, previousTitle: previous?.details.title ?? "")
    }

    /// A project is under way since its first task was done.
    static func facts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] {
        try ProjectTask.firstDone(of: projects, in: db).mapValues { [StageFact(.doing, since: $0)] }
    }

    /// The reader’s own tasks in this project.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] {
        guard let member = context.member?.id else { return [] }
        return try ProjectTask.all(of: project.id, in: db).filter { !$0.isDone && $0.details.person == member }
            .prefix(3).map { $0.waiting(in: project.details.title, context, .tasks(of: project)) }
    }
}

extension ProjectTask {
    /// A line of what waits for the member who does it.
    func waiting(in project: String, _ context: Context, _ link: Link) -> Waiting {
        let late = isLate(on: context.now.local.day)
        let until = details.dueOn.map { dueWords($0, context) }
        return Waiting(
            late ? .promised : .missing, details.title,
            why: until.map { context.say("task.waiting.due", ["project": project, "due": $0]) }
                ?? context.say("task.waiting", ["project": project]),
            action: context.say("task.waiting.open"), link, context)
    }

    /// The reader’s tasks that are late or due within a week, in any project: lines of their home.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member?.id else { return [] }
        let soon = context.now.local.day.adding(days: 7)
        return try open(of: member, limit: 5, in: db).filter { $0.task.details.dueOn.map { $0 <= soon } ?? false }
            .map { $0.task.waiting(in: $0.project.title, context, .tasks(of: $0.project.publicID)) }
    }
}
