import Base
import Shell
import Web

extension Link {
    /// The page a poster leads to, where the visitor answers; `code` is the code of the counter: `/b/7KQ2`.
    package static func visit(_ code: String) -> Link { Link(local: "/b/\(code)") }

    /// The posters of all shops.
    package static let posters = Link(local: "/affichettes")

    /// The posters with the codes of one medium.
    package static func posters(on medium: EntryPoint.Medium) -> Link { posters.adding("support", medium.rawValue) }

    /// The poster of one shop.
    package static func poster(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/affichette") }

    /// The PDF of the posters of all shops.
    package static let postersPDF = Link(local: "/affichettes.pdf")

    /// The PDF of the poster of one shop.
    package static func posterPDF(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/affichette.pdf") }
}
