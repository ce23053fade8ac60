import Shell
import HTMLTemplate

/// A page of the directory: shops by name, and the filters.
struct DirectoryPage: Page {
    static let template = "shops/index"
    let heading: String
    let query: DirectoryQuery
    let tradeOptions: HTML
    let streetOptions: HTML
    let everyLink: String
    let openLink: String
    let rows: [Row]
    let isEmptyDirectory: Bool
    let pages: Pagination
    let section = Section.shops
    var canonicalLink: Link? { query.link }

    struct Row: PageModel {
        let slug: String
        let name: String
        let trade: String
        let address: String
        let status: String?
        let isOpen: Bool

        static let fields: [Field<Row>] = [
            .text("slug") { $0.slug }, .text("name") { $0.name }, .text("trade") { $0.trade },
            .text("address") { $0.address }, .optionalText("status") { $0.status }, .flag("isOpen") { $0.isOpen },
        ]
    }

    static let fields: [Field<DirectoryPage>] = [
        .text("heading") { $0.heading },
        .text("words") { $0.query.words },
        .plainNumber("wordsLimit") { _ in DirectoryQuery.wordsLimit },
        .html("tradeOptions") { $0.tradeOptions },
        .html("streetOptions") { $0.streetOptions },
        .flag("openNow") { $0.query.openNow },
        .flag("isFiltered") { $0.query.isFiltered },
        .text("everyLink") { $0.everyLink },
        .text("openLink") { $0.openLink },
        .flag("hasRows") { !$0.rows.isEmpty },
        .list("rows") { $0.rows },
        .flag("isEmptyDirectory") { $0.isEmptyDirectory },
        .one("pages") { $0.pages.ifLong },
    ]
}
