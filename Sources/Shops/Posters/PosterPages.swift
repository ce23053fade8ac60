import Base
import HTMLTemplate
import Shell

/// The poster of one shop.
struct PosterPage: Page {
    static let template = "posters/show"
    let shopName: String
    let shopLink: String
    let lead: String
    let choice: PosterChoice
    var errors: [FieldError] = []
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<PosterPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink },
        .text("lead") { $0.lead }, .one("choice") { $0.choice },
        .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// The posters of all shops or of one street, in the order of the street.
struct PosterListPage: Page {
    static let template = "posters/index"
    let shopCount: Int
    let streetOptions: HTML
    /// The media that codes of shops are on, the counter first; a menu if there are several.
    let media: [FormOption]
    let format: PosterFormat
    let choice: PosterChoice
    let pages: Pagination
    var errors: [FieldError] = []
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<PosterListPage>] = [
        .number("shopCount") { $0.shopCount }, .number("first") { $0.pages.rows.lowerBound + 1 },
        .number("last") { $0.pages.rows.upperBound }, .html("streetOptions") { $0.streetOptions },
        .list("media") { $0.media }, .flag("hasMedia") { $0.media.count > 1 },
        .text("format") { $0.format.rawValue }, .flag("hasShops") { $0.shopCount > 0 },
        .one("choice") { $0.choice }, .one("pages") { $0.choice.sheets == nil ? nil : $0.pages.ifLong },
        .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// The formats, the PDF, and the posters themselves for the printer of the browser.
struct PosterChoice: PageModel {
    let formats: [Tab]
    let action: String
    /// Fields of the form that makes the PDF.
    let format: PosterFormat
    let street: String
    let medium: EntryPoint.Medium
    /// How many posters the PDF will have.
    let count: Int
    let print: PrintStatus?
    var warning: AddressWarning?
    /// Nil for a format that is PDF only, and while the address may not be printed.
    let sheets: PosterHTMLSheets?

    struct Tab: PageModel {
        let title: String
        let link: String
        let isCurrent: Bool

        static let fields: [Field<Tab>] = [
            .text("title") { $0.title }, .text("link") { $0.link }, .flag("isCurrent") { $0.isCurrent },
        ]
    }

    static let fields: [Field<PosterChoice>] = [
        .list("formats") { $0.formats }, .text("action") { $0.action }, .text("format") { $0.format.rawValue },
        .text("street") { $0.street }, .text("medium") { $0.medium.rawValue }, .number("count") { $0.count },
        .one("print") { $0.print },
        .one("addressWarning") { $0.warning }, .one("sheets") { $0.sheets },
    ]
}

/// The posters as parts of a page.
struct PosterHTMLSheets: PageModel {
    let isA6: Bool
    let posters: [PosterOnPage]

    static let fields: [Field<PosterHTMLSheets>] = [
        .list("posters") { $0.isA6 ? [] : $0.posters }, .list("quarters") { $0.isA6 ? $0.quarters : [] },
    ]

    private var quarters: [Quarters] {
        stride(from: 0, to: posters.count, by: 4).map { start in
            Quarters(posters: Array(posters[start..<min(start + 4, posters.count)]))
        }
    }

    /// A sheet of four small posters.
    private struct Quarters: PageModel {
        let posters: [PosterOnPage]

        static let fields: [Field<Quarters>] = [.list("posters") { $0.posters }]
    }
}

/// A poster with its code drawn.
struct PosterOnPage: PageModel {
    let name: String
    let code: HTML
    let address: String
    private let words: PosterWords

    init(_ poster: PosterText, _ words: PosterWords) {
        (name, code, address, self.words) = (poster.name, poster.code, poster.address, words)
    }

    static let fields: [Field<PosterOnPage>] = [
        .text("name") { $0.name }, .html("code") { $0.code }, .text("address") { $0.address },
        .text("question") { $0.words.question }, .text("thanks") { $0.words.thanks },
        .text("promise") { $0.words.promise }, .flag("hasFaces") { $0.words.hasFaces },
    ]
}

/// The form that makes the PDF.
enum PosterForm {
    static let format = AnyField.choice("format")
    static let street = AnyField.choice("rue")
    static let medium = AnyField.choice("support")
    static let fields = [format, street, medium, AddressWarning.field]
}
