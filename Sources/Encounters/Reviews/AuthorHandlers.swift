import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// A review for its author, at its secret URL.
struct AuthorPage: Page {
    static let template = "reviews/author"
    let review: Review
    let form: FormState
    let words: ReviewWords
    let address: String?
    let action: String
    let shopLink: String
    /// What is stored about the author.
    let dataLink: String
    let today: Day
    let reason: String
    /// Shown after a successful change.
    let isSaved: Bool
    /// The link was sent to the author's address.
    var isMailed = false
    let isPrivate = true

    static let fields: [Field<AuthorPage>] = [
        .text("shopName") { $0.review.shopName }, .text("shopLink") { $0.shopLink },
        .optionalText("address") { $0.address }, .text("action") { $0.action }, .text("reason") { $0.reason },
        .flag("isWaiting") { $0.review.state == .waiting },
        .flag("isRefused") { if case .refused = $0.review.state { true } else { false } },
        .flag("isPublished") { if case .published = $0.review.state { true } else { false } },
        .flag("isWithdrawn") { $0.review.state == .withdrawn },
        .flag("isErased") { $0.review.isErased }, .text("dataLink") { $0.dataLink },
        .flag("isEditable") { $0.isEditable }, .flag("isSaved") { $0.isSaved },
        .flag("isMailed") { $0.isMailed },
        .one("review") { $0.words },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("text") { $0.form.input(ReviewForm.text) },
        .list("inputs") { ReviewForm.inputs($0.form, $0.today, experience: $0.review.experienceOn) },
    ]

    private var isEditable: Bool {
        switch review.state {
        case .waiting, .refused: true
        case .published, .withdrawn: false
        }
    }

    init(_ review: Review, secret: Secret, form: FormState? = nil, _ context: Context) {
        self.review = review
        self.form =
            form
            ?? FormState(
                [
                    ReviewForm.text.name: review.text, ReviewForm.pseudonym.name: review.pseudonym,
                    ReviewForm.email.name: review.email,
                    ReviewForm.experienceOn.name: review.experienceOn.description,
                ], context)
        words = ReviewWords(review, context)
        address = context.publicAddress.origin.map { $0.description + Link.review(secret).path }
        action = context.link(.review(secret))
        shopLink = context.link(review.shopLink)
        dataLink = context.link(.reviewData(secret))
        isSaved = context.query["fait"] == "enregistre"
        today = context.now.local.day
        if case .refused(_, let why) = review.state { reason = why } else { reason = "" }
    }
}

/// A review, for its author.
package enum AuthorHandlers {
    /// The state of a review, for its author.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, review) = try find(context)
        var page = AuthorPage(review, secret: secret, context)
        page.isMailed = try context.query["envoye"] != nil && context.read { try context.hasMail(in: $0) }
        return try context.render(page)
    }

    /// Submits a changed review: 303; 422 with all fields preserved; 409 when it was published or withdrawn meanwhile.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, review) = try find(context)
        var form = FormState(try context.form(), fields: ReviewForm.fields, context)
        guard let draft = ReviewDraft(&form, text: ReviewForm.text, purchased: review.purchased, context) else {
            return try context.render(
                AuthorPage(review, secret: secret, form: form, context), status: .unprocessableContent)
        }
        let (now, consent) = (context.now, context.say("review.consent"))
        try await context.write { db in
            guard let current = try Review.find(author: secret, in: db), current.state != .withdrawn else {
                throw Failure.conflict
            }
            try draft.overwrite(current.id, consent: consent, at: now, in: db)
        }
        return context.seeOther(Link.review(secret).adding("fait", "enregistre"))
    }

    /// Withdraws a review: 303.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, review) = try find(context)
        let now = context.now
        try await context.write { db in
            try review.withdraw(at: now, in: db)
            try Audit.record(.reviewWithdrawn, review.publicID, by: nil, at: now, in: db)
        }
        return context.seeOther(.review(secret))
    }

    static func find(_ context: Context) throws -> (Secret, Review) {
        guard let secret = Secret(presented: context.parameter("secret")),
            let review = try context.read({ try Review.find(author: secret, in: $0) })
        else { throw Failure.notFound }
        return (secret, review)
    }
}
