import HTTP
import SQLite
import Shell

/// The picture of a news post, for those who may publish.
enum NewsPictureHandlers {
    /// The picture, and the form that replaces it.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        try page(try NewsHandlers.stored(context), FormState(context), context)
    }

    /// Chooses the picture: 303 to the post; 422 with the reason, and the earlier picture stays.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (post, member, now) = (try NewsHandlers.stored(context), try context.requireMember().id, context.now)
        let sent = try context.form(upTo: SiteLimits.pictureBodyBytes)
        var form = FormState(sent, fields: OnePicturePage.formFields, context)
        let isReplaced = try await OwnPictures.replaceOnly(of: post.pictures, from: sent, &form, context) { db in
            guard try NewsPost.find(post.publicID, in: db)?.isRemoved == false else { throw Failure.notFound }
            try Audit.record(.newsChanged, post.publicID, by: member, at: now, in: db)
        }
        guard isReplaced else { return try page(post, form, status: .unprocessableContent, context) }
        return context.seeOther(.newsPost(post.publicID), flash: context.say("picture.one.saved"))
    }

    /// Deletes the picture for good: 303.
    static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (post, member, now) = (try NewsHandlers.stored(context), try context.requireMember().id, context.now)
        try await context.write { db in
            try OwnPictures.removeAll(of: post.pictures, at: now, in: db)
            try Audit.record(.newsChanged, post.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.newsPicture(post.publicID), flash: context.say("photo.removed"))
    }

    private static func page(
        _ post: NewsPost, _ form: FormState, status: Status = .ok, _ context: Context
    ) throws -> Response {
        try context.render(
            OnePicturePage(
                title: post.details.title, backLink: context.link(.newsPost(post.publicID)),
                path: context.link(.newsPicture(post.publicID)),
                picture: try context.read { try OwnPictures.of(post.pictures, in: $0) }.photos.first, form: form),
            status: status)
    }
}
