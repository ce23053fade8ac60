import Base
import Shell
import Web

extension TaskHandlers {
    /// The project of the address; 404 when this member may not see it or it is withdrawn.
    static func open(_ context: Context) throws -> Project {
        _ = try context.requireMember()
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        return project
    }

    /// The same; 404 when this member may not add tasks.
    static func helped(_ context: Context) throws -> Project {
        let (project, member) = (try open(context), try context.requireMember())
        guard try context.read({ try project.isHelped(by: member, in: $0) }) else { throw Failure.notFound }
        return project
    }

    /// The task of the address, for those who may change it; 404 when it was removed.
    static func found(_ context: Context) throws -> (Project, ProjectTask) {
        let (project, task) = try foundInBin(context)
        guard task.removedAt == nil else { throw Failure.notFound }
        return (project, task)
    }

    /// The same, removed or not.
    static func foundInBin(_ context: Context) throws -> (Project, ProjectTask) {
        let project = try helped(context)
        let task = try context.read { try ProjectTask.find(context.parameter("task"), of: project.id, in: $0) }
        guard let task else { throw Failure.notFound }
        return (project, task)
    }

    /// The same; 404 for a member who neither has the task nor leads the project.
    static func finishable(_ context: Context) throws -> (Project, ProjectTask) {
        let ((project, task), member) = (try found(context), try context.requireMember())
        guard task.details.person == member.id || member.may(.leadProject, project) else { throw Failure.notFound }
        return (project, task)
    }

    static func page(_ project: Project, _ form: FormState, _ context: Context) throws -> TaskListPage {
        let member = try context.requireMember()
        let (tasks, isHelper, helpers) = try context.read { db in
            (
                try ProjectTask.all(of: project.id, in: db), try project.isHelped(by: member, in: db),
                try ProjectHelper.all(of: project.id, in: db)
            )
        }
        func rows(_ isIncluded: (ProjectTask) -> Bool) -> [TaskRow] {
            tasks.filter(isIncluded).map { TaskRow($0, of: project, isHelper: isHelper, context) }
        }
        let groups = [
            ("task.group.own", rows { !$0.isDone && $0.details.person == member.id }),
            ("task.group.free", rows { !$0.isDone && $0.details.person == nil }),
            ("task.group.others", rows { !$0.isDone && $0.details.person != nil && $0.details.person != member.id }),
        ]
        return TaskListPage(
            title: project.details.title, backLink: context.link(.project(project)),
            action: context.link(.tasks(of: project)),
            groups: groups.filter { !$0.1.isEmpty }.map { TaskGroup(heading: context.say($0.0), tasks: $0.1) },
            done: rows(\.isDone), form: form, people: TaskForm.people(form, helpers, context), canAdd: isHelper)
    }

    static func formPage(
        _ project: Project, _ task: ProjectTask, _ form: FormState, _ helpers: [ProjectHelper], _ context: Context
    ) -> TaskFormPage {
        TaskFormPage(
            backLink: context.link(.tasks(of: project)),
            action: context.link(.editTask(task.publicID, of: project)),
            removeAction: context.link(.removeTask(task.publicID, of: project)), form: form,
            people: TaskForm.people(form, helpers, context))
    }
}

extension TaskForm {
    /// The project has as many tasks as it may.
    mutating func refuseFull(_ context: Context) {
        state.refuse(TaskForm.title, "task.full", ["most": context.language.number(SiteLimits.tasksOfProject)])
    }
}
