import HTMLTemplate
import Shell
import Shops

/// The encounters and reviews of one shop, for its shopkeepers and staff.
struct ShopEncountersPage: Page {
    static let template = "encounters/shop"
    let shopName: String
    let shopLink: String
    let visitPath: String
    let tableLink: String
    /// Where visits are noted.
    let counterLink: String
    /// Whether the reader noted a visit today: the CSV table has it, the list of past encounters not yet.
    let hasNotes: Bool
    /// Nil for members who may not answer reviews.
    let reviews: Reviews?
    /// Nil for staff, who may not read visitors’ answers.
    let record: Record?
    let errors: [FieldError]
    let section = Section.reviews

    /// Past encounters on one page, and answered reviews on one page.
    static let pastEncounters = 10
    static let answeredReviews = 3

    /// The published reviews.
    struct Reviews: PageModel {
        /// Reviews without a reply, and one whose reply came back with an error.
        let waiting: [ShopReview]
        let answered: [ShopReview]
        let pages: Pagination

        static let fields: [Field<Reviews>] = [
            .list("waitingReviews") { $0.waiting },
            .flag("isAllAnswered") { $0.waiting.isEmpty && !$0.answered.isEmpty },
            .flag("hasNoReview") { $0.waiting.isEmpty && $0.answered.isEmpty },
            .list("answeredReviews") { $0.answered }, .flag("hasAnswered") { !$0.answered.isEmpty },
            .one("pages") { $0.pages.ifLong },
        ]
    }

    /// The part for the shopkeepers: figures and past encounters.
    struct Record: PageModel {
        let weeks: WeekFigure
        let twoViewsLink: String
        let past: [Row]
        let newer: String?
        let older: String?

        static let fields: [Field<Record>] = [
            .one("weeks") { $0.weeks }, .text("twoViewsLink") { $0.twoViewsLink },
            .list("past") { $0.past },
            .optionalText("newer") { $0.newer }, .optionalText("older") { $0.older },
            .flag("hasPages") { $0.newer != nil || $0.older != nil },
            .number("tableLines") { _ in SiteLimits.tableLines },
        ]
    }

    /// One encounter.
    struct Row: PageModel {
        let source: String
        let day: String
        let isoDay: String
        /// Feeling, purchase and reason in one sentence.
        let said: String
        let note: String?

        static let fields: [Field<Row>] = [
            .text("source") { $0.source }, .text("day") { $0.day }, .text("isoDay") { $0.isoDay },
            .text("said") { $0.said }, .optionalText("note") { $0.note },
        ]
    }

    static let fields: [Field<ShopEncountersPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .text("visitPath") { $0.visitPath },
        .text("tableLink") { $0.tableLink }, .text("counterLink") { $0.counterLink },
        .one("reviews") { $0.reviews }, .one("record") { $0.record },
        .flag("hasTable") { $0.hasNotes || $0.record?.past.isEmpty == false },
        .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// A published review with the form for its reply.
struct ShopReview: PageModel {
    let canReply: Bool
    let words: ReviewWords
    let action: String
    let text: Input
    let seen: String

    static let fields: [Field<ShopReview>] = [
        .one("review") { $0.words }, .text("replyAction") { $0.action }, .one("text") { $0.text },
        .text("seen") { $0.seen }, .flag("isRefused") { $0.text.error != nil },
        .flag("isAnswered") { $0.words.reply != nil }, .flag("canReply") { $0.canReply },
    ]
}
