import HTMLTemplate
import Shell
import Shops

/// The counter of a shop: the screen that its people have open between two customers.
struct CounterPage: Page {
    static let template = "counter/show"
    let shopName: String
    /// All of the member's shops, when they have several.
    let choices: [CounterChoice]
    let noting: NoteButtons
    /// How many visits the people of the shop noted today, in words.
    let today: String
    /// The visits that the reader noted today.
    let notes: [NoteRow]
    /// This week against the same one of last year; empty for the staff, and before the first figures.
    let week: [String]
    let review: WaitingReview?
    let absence: TodayAtShop?
    let neighboursLink: String
    /// The encounters and reviews of the shop.
    let recordLink: String
    /// The tools of the shop, on the home.
    let toolsLink: String
    let initials: Initials
    let phone: CounterScript
    let queueScript: String
    let counterScript: String
    let errors: [FieldError]
    let section = Section.counter
    let isPrivate = true

    /// The oldest review without a reply.
    struct WaitingReview: PageModel {
        let title: String
        let review: ShopReview

        static let fields: [Field<WaitingReview>] = [
            .text("reviewTitle") { $0.title }, .one("waitingReview") { $0.review },
        ]
    }

    /// Whether initials stand beside notes, and the form for those who decide it.
    struct Initials: PageModel {
        /// What the page tells the reader about their own initials; nil while none are shown.
        let told: String?
        let areShown: Bool
        /// Nil for members who do not decide it.
        let action: String?

        static let fields: [Field<Initials>] = [
            .optionalText("told") { $0.told }, .flag("areShown") { $0.areShown },
            .optionalText("initialsAction") { $0.action },
        ]
    }

    static let fields: [Field<CounterPage>] = [
        .text("shopName") { $0.shopName }, .list("choices") { $0.choices },
        .flag("hasChoices") { !$0.choices.isEmpty }, .one("noting") { $0.noting }, .text("today") { $0.today },
        .list("notes") { $0.notes }, .flag("hasNotes") { !$0.notes.isEmpty },
        .list("week") { $0.week.map(WeekLine.init) }, .one("review") { $0.review }, .one("absence") { $0.absence },
        .text("neighboursLink") { $0.neighboursLink }, .text("recordLink") { $0.recordLink },
        .text("toolsLink") { $0.toolsLink },
        .one("initials") { $0.initials }, .one("phone") { $0.phone }, .text("queueScript") { $0.queueScript },
        .text("counterScript") { $0.counterScript }, .flag("hasErrors") { !$0.errors.isEmpty },
        .list("errors") { $0.errors }, .plainNumber("wordsLimit") { _ in DirectoryQuery.wordsLimit },
    ]

    /// A sentence of the comparison.
    struct WeekLine: PageModel {
        let text: String

        static let fields: [Field<WeekLine>] = [.text("sentence") { $0.text }]
    }
}

/// The counters of a member of several shops, or a sentence for one of none.
struct CounterChoicePage: Page {
    static let template = "counter/index"
    let choices: [CounterChoice]
    let section = Section.counter

    static let fields: [Field<CounterChoicePage>] = [
        .list("choices") { $0.choices }, .flag("hasChoices") { !$0.choices.isEmpty },
    ]
}

/// One of several shops.
struct CounterChoice: PageModel {
    let name: String
    let link: String
    let isCurrent: Bool

    static let fields: [Field<CounterChoice>] = [
        .text("name") { $0.name }, .text("link") { $0.link }, .flag("isCurrent") { $0.isCurrent },
    ]
}

/// A visit that the reader noted today.
struct NoteRow: PageModel {
    let said: String
    /// The URL that withdraws it.
    let withdrawal: String
    /// The day in which `number` counts.
    let day: String
    let number: String

    static let fields: [Field<NoteRow>] = [
        .text("said") { $0.said }, .text("withdrawal") { $0.withdrawal }, .text("day") { $0.day },
        .text("number") { $0.number },
    ]
}
