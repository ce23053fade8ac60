import Encounters
import Projects
import Shell
import Shops
import HTMLTemplate

/// The member’s home: the setup steps and the figures of the street, for offices that have them; the shops where they
/// hold an office.
struct HomePage: Page {
    static let template = "home/show"
    let shopCount: Int
    let invitedCount: Int
    /// They may add shops, and there is no shop or no invitation yet.
    let hasFirstSteps: Bool
    let needsPassword: Bool
    /// They may change the settings, and the legal notice lacks what the law requires.
    let lacksLegalNotice: Bool
    /// They may change the settings, and a proxy in front is not declared.
    let hasUnknownProxy: Bool
    let street: Street?
    let shops: [OwnShop]
    let latestProjects: LatestProjects
    let section = Section.home
    let isPrivate = true

    /// The figures of the street, and what waits.
    struct Street: PageModel {
        let week: Outcomes
        /// The Monday of that week.
        let weekOf: String
        let weeks: WeekFigure
        let reviewsToRead: Int
        let reviewsUnanswered: Int
        let shopsHeld: Int
        /// Public projects with a change that waits, for those who may approve it.
        let projectsToRead: Int

        static let fields: [Field<Street>] = [
            .text("weekOf") { $0.weekOf }, .number("weekTotal") { $0.week.total },
            .number("weekBought") { $0.week.bought },
            .number("weekLeft") { $0.week.left }, .number("weekUnsaid") { $0.week.unsaid }, .one("weeks") { $0.weeks },
            .number("reviewsToRead") { $0.reviewsToRead }, .number("reviewsUnanswered") { $0.reviewsUnanswered },
            .number("shopsHeld") { $0.shopsHeld },
            .number("projectsToRead") { $0.projectsToRead },
            .flag("isNothingWaiting") {
                $0.reviewsToRead + $0.reviewsUnanswered + $0.shopsHeld + $0.projectsToRead == 0
            },
        ]
    }

    /// The figures of the last counted week at one shop.
    struct Week: PageModel {
        let outcomes: Outcomes
        /// The Monday of that week.
        let weekOf: String
        /// When the figures were made, and how many encounters came since.
        let note: String

        static let fields: [Field<Week>] = [
            .text("weekOf") { $0.weekOf }, .number("weekTotal") { $0.outcomes.total },
            .number("weekBought") { $0.outcomes.bought },
            .number("weekLeft") { $0.outcomes.left }, .number("weekUnsaid") { $0.outcomes.unsaid },
            .text("figuresNote") { $0.note },
        ]
    }

    /// A shop where the member holds an office.
    struct OwnShop: PageModel {
        let name: String
        let link: String
        let encountersLink: String
        let editLink: String
        let canEdit: Bool
        /// What the last import changed in it; nil when nothing.
        let imported: String?
        /// Nil for a member who may only record encounters.
        let week: Week?
        let unanswered: Int
        let noting: NoteButtons
        let today: TodayAtShop?

        static let fields: [Field<OwnShop>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("encountersLink") { $0.encountersLink },
            .text("editLink") { $0.editLink }, .flag("canEdit") { $0.canEdit },
            .optionalText("imported") { $0.imported }, .one("week") { $0.week },
            .number("unanswered") { $0.unanswered },
            .one("noting") { $0.noting }, .one("today") { $0.today },
        ]
    }

    static let fields: [Field<HomePage>] = [
        .number("shopCount") { $0.shopCount }, .number("invitedCount") { $0.invitedCount },
        .flag("hasFirstSteps") { $0.hasFirstSteps },
        .flag("lacksLegalNotice") { $0.lacksLegalNotice },
        .flag("needsPassword") { $0.needsPassword }, .flag("hasUnknownProxy") { $0.hasUnknownProxy },
        .one("street") { $0.street }, .list("ownShops") { $0.shops },
        .one("latestProjects") { $0.latestProjects },
    ]
}
