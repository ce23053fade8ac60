import Shell
import Shops
import Web

extension Link {
    /// The counter of a member: that of their shop, or the choice of one.
    package static let counter = Link(local: "/comptoir")

    /// Withdraws a visit noted at the counter.
    package static func withdrawNote(at code: ShopCode) -> Link { Link(local: "/comptoir/\(code)/retrait") }

    /// Shows or hides the initials of the staff beside their notes, for the people who run the shop.
    package static func staffInitials(at code: ShopCode) -> Link { Link(local: "/comptoir/\(code)/initiales") }

    /// The neighbours that have what a visitor looks for.
    package static func neighbours(of code: ShopCode) -> Link { Link(local: "/comptoir/\(code)/voisins") }

    /// The slip that sends a visitor from one shop to another.
    package static func slip(from code: ShopCode, to neighbour: ShopCode) -> Link {
        Link(local: "/comptoir/\(code)/voisins/\(neighbour)")
    }

    /// The list of the counters as a phone stores it.
    static let offlineCounters = Link(local: "/comptoir/hors-ligne")

    /// The counter as a phone stores it.
    static func offlineCounter(at code: ShopCode) -> Link { Link(local: "/comptoir/\(code)/hors-ligne") }
}
