import Shell
import Web

extension Link {
    /// The bons plans of a shop, for its people; a POST adds one.
    package static func deals(at code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/bons-plans") }

    /// The form of one.
    package static func deal(_ publicID: String, at code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/bons-plans/\(publicID)")
    }

    /// Ends it before its last day; `restoreDeal` undoes it.
    package static func endDeal(_ publicID: String, at code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/bons-plans/\(publicID)/retrait")
    }

    package static func restoreDeal(_ publicID: String, at code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/bons-plans/\(publicID)/retablissement")
    }
}
