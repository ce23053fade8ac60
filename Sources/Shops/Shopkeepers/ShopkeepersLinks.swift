import Shell
import Web

extension Link {
    /// «Qui tient cette boutique».
    package static func people(of shop: ShopCode) -> Link { Link(local: "/boutiques/\(shop)/personnes") }

    /// Asks what ends; the form of that page ends it.
    package static func endAccess(of person: String, at shop: ShopCode) -> Link {
        Link(local: "/boutiques/\(shop)/personnes/\(person)")
    }

    /// Restores the access of a person.
    package static func restoreAccess(of person: String, at shop: ShopCode) -> Link {
        Link(local: "/boutiques/\(shop)/personnes/\(person)/retablissement")
    }
}
