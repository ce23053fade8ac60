import HTMLTemplate

/// Where a member arrives: the president's three boxes and the street's figures; the shopkeeper's own shops.
struct HomePage: Page {
    static let template = "home/show"
    let shopCount: Int
    let invitedCount: Int
    let needsPassword: Bool
    let street: Street?
    let shops: [OwnShop]
    let latestProjects: LatestProjects
    let section = Section.home

    /// How the street is doing, for the president.
    struct Street: PageModel {
        let week: Outcomes
        let weeks: WeekFigure
        let reviewsToRead: Int
        let reviewsUnanswered: Int
        let shopsHeld: Int

        static let fields: [Field<Street>] = [
            .number("weekTotal") { $0.week.total }, .number("weekBought") { $0.week.bought },
            .number("weekLeft") { $0.week.left }, .number("weekUnsaid") { $0.week.unsaid }, .one("weeks") { $0.weeks },
            .number("reviewsToRead") { $0.reviewsToRead }, .number("reviewsUnanswered") { $0.reviewsUnanswered },
            .number("shopsHeld") { $0.shopsHeld },
            .flag("isNothingWaiting") { $0.reviewsToRead + $0.reviewsUnanswered + $0.shopsHeld == 0 },
        ]
    }

    /// One shop of a shopkeeper, with this week's figures.
    struct OwnShop: PageModel {
        let name: String
        let link: String
        let encountersLink: String
        let editLink: String
        let week: WeekCount
        let unanswered: Int
        let noting: NoteButtons

        static let fields: [Field<OwnShop>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("encountersLink") { $0.encountersLink },
            .text("editLink") { $0.editLink }, .number("weekTotal") { $0.week.all.total },
            .number("weekBought") { $0.week.all.bought }, .number("weekLeft") { $0.week.all.left },
            .number("weekUnsaid") { $0.week.all.unsaid }, .number("unanswered") { $0.unanswered },
            .one("noting") { $0.noting },
        ]
    }

    static let fields: [Field<HomePage>] = [
        .number("shopCount") { $0.shopCount }, .number("invitedCount") { $0.invitedCount },
        .flag("hasFirstSteps") { $0.shopCount == 0 || $0.invitedCount == 0 },
        .flag("needsPassword") { $0.needsPassword }, .one("street") { $0.street }, .list("ownShops") { $0.shops },
        .one("latestProjects") { $0.latestProjects },
    ]
}
