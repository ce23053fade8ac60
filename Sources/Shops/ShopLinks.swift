import Base
import Shell
import Web

/// The code of a shop as addresses write it, in lower case.
package struct ShopCode: Sendable, Hashable, CustomStringConvertible {
    /// Four lower-case characters.
    package let description: String

    package init(_ code: String) { description = code.lowercased() }
}

extension Link {
    package static let directory = Link(local: "/boutiques")

    /// Streets that may be the same.
    package static let streets = Link(local: "/boutiques/rues")

    /// Deletes the answer about two streets, by their keys.
    package static func undoStreet(_ one: String, _ other: String) -> Link {
        Link(local: "/boutiques/rues/annulation").adding("une", one).adding("autre", other)
    }

    /// The page of a shop: `/boutiques/boulangerie-de-l-etoile-7kq2`.
    package static func shop(_ shop: Shop) -> Link { Link.shop(name: shop.name, code: shop.code) }

    /// The page of the shop with this name and code.
    package static func shop(name: String, code: String) -> Link {
        Link(local: "/boutiques/\(Shop.slug(name: name, code: code))")
    }

    /// The page of a shop by its code alone; it redirects to the address with the name.
    package static func shop(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)") }

    /// The form of a shop, for those who may edit it.
    package static func editShop(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/modifier") }

    /// The logo and the photos of a shop, for those who may edit it.
    package static func shopPhotos(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/photos") }

    /// The form of a season of a shop, or of a new one.
    package static func season(_ number: SeasonNumber, of code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/saisons/\(number)")
    }

    /// Says that a shop is closed today, or when its people are back.
    package static func announceAbsence(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/absence") }

    /// Its people are back.
    package static func endAbsence(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/retour") }

    /// The counter of a shop, where its people note visits.
    package static func counter(at code: ShopCode) -> Link { Link(local: "/comptoir/\(code)") }

    /// The home page of a member of several shops, at one of them.
    package static func memberHome(at code: ShopCode) -> Link { memberHome.adding("boutique", code.description) }

    /// Reports an error of its page.
    package static func reportError(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/erreur") }

    /// Settles a reported error.
    package static func settleReport(_ id: String, of code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/erreurs/\(id)")
    }

    /// Reopens a settled report.
    package static func reopenReport(_ id: String, of code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/erreurs/\(id)/attente")
    }

    /// Puts a removed shop back.
    package static func restoreShop(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/retablissement") }
}
