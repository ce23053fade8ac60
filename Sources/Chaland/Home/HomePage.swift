import Encounters
import HTMLTemplate
import Projects
import Shell
import Shops

/// The member’s home: the counter of their shop, the desk of the association, or both.
struct HomePage: Page {
    static let template = "home/show"
    /// «samedi 28 novembre 2026».
    let date: String
    let counter: Counter?
    /// Nil for members of a shop without an office of the association.
    let desk: Desk?
    /// Nil for members who do not see the figures of all shops.
    let street: Street?
    let latestProjects: LatestProjects
    let latestNeeds: LatestNeeds
    /// Notices that they have not read.
    let notices: [NoticeLine]
    let section = Section.home
    let isPrivate = true

    /// The shop where they record visits.
    struct Counter: PageModel {
        let name: String
        /// All of their shops, when they have several.
        let choices: [Choice]
        let today: String
        let comparison: String?
        /// What waits at this shop, and for the member as a person.
        let waiting: [Waiting]
        let absence: TodayAtShop?
        let counterLink: String
        let tools: [Tool]
        /// Nil for a member who may only record encounters.
        let week: Week?

        static let fields: [Field<Counter>] = [
            .text("counterName") { $0.name }, .list("choices") { $0.choices },
            .flag("hasChoices") { !$0.choices.isEmpty },
            .text("today") { $0.today }, .optionalText("comparison") { $0.comparison },
            .list("counterWaiting") { $0.waiting }, .one("absence") { $0.absence },
            .text("counterLink") { $0.counterLink }, .list("tools") { $0.tools }, .one("week") { $0.week },
        ]
    }

    /// A page with which the people of a shop run it.
    struct Tool: PageModel {
        let name: String
        let link: String

        static let fields: [Field<Tool>] = [.text("toolName") { $0.name }, .text("toolLink") { $0.link }]
    }

    /// One of several shops.
    struct Choice: PageModel {
        let name: String
        let link: String
        let isCurrent: Bool

        static let fields: [Field<Choice>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .flag("isCurrent") { $0.isCurrent },
        ]
    }

    /// What there is to do for the association.
    struct Desk: PageModel {
        let steps: Steps?
        let hasUnknownProxy: Bool
        let waiting: [Waiting]
        /// The first button is the main one of the page.
        let isFirst: Bool

        static let fields: [Field<Desk>] = [
            .one("steps") { $0.steps }, .flag("hasUnknownProxy") { $0.hasUnknownProxy },
            .one("firstWaiting") { $0.isFirst && $0.steps == nil ? $0.waiting.first : nil },
            .list("deskWaiting") { Array($0.waiting.dropFirst($0.isFirst && $0.steps == nil ? 1 : 0)) },
            .flag("isNothingWaiting") { $0.waiting.isEmpty },
        ]
    }

    /// The first three things to do, until shops and invitations are there.
    struct Steps: PageModel {
        let shopCount: Int
        let invitedCount: Int

        static let fields: [Field<Steps>] = [
            .number("shopCount") { $0.shopCount }, .number("invitedCount") { $0.invitedCount },
        ]
    }

    /// The figures of the association.
    struct Street: PageModel {
        let week: Week
        let weeks: WeekFigure

        static let fields: [Field<Street>] = [.one("thisWeek") { $0.week }, .one("weeks") { $0.weeks }]
    }

    /// The figures of the last counted week.
    struct Week: PageModel {
        let outcomes: Outcomes
        /// Its Monday: «30 nov.».
        let weekOf: String
        /// When the figures were made, and how many encounters came since.
        let note: String

        static let fields: [Field<Week>] = [
            .text("weekOf") { $0.weekOf }, .number("weekTotal") { $0.outcomes.total },
            .number("weekBought") { $0.outcomes.bought }, .number("weekLeft") { $0.outcomes.left },
            .number("weekUnsaid") { $0.outcomes.unsaid }, .text("figuresNote") { $0.note },
        ]
    }

    static let fields: [Field<HomePage>] = [
        .text("date") { $0.date }, .one("counter") { $0.counter }, .one("desk") { $0.desk },
        .one("street") { $0.street }, .one("latestProjects") { $0.latestProjects },
        .one("latestNeeds") { $0.latestNeeds },
        .list("notices") { $0.notices }, .flag("hasNotices") { !$0.notices.isEmpty },
    ]
}
