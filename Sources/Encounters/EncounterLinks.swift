import Base
import Shell
import Shops
import Web

extension Link {
    /// The page with the field for a shop's code.
    package static let visits = Link(local: "/b")
    /// The page with the field for a change code.
    package static let changeCode = Link(local: "/rencontre")

    /// The page that changes or withdraws a visitor's answer.
    package static func encounter(_ code: Secret) -> Link { Link(local: "/rencontre/\(code.grouped)") }

    /// The encounters of a shop, for its members.
    package static func encounters(at code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/rencontres") }

    /// The encounters of a shop as a table (CSV).
    package static func encounterTable(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/rencontres.csv") }
}
