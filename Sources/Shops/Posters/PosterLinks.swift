import Base
import Shell
import Web

extension Link {
    /// What a poster leads to, the question to a visitor; `code` is the one printed for the counter: `/b/7KQ2`.
    package static func visit(_ code: String) -> Link { Link(local: "/b/\(code)") }

    /// The posters of all shops.
    package static let posters = Link(local: "/affichettes")

    /// The poster of one shop.
    package static func poster(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/affichette") }
}
