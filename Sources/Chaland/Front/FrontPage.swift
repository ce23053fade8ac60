import HTMLTemplate
import Shell
import Shops

/// The front page: who is open now, what happens this week, the latest reviews.
struct FrontPage: Page {
    static let template = "front/show"
    /// «7 boutiques ouvertes».
    let heading: String
    /// «samedi 28 novembre, 11 h 40».
    let now: String
    /// The shop that opens next; nil when none is known.
    let next: Next?
    let houses: [StreetHouse]
    let shopCount: Int
    let chips: [DirectoryChip]
    let thisWeek: [ThisWeek]
    let news: [NewsRow]
    let newShops: [StreetHouse]
    let reviews: FrontReviews?
    let sharedImage: SharedImage?
    let section = Section.front
    var canonicalLink: Link? { .front }

    /// The next shop to open, and when: «demain à 7 h».
    struct Next: PageModel {
        let slug: String
        let name: String
        let time: String

        static let fields: [Field<Next>] = [
            .text("slug") { $0.slug }, .text("name") { $0.name }, .text("time") { $0.time },
        ]
    }

    static let fields: [Field<FrontPage>] = [
        .text("heading") { $0.heading }, .text("now") { $0.now }, .one("next") { $0.next },
        .html("facadeSheet") { _ in FacadeSheet.html }, .flag("hasShops") { $0.shopCount > 0 },
        .list("houses") { $0.houses }, .number("count") { $0.shopCount },
        .plainNumber("wordsLimit") { _ in DirectoryQuery.wordsLimit },
        .text("besideTrade") { _ in "" }, .list("chips") { $0.chips },
        .flag("hasWeek") { !$0.thisWeek.isEmpty }, .list("thisWeek") { $0.thisWeek },
        .flag("hasNews") { !$0.news.isEmpty }, .list("news") { $0.news },
        .flag("hasNewShops") { !$0.newShops.isEmpty }, .list("newShops") { $0.newShops },
        .one("sharedImage") { $0.sharedImage },
        .one("reviews") { $0.reviews },
    ]
}
