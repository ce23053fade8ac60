import Base
import HTTP
import Shell
import Shops
import Web

/// The form of a comment.
enum CommentForm {
    static let text = TextField(
        "text", .lines(4), label: "project.comment", limit: 2_000, missing: "project.comment.missing",
        hint: "project.comment.hint", autocomplete: nil)
    static let fields = [AnyField(text)]
}

/// The comments on a project.
package enum ProjectCommentHandlers {
    /// Adds a comment: 303 to it; 422 with the text as typed.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        var form = FormState(try context.form(), fields: CommentForm.fields, context)
        let text = form.text(CommentForm.text)
        guard form.isValid else {
            return try context.render(
                try ProjectPage.of(project, comment: form, context), status: .unprocessableContent)
        }
        let publicID = context.site.randomness.publicID()
        let (id, object, now) = (project.id, project.publicID, context.now)
        let shops = member.workplaces(may: .represent).map(\.shop)
        let made = try await context.write { db in
            // A shopkeeper of several shops speaks for the one that takes part.
            let joined = try Participation.current(in: id, db).map(\.shop)
            let shop = shops.first(where: joined.contains) ?? shops.first
            let made = try ProjectComment.insert(
                text, publicID: publicID, about: id, by: member.id, for: shop, at: now, in: db)
            // The same comment sent twice is one.
            if made == publicID {
                try Audit.record(.commentWritten, object, by: member.id, at: now, in: db)
                try project.tell(.commentAdded, by: member.id, at: now, in: db)
            }
            return made
        }
        return context.seeOther(.comment(made, on: project), flash: context.say("project.comment.added"))
    }

    /// Removes a comment: its author, or a member with the right to. Can be undone.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let (project, comment, member) = try found(context)
        let (now, mayRemoveAny) = (context.now, member.may(.removeComments, project))
        try await context.write { db in
            try ProjectComment.remove(
                comment, about: project.id, by: member.id, mayRemoveAny: mayRemoveAny, at: now, in: db)
            try Audit.record(.commentRemoved, project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(
            .project(project), flash: context.say("project.comment.removed"),
            undo: .restoreComment(comment, on: project))
    }

    /// Restores it.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (project, comment, member) = try found(context)
        let (now, mayRemoveAny) = (context.now, member.may(.removeComments, project))
        try await context.write { db in
            try ProjectComment.restore(
                comment, about: project.id, by: member.id, mayRemoveAny: mayRemoveAny, in: db)
            try Audit.record(.commentRestored, project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(.comment(comment, on: project), flash: context.say("project.comment.restored"))
    }

    /// The id comes from the address: only characters of an id are copied into the response.
    private static func found(_ context: Context) throws -> (Project, String, Member) {
        let member = try context.requireMember()
        let project = try ProjectHandlers.visible(context)
        guard let comment = Crockford.normalised(context.parameter("comment"))?.lowercased() else {
            throw Failure.notFound
        }
        return (project, comment, member)
    }
}
