import Shell
import HTMLTemplate

/// A poster for a counter: the shop’s name, the five faces, the QR code and the short address to type.
struct Poster: PageModel {
    /// A sheet of A4 to itself, or a quarter of one.
    enum Format: String, Sendable, CaseIterable {
        case a4, a6

        /// Posters per sheet.
        var postersASheet: Int { self == .a4 ? 1 : 4 }
    }

    let name: String
    let code: HTML
    /// «chaland.example/b/7KQ2»
    let address: String

    static let fields: [Field<Poster>] = [
        .text("name") { $0.name }, .html("code") { $0.code }, .text("address") { $0.address },
    ]
}

/// A sheet of four small posters.
struct PosterSheet: PageModel {
    let posters: [Poster]

    static let fields: [Field<PosterSheet>] = [.list("posters") { $0.posters }]
}

/// The shop of a poster.
struct PosterShop: Sendable {
    let name: String
    /// The code of its counter.
    let code: String

    /// The URL in its QR code: short, and in capitals, which makes the code smaller.
    package var link: Link { .visit(code) }
}
