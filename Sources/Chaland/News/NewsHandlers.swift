import Base
import HTTP
import Shell
import Shops
import Web

/// The news of the association.
enum NewsHandlers {
    /// The news and the running bons plans.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now
        let mayPublish = context.member?.may(.publishNews) ?? false
        let page = try context.read { db in
            NewsListPage(
                posts: try NewsRow.shown(at: now, limit: SiteLimits.newsShown, context, in: db),
                deals: try Deal.running(at: now, in: db).map { DealLine($0, context) },
                over: mayPublish ? try NewsPost.over(at: now, in: db).map { NewsRow($0, context) } : [])
        }
        return try context.render(page)
    }

    /// One post; 404 once it is over, except for those who may publish.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let post = try found(context)
        let isShown = post.isShown(at: context.now)
        guard isShown || context.member?.may(.publishNews) == true, !post.isRemoved else { throw Failure.notFound }
        let date = ["date": context.language.date(post.details.until)]
        let picture = try context.read { try OwnPictures.of(post.pictures, in: $0) }.photos.first
        return try context.render(
            NewsPostPage(
                row: NewsRow(post, context), image: picture.map { PictureImage($0, words: $0.words) },
                sharedImage: picture.flatMap { SharedImage($0, words: $0.words, context) }, text: post.details.text,
                path: context.link(.newsPost(post.publicID)),
                publicID: post.publicID, isShown: isShown,
                state: isShown ? context.say("news.lasts", date) : context.say("news.over", date)))
    }

    /// The empty form.
    static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(newPage(NewsForm.blank(context), context))
    }

    /// Publishes a post: 303 to it; 422 with the form as typed. The same words again within ten minutes lead to the
    /// post published first.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let form = NewsForm(try context.form(), context)
        guard form.state.isValid else {
            return try context.render(newPage(form.state, context), status: .unprocessableContent)
        }
        let (details, now, member) = (form.details, context.now, try context.requireMember().id)
        let publicID = context.site.randomness.publicID()
        let made = try await context.write { db in
            let then = now - SiteLimits.sameProposal
            if let first = try NewsPost.duplicate(of: details, by: member, since: then, in: db) { return first }
            try details.insert(publicID: publicID, by: member, at: now, in: db)
            try Audit.record(.newsPublished, publicID, by: member, at: now, in: db)
            return publicID
        }
        return context.seeOther(
            .newsPost(made), flash: context.say("news.published"), undo: .removeNewsPost(made))
    }

    /// The form of a post that is not removed.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let post = try stored(context)
        return try context.render(editPage(post, FormState(NewsForm.values(post), context), context))
    }

    /// Changes a post: 303 to it; 422 with the form as typed; 409 with both texts when it changed meanwhile.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        let post = try stored(context)
        let sent = try context.form()
        let form = NewsForm(sent, context)
        guard form.state.isValid else {
            return try context.render(editPage(post, form.state, context), status: .unprocessableContent)
        }
        let (details, now) = (form.details, context.now)
        do {
            if details != post.details {
                guard sent["version"] == String(post.version) else { throw Failure.conflict }
                let member = try context.requireMember().id
                try await context.write { db in
                    try post.change(to: details, at: now, in: db)
                    try Audit.record(.newsChanged, post.publicID, by: member, at: now, in: db)
                }
            }
            return context.seeOther(.newsPost(post.publicID), flash: context.say("news.saved"))
        } catch Failure.conflict {
            let current = try stored(context)
            var values = form.state.values
            values["version"] = String(current.version)
            var page = editPage(current, FormState(values, context), context)
            page.conflict = FormConflict(changes: changes(current.details, details, context))
            return try context.render(page, status: .conflict)
        }
    }

    /// The stored values of the fields that differ.
    private static func changes(
        _ stored: NewsPost.Details, _ typed: NewsPost.Details, _ context: Context
    ) -> [FormConflict.Change] {
        let fields = [
            (NewsForm.title, stored.title, typed.title), (NewsForm.text, stored.text, typed.text),
            (NewsForm.until, context.language.date(stored.until), context.language.date(typed.until)),
        ]
        return fields.filter { $1 != $2 }.map { field, stored, _ in
            FormConflict.Change(label: context.say(field.label), stored: stored)
        }
    }

    /// Removes a post. Can be undone.
    static func remove(_ request: Request, _ context: Context) async throws -> Response {
        let post = try stored(context)
        let (publicID, member, now) = (post.publicID, try context.requireMember().id, context.now)
        try await context.write { db in
            try NewsPost.remove(publicID, by: member, at: now, in: db)
            try Audit.record(.newsRemoved, publicID, by: member, at: now, in: db)
        }
        return context.seeOther(
            .news, flash: context.say("news.removed", ["title": post.details.title]), undo: .restoreNewsPost(publicID))
    }

    /// Brings a removed post back.
    static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (publicID, member, now) = (try found(context).publicID, try context.requireMember().id, context.now)
        try await context.write { db in
            try NewsPost.restore(publicID, in: db)
            try Audit.record(.newsRestored, publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.newsPost(publicID), flash: context.say("news.restored"))
    }

    private static func found(_ context: Context) throws -> NewsPost {
        guard let post = try context.read({ try NewsPost.find(context.parameter("post"), in: $0) }) else {
            throw Failure.notFound
        }
        return post
    }

    /// The post of the address; 404 once it is removed.
    static func stored(_ context: Context) throws -> NewsPost {
        let post = try found(context)
        guard !post.isRemoved else { throw Failure.notFound }
        return post
    }

    private static func newPage(_ form: FormState, _ context: Context) -> NewsFormPage {
        NewsFormPage(
            title: context.say("news.new"), action: context.link(.news), backLink: context.link(.news),
            backText: context.say("news.title"), submitText: context.say("news.submit"), form: form)
    }

    private static func editPage(_ post: NewsPost, _ form: FormState, _ context: Context) -> NewsFormPage {
        NewsFormPage(
            title: context.say("news.edit"), action: context.link(.editNewsPost(post.publicID)),
            backLink: context.link(.newsPost(post.publicID)), backText: post.details.title,
            submitText: context.say("form.save"), form: form)
    }
}
