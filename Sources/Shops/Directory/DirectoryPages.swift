import HTMLTemplate
import Shell

/// A page of the directory: shops by name, and the filters.
struct DirectoryPage: Page {
    static let template = "shops/index"
    let heading: String
    /// «7 ouvertes maintenant»; nil beside a filter, and when none is.
    let open: String?
    let query: DirectoryQuery
    let besideTrade: String
    let chips: (chosen: DirectoryChip?, others: [DirectoryChip])
    let tradeOptions: HTML
    let streetOptions: HTML
    /// The page without the chosen trade.
    let withoutTradeLink: String
    /// The page with the filter «open now» turned on or off.
    let openLink: String
    let rows: [Row]
    let isEmptyDirectory: Bool
    /// Whether any shop has said when it opens; else the page has no filter for it.
    let hasHours: Bool
    /// Shown when shops match the other filters and none is open.
    var noneOpen: NoneOpen?
    /// Whether the words were found only with tolerance for typing errors.
    var isApproximate = false
    /// The list that the script sorts by distance; empty when no shop has a place.
    let nearLink: String
    let pages: Pagination
    let section = Section.shops
    var canonicalLink: Link? { query.with { $0.isNear = false }.link }

    struct Row: PageModel {
        let slug: String
        let name: String
        let trade: String
        let address: String
        /// A link to a map; empty without an address.
        let map: String
        let drawing: HTML
        let status: String?
        let isOpen: Bool
        /// For the script that sorts by distance.
        let place: Shop.Place?

        static let fields: [Field<Row>] = [
            .text("slug") { $0.slug }, .text("name") { $0.name }, .text("trade") { $0.trade },
            .text("address") { $0.address }, .text("map") { $0.map }, .html("drawing") { $0.drawing },
            .optionalText("status") { $0.status }, .flag("isOpen") { $0.isOpen },
            .text("place") { row in row.place.map { "\($0.latitude) \($0.longitude)" } ?? "" },
        ]
    }

    /// The shop that opens first; empty when no shop has an opening.
    struct NoneOpen: PageModel {
        var opens = ""
        var slug = ""
        var name = ""

        static let fields: [Field<NoneOpen>] = [
            .text("opens") { $0.opens }, .text("slug") { $0.slug }, .text("name") { $0.name },
        ]
    }

    static let fields: [Field<DirectoryPage>] = [
        .text("heading") { $0.heading },
        .optionalText("open") { $0.open },
        .html("facadeSheet") { _ in FacadeSheet.html },
        .one("chosen") { $0.chips.chosen },
        .list("chips") { $0.chips.others },
        .text("besideTrade") { $0.besideTrade },
        .text("withoutTradeLink") { $0.withoutTradeLink },
        .flag("isNarrowed") { !$0.query.street.isEmpty },
        .text("words") { $0.query.words },
        .plainNumber("wordsLimit") { _ in DirectoryQuery.wordsLimit },
        .html("tradeOptions") { $0.tradeOptions },
        .html("streetOptions") { $0.streetOptions },
        .flag("openNow") { $0.query.openNow },
        .flag("isFiltered") { $0.query.isFiltered },
        .text("openLink") { $0.openLink },
        .flag("hasRows") { !$0.rows.isEmpty },
        .list("rows") { $0.rows },
        .flag("hasOpenFilter") { $0.hasHours || $0.query.openNow },
        .flag("isNoneOpen") { $0.noneOpen != nil },
        .one("noneOpen") { $0.noneOpen },
        .flag("isApproximate") { $0.isApproximate },
        .text("nearLink") { $0.nearLink },
        .flag("isEmptyDirectory") { $0.isEmptyDirectory },
        .one("pages") { $0.pages.ifLong },
    ]
}
