import Base
import HTTP
import SQLite
import Shell
import Web

/// The tasks of a project.
package enum TaskHandlers {
    /// The tasks of a project; a form for those who lead it or work at a shop taking part.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let project = try open(context)
        return try context.render(try page(project, FormState(context), context))
    }

    /// Adds one: 303; 422 with the form as typed. The same words again within ten minutes add nothing.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try helped(context), try context.requireMember().id, context.now)
        let helpers = try context.read { try ProjectHelper.all(of: project.id, in: $0) }
        var form = TaskForm(try context.form(), helpers: helpers, context)
        guard form.state.isValid else {
            return try context.render(try page(project, form.state, context), status: .unprocessableContent)
        }
        let (details, new) = (form.details, context.site.randomness.publicID())
        let made = try await context.write { db -> String? in
            let made = try details.insert(publicID: new, to: project.id, by: member, at: now, in: db)
            guard made == new else { return made }
            try Audit.record(.taskAdded, project.publicID, by: member, at: now, in: db)
            try tell(details.person, project, by: member, at: now, in: db)
            return made
        }
        guard let made else {
            form.refuseFull(context)
            return try context.render(try page(project, form.state, context), status: .unprocessableContent)
        }
        return context.seeOther(
            .tasks(of: project), flash: context.say("task.added"), undo: .removeTask(made, of: project))
    }

    /// The form of one.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (project, task) = try found(context)
        let helpers = try context.read { try ProjectHelper.all(of: project.id, in: $0) }
        return try context.render(
            formPage(project, task, TaskForm.of(task, helpers, context), helpers, context))
    }

    /// Changes one: 303; 422 with the form as typed.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (project, task) = try found(context)
        let (member, now) = (try context.requireMember().id, context.now)
        let helpers = try context.read { try ProjectHelper.all(of: project.id, in: $0) }
        let form = TaskForm(try context.form(), helpers: helpers, context)
        guard form.state.isValid else {
            return try context.render(
                formPage(project, task, form.state, helpers, context), status: .unprocessableContent)
        }
        let details = form.details
        try await context.write { db in
            try task.change(to: details, in: db)
            try Audit.record(.taskChanged, project.publicID, by: member, at: now, in: db)
            if details.person != task.details.person {
                try tell(details.person, project, by: member, at: now, in: db)
            }
        }
        return context.seeOther(.tasks(of: project), flash: context.say("task.saved"))
    }

    /// «Je m’en charge»: 303; a task that another person took meanwhile stays theirs.
    package static func take(_ request: Request, _ context: Context) async throws -> Response {
        let (project, task) = try found(context)
        let (member, now) = (try context.requireMember().id, context.now)
        let isTaken = try await context.write { db in
            guard try task.take(by: member, in: db) else { return false }
            try Audit.record(.taskChanged, project.publicID, by: member, at: now, in: db)
            return true
        }
        return context.seeOther(
            .tasks(of: project), flash: context.say(isTaken ? "task.taken" : "task.taken.other"), isError: !isTaken)
    }

    /// Done: 303, with an undo; 404 for a person who neither has it nor leads the project.
    package static func finish(_ request: Request, _ context: Context) async throws -> Response {
        let (project, task) = try finishable(context)
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try task.finish(by: member, at: now, in: db)
            try Audit.record(.taskDone, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(
            .tasks(of: project), flash: context.say("task.finished", ["task": task.details.title]),
            undo: .reopenTask(task.publicID, of: project))
    }

    /// Still to do.
    package static func reopen(_ request: Request, _ context: Context) async throws -> Response {
        let (project, task) = try finishable(context)
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try task.reopen(in: db)
            try Audit.record(.taskReopened, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.tasks(of: project), flash: context.say("task.reopened"))
    }

    /// Removes one. Can be undone.
    package static func remove(_ request: Request, _ context: Context) async throws -> Response {
        let (project, task) = try foundInBin(context)
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try task.remove(by: member, at: now, in: db)
            try Audit.record(.taskRemoved, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(
            .tasks(of: project), flash: context.say("task.removed"), undo: .restoreTask(task.publicID, of: project))
    }

    /// Puts it back.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (project, task) = try foundInBin(context)
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try task.restore(in: db)
            try Audit.record(.taskRestored, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.tasks(of: project), flash: context.say("task.restored"))
    }

    /// Tells a person that a task is theirs.
    private static func tell(
        _ person: Member.ID?, _ project: Project, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        guard let person else { return }
        try Notice.add(
            .taskGiven, about: project.details.title, .tasks(of: project), object: "project " + project.publicID,
            to: [person], except: member, at: now, in: db)
    }
}
