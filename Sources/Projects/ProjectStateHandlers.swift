import Base
import HTTP
import SQLite
import Shell
import Web

/// Withdraws, publishes and hides a project, and undoes each.
package enum ProjectStateHandlers {
    /// Withdraws a project: its proposer, or a member with the right to. Can be undone.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.own(context)
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            if project.withdrawal == nil { try project.tellOfWithdrawal(by: member, at: now, in: db) }
            try Project.withdraw(project.id, by: member, at: now, in: db)
            try Audit.record(.projectWithdrawn, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(
            .projects, flash: context.say("project.withdrawn", ["title": project.details.title]),
            undo: .restoreProject(project))
    }

    /// Restores a withdrawn project; 403 for its proposer when another member withdrew it.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let (project, publicID, now) = (try ProjectHandlers.own(context), context.parameter("project"), context.now)
        try await context.write { db in
            guard let current = try Project.find(publicID, ownedBy: member, in: db) else { throw Failure.notFound }
            if current.withdrawal == nil { return }
            guard current.isRestorable(by: member) else { throw Failure.forbidden }
            try Project.restore(current.id, in: db)
            try Audit.record(.projectRestored, current.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(.project(project), flash: context.say("project.restored"))
    }

    /// Publishes the version that was read, for the first time or in place of the approved text: 303 to the project. If
    /// the text changed meanwhile, it must be read again.
    package static func publish(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember().id, context.now)
        return try await decide(.projectPublished, context) { project, db in
            try project.publish(at: now, in: db)
            try project.tellLeads(.projectPublished, by: member, at: now, in: db)
            return Decision(
                flash: project.isWaiting ? "project.approved" : "project.published",
                undo: project.isWaiting ? nil : .unpublishProject(project))
        }
    }

    /// Refuses a change of a public project: the approved text stays. Can be undone.
    package static func refuseChange(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember().id, context.now)
        return try await decide(.projectChangeRefused, context) { project, db in
            try project.refuseChange(at: now, in: db)
            try project.tellLeads(.projectChangeRefused, by: member, at: now, in: db)
            return Decision(flash: "project.refused", undo: .restoreProjectChange(project).naming(project.version &+ 1))
        }
    }

    /// Makes a refused change wait for approval again.
    package static func restoreChange(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now
        return try await decide(.projectChangeRestored, context) { project, db in
            try project.restoreChange(at: now, in: db)
            return Decision(flash: "project.waiting", undo: nil)
        }
    }

    /// Makes it visible to members only. Can be undone, unless a change was waiting: an undo would publish that change
    /// unread.
    package static func unpublish(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        let (member, now) = (context.member?.id, context.now)
        try await context.write { db in
            try project.unpublish(in: db)
            try Audit.record(.projectUnpublished, project.publicID, by: member, at: now, in: db)
        }
        let undo = project.isWaiting ? nil : Link.publishProject(project).naming(project.version)
        return context.seeOther(.project(project), flash: context.say("project.unpublished"), undo: undo)
    }

    private struct Decision: Sendable {
        let flash: String
        let undo: Link?
    }

    /// Applies a decision to the version that was read, named by the form or by the link of an undo, and records it.
    private static func decide(
        _ action: AuditAction, _ context: Context, _ apply: @escaping @Sendable (Project, Writer) throws -> Decision
    ) async throws -> Response {
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        let version = Int(try context.form()["version"] ?? context.query["version"] ?? "")
        let (publicID, member, now) = (project.publicID, context.member, context.now)
        do {
            let decision = try await context.write { db in
                guard let current = try Project.find(publicID, visibleTo: member, in: db) else {
                    throw Failure.notFound
                }
                guard current.withdrawal == nil, current.version == version else { throw Failure.conflict }
                try Audit.record(action, publicID, by: member?.id, at: now, in: db)
                return try apply(current, db)
            }
            return context.seeOther(.project(project), flash: context.say(decision.flash), undo: decision.undo)
        } catch Failure.conflict {
            return context.seeOther(.project(project), flash: context.say("project.changed"), isError: true)
        }
    }
}

extension Link {
    /// The link with the version of the project that was read.
    fileprivate func naming(_ version: Int) -> Link { adding("version", String(version)) }
}
