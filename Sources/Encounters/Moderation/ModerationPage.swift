import HTMLTemplate
import Shell

/// The form that refuses a review, with a free or suggested reason.
enum RefusalForm {
    static let reason = TextField(
        "reason", label: "moderation.reason", limit: 500, missing: "moderation.reason.missing",
        hint: "moderation.reason.hint", autocomplete: nil, list: "reasons")
    static let fields = [AnyField(reason), .choice("version"), .choice("review"), .choice("decision")]
}

/// Reviews and bursts of answers: the board reads, moderators decide.
struct ModerationPage: Page {
    static let template = "moderation/index"

    /// The lists of reviews.
    enum Tab: String, Sendable {
        case waiting = ""
        case published = "publies"
        case refused = "refuses"
    }

    let tab: Tab
    let rows: [Row]
    let bursts: [BurstRow]
    let decidedBursts: [BurstRow]
    let errors: [FieldError]
    /// The reason for several refusals at once.
    let bulkReason: Input
    /// Whether the form that decides about several reviews is unfolded.
    let isBulkOpen: Bool
    let suggestions: [String]
    let section = Section.moderation
    let isPrivate = true

    /// One review.
    struct Row: PageModel {
        let words: ReviewWords
        let shopName: String
        let shopLink: String
        let email: String
        /// The part after `mailto:`: address, subject, and the reason of a refusal (RFC 6068).
        let mail: String
        let submitted: String
        let submittedMachine: String
        let version: Int
        let publishAction: String
        let refuseAction: String
        let waitAction: String
        /// The field for the reason of a refusal.
        let refusal: Input
        let reason: String?
        let isWaiting: Bool
        /// Published, and the shop has not replied yet.
        let isUnanswered: Bool
        /// The reader holds an office at the shop: another moderator decides.
        let hasConflictOfInterest: Bool
        /// Identifies the review and its version in the form that decides about several reviews.
        let choice: String
        let isChosen: Bool
        /// Its button is the main one of the page.
        var isFirst = false

        static let fields: [Field<Row>] = [
            .one("review") { $0.words }, .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink },
            .text("email") { $0.email }, .text("mail") { $0.mail }, .text("submitted") { $0.submitted },
            .text("submittedMachine") { $0.submittedMachine }, .plainNumber("version") { $0.version },
            .text("publishAction") { $0.publishAction },
            .text("refuseAction") { $0.refuseAction }, .text("waitAction") { $0.waitAction },
            .one("refusal") { $0.refusal },
            .flag("isRefusing") { $0.refusal.error != nil }, .optionalText("reason") { $0.reason },
            .flag("isUnanswered") { $0.isUnanswered },
            .flag("isWaiting") { $0.isWaiting && !$0.hasConflictOfInterest },
            .flag("isDecided") { !$0.isWaiting && !$0.hasConflictOfInterest },
            .flag("hasConflictOfInterest") { $0.hasConflictOfInterest },
            .text("choice") { $0.choice }, .flag("isChosen") { $0.isChosen }, .flag("isFirst") { $0.isFirst },
        ]
    }

    /// One burst.
    struct BurstRow: PageModel {
        let shopName: String
        /// «47 réponses en 2 minutes, mardi soir, 3 mars».
        let line: String
        /// How many of them count, or what was decided.
        let state: String
        let action: String
        let undoAction: String
        let hasConflictOfInterest: Bool

        static let fields: [Field<BurstRow>] = [
            .text("burstShop") { $0.shopName }, .text("line") { $0.line }, .text("state") { $0.state },
            .text("burstAction") { $0.action }, .text("undoAction") { $0.undoAction },
            .flag("hasConflictOfInterest") { $0.hasConflictOfInterest },
        ]
    }

    static let fields: [Field<ModerationPage>] = [
        .flag("onWaiting") { $0.tab == .waiting }, .flag("onPublished") { $0.tab == .published },
        .flag("onRefused") { $0.tab == .refused }, .list("rows") { $0.rows }, .list("bursts") { $0.bursts },
        .list("decidedBursts") { $0.decidedBursts }, .flag("hasDecidedBursts") { !$0.decidedBursts.isEmpty },
        .one("bulkReason") { $0.bulkReason }, .flag("isBulkOpen") { $0.isBulkOpen },
        .flag("hasSeveral") { $0.rows.count { $0.isWaiting && !$0.hasConflictOfInterest } > 1 },
        .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
        .list("suggestions") { $0.suggestions },
    ]
}
