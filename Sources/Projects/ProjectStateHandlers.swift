import Base
import Shell
import HTTP

package enum ProjectStateHandlers {
    /// Withdraws a project: its proposer, or a member with the right to. Can be undone.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.own(context)
        let (id, member, now) = (project.id, try context.requireMember().id, context.now)
        try await context.write { try Project.withdraw(id, by: member, at: now, in: $0) }
        return context.seeOther(
            .projects, flash: context.say("project.withdrawn", ["title": project.details.title]),
            undo: .restoreProject(project))
    }

    /// Restores a withdrawn project; 403 for its proposer when another member withdrew it.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let (project, publicID) = (try ProjectHandlers.own(context), context.parameter("project"))
        try await context.write { db in
            guard let current = try Project.find(publicID, ownedBy: member, in: db) else { throw Failure.notFound }
            if current.withdrawal == nil { return }
            guard current.isRestorable(by: member) else { throw Failure.forbidden }
            try Project.restore(current.id, in: db)
        }
        return context.seeOther(.project(project), flash: context.say("project.restored"))
    }

    /// Makes it public.
    package static func publish(_ request: Request, _ context: Context) async throws -> Response {
        try await setPublic(context.now, "project.published", undo: Link.unpublishProject, context)
    }

    /// Makes it visible to members only.
    package static func unpublish(_ request: Request, _ context: Context) async throws -> Response {
        try await setPublic(nil, "project.unpublished", undo: Link.publishProject, context)
    }

    private static func setPublic(
        _ moment: Instant?, _ sentence: String, undo: (Project) -> Link, _ context: Context
    ) async throws -> Response {
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        let id = project.id
        try await context.write { try Project.setPublic(id, at: moment, in: $0) }
        return context.seeOther(.project(project), flash: context.say(sentence), undo: undo(project))
    }
}
