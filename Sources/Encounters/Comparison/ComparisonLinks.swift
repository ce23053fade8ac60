import Shell
import Shops
import Web

extension Link {
    /// What visitors say of a shop beside what its people note.
    package static func twoViews(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/deux-regards") }

    /// The counters of the association: at how many shops visits are recorded, by street and trade.
    package static let counters = Link(local: "/statistiques/comptoirs")
}
