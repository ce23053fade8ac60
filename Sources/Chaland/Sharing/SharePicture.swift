import Base
import HTMLTemplate
import Projects
import SQLite
import Shell
import Shops

/// A picture of 1200 × 630 pixels that messengers and social networks show beside a shared address
/// (https://ogp.me/#structured).
struct ShareSheet: Page {
    static let template = "drawings/share.svg"
    /// Name or title, serif.
    let titles: [SheetLine]
    let texts: [SheetLine]
    let sender: [SheetLine]
    /// Façades, each at its place.
    let facades: [Placed]
    let hasPhoto: Bool
    let logo: Place?

    static let width = 1_200
    static let height = 630

    /// A façade as SVG with its left and top edge.
    struct Placed: PageModel {
        let x: Int
        let y: Int
        let svg: String

        static let fields: [Field<Placed>] = [
            .plainNumber("x") { $0.x }, .plainNumber("y") { $0.y },
            .html("svg") { HTML(trusting: Array($0.svg.utf8)) },
        ]
    }

    /// Where the logo stands.
    struct Place: PageModel {
        let x: Int
        let y: Int

        static let fields: [Field<Place>] = [.plainNumber("x") { $0.x }, .plainNumber("y") { $0.y }]
    }

    static let fields: [Field<ShareSheet>] = [
        .list("titles") { $0.titles }, .list("texts") { $0.texts }, .list("sender") { $0.sender },
        .list("facades") { $0.facades }, .flag("hasPhoto") { $0.hasPhoto }, .one("logoPlace") { $0.logo },
    ]
}
