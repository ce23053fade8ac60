import Base
import HTMLTemplate
import SQLite
import Shell
import Shops
import Web

/// The form of a news post.
struct NewsForm: Sendable {
    static let title = TextField("title", label: "news.title.label", limit: 120, missing: "news.title.missing")
    static let text = TextField(
        "text", .lines(8), label: "news.text", limit: 2_000, missing: "news.text.missing", autocomplete: nil)
    static let until = TextField(
        "until", .date, label: "news.until", limit: nil, missing: "news.until.missing", hint: "news.until.hint",
        autocomplete: nil, isShort: true)
    static let inputs = [title, text, until]
    static let fields = inputs.map(AnyField.init) + [.choice("version")]

    private(set) var state: FormState
    let details: NewsPost.Details

    /// Reads a submitted form.
    init(_ form: Form, _ context: Context) {
        var state = FormState(form, fields: NewsForm.fields, context)
        let today = context.now.local.day
        let (title, text, typed) = (
            state.text(NewsForm.title), state.text(NewsForm.text), state.text(NewsForm.until)
        )
        let until = Day(typed)
        if !typed.isEmpty {
            if let until {
                if until < today { state.refuse(NewsForm.until, "news.until.past") }
                if until > today.adding(days: SiteLimits.newsDays) { state.refuse(NewsForm.until, "news.until.long") }
            } else {
                state.refuse(NewsForm.until, "news.until.unreadable")
            }
        }
        details = NewsPost.Details(title: title, text: text, until: until ?? today)
        self.state = state
    }

    /// The form of a new post: shown for two weeks unless said otherwise.
    static func blank(_ context: Context) -> FormState {
        FormState([until.name: context.now.local.day.adding(days: 14).description], context)
    }

    /// The values of the form of a stored one.
    static func values(_ post: NewsPost) -> [String: String] {
        [
            title.name: post.details.title, text.name: post.details.text, until.name: post.details.until.description,
            "version": String(post.version),
        ]
    }
}

/// A news post in a list.
struct NewsRow: PageModel {
    let title: String
    let link: String
    let beginning: String
    /// «3 mars 2026».
    let date: String
    let day: String
    /// Beside its title, which says what it shows.
    let image: PictureImage?

    /// The news that everyone sees, the newest first.
    static func shown(at now: Instant, limit: Int, _ context: Context, in db: Reader) throws -> [NewsRow] {
        try NewsPost.shown(at: now, limit: limit, in: db).map { post in
            NewsRow(post, context, picture: try OwnPictures.of(post.pictures, in: db).photos.first)
        }
    }

    init(_ post: NewsPost, _ context: Context, picture: Picture? = nil) {
        image = picture.map { PictureImage($0.small ?? $0.large) }
        (title, link) = (post.details.title, context.link(.newsPost(post.publicID)))
        beginning = post.details.text.excerpt
        let published = post.publishedAt.local.day
        (date, day) = (context.language.date(published), published.description)
    }

    static let fields: [Field<NewsRow>] = [
        .text("title") { $0.title }, .text("link") { $0.link }, .text("beginning") { $0.beginning },
        .text("date") { $0.date }, .text("day") { $0.day }, .one("image") { $0.image },
    ]
}

/// «À la une»: the news of the association and the bons plans of its shops.
struct NewsListPage: Page {
    static let template = "news/index"
    let posts: [NewsRow]
    let deals: [DealLine]
    /// For those who may publish.
    let over: [NewsRow]
    var canonicalLink: Link? { .news }

    static let fields: [Field<NewsListPage>] = [
        .list("posts") { $0.posts }, .flag("hasPosts") { !$0.posts.isEmpty }, .list("deals") { $0.deals },
        .flag("hasDeals") { !$0.deals.isEmpty }, .flag("isEmpty") { $0.posts.isEmpty && $0.deals.isEmpty },
        .list("over") { $0.over }, .flag("hasOver") { !$0.over.isEmpty },
    ]
}

/// One news post.
struct NewsPostPage: Page {
    static let template = "news/show"
    let row: NewsRow
    let image: PictureImage?
    let sharedImage: SharedImage?
    let text: String
    /// Its path in the requested language.
    let path: String
    let publicID: String
    let isShown: Bool
    /// «Affichée jusqu’au 20 mars 2026.», for those who may change it.
    let state: String
    var canonicalLink: Link? { isShown ? .newsPost(publicID) : nil }

    static let fields: [Field<NewsPostPage>] = [
        .text("title") { $0.row.title }, .text("beginning") { $0.row.beginning }, .text("date") { $0.row.date },
        .text("day") { $0.row.day }, .text("text") { $0.text }, .text("path") { $0.path },
        .one("image") { $0.image }, .flag("hasImage") { $0.image != nil }, .one("sharedImage") { $0.sharedImage },
        .text("state") { $0.state },
    ]
}

/// The form of a new or a stored post.
struct NewsFormPage: Page {
    static let template = "news/form"
    let title: String
    let action: String
    let backLink: String
    let backText: String
    let submitText: String
    let form: FormState
    var conflict: FormConflict?
    let isPrivate = true

    static let fields: [Field<NewsFormPage>] = [
        .text("title") { $0.title }, .text("action") { $0.action }, .text("backLink") { $0.backLink },
        .text("backText") { $0.backText }, .text("submitText") { $0.submitText },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in NewsForm.inputs.map { page.form.input($0) } },
        .text("version") { $0.form["version"] }, .one("conflict") { $0.conflict },
    ]
}
