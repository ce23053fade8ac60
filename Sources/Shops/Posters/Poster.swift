import Shell
import HTMLTemplate

/// What stands on a counter: the shop's name, the five faces, the code to scan, the short address to type.
struct Poster: PageModel {
    /// A sheet of A4 to itself, or a quarter of one.
    enum Format: String, Sendable, CaseIterable {
        case a4, a6

        /// How many are cut out of one sheet.
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

/// A shop as its poster names it.
struct PosterShop: Sendable {
    let name: String
    /// The code printed for its counter.
    let code: String

    /// The address in its code: short, in capitals as it is printed.
    package var link: Link { .visit(code) }
}
