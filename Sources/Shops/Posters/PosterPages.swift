import Shell
import HTMLTemplate

/// The poster of one shop.
struct PosterPage: Page {
    static let template = "posters/show"
    let shopName: String
    let shopLink: String
    let sheets: PosterSheets
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<PosterPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .one("sheets") { $0.sheets },
    ]
}

/// The posters of all shops or of one street, paginated.
struct PosterListPage: Page {
    static let template = "posters/index"
    let shopCount: Int
    let first: Int
    let last: Int
    let streetOptions: HTML
    let format: Poster.Format
    let sheets: PosterSheets
    let pages: Pagination
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<PosterListPage>] = [
        .number("shopCount") { $0.shopCount }, .number("first") { $0.first }, .number("last") { $0.last },
        .html("streetOptions") { $0.streetOptions }, .text("format") { $0.format.rawValue },
        .flag("hasShops") { $0.shopCount > 0 }, .one("sheets") { $0.sheets }, .one("pages") { $0.pages.ifLong },
    ]
}

/// The posters to print, and links to both formats.
struct PosterSheets: PageModel {
    let format: Poster.Format
    let posters: [Poster]
    let a4Link: String
    let a6Link: String

    static let fields: [Field<PosterSheets>] = [
        .flag("isA6") { $0.format == .a6 },
        .list("posters") { $0.format == .a4 ? $0.posters : [] },
        .list("quarters") { $0.format == .a6 ? $0.quarters : [] },
        .text("a4Link") { $0.a4Link },
        .text("a6Link") { $0.a6Link },
    ]

    private var quarters: [PosterSheet] {
        stride(from: 0, to: posters.count, by: 4).map { start in
            PosterSheet(posters: Array(posters[start..<min(start + 4, posters.count)]))
        }
    }
}
