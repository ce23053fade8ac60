import Base
import Shell
import Shops
import Web

extension Link {
    /// The page to type a shop's code.
    package static let visits = Link(local: "/b")
    /// The page to type a change code.
    package static let changeCode = Link(local: "/rencontre")

    /// What a visitor answered, to be changed.
    package static func encounter(_ code: Secret) -> Link { Link(local: "/rencontre/\(code.grouped)") }

    /// The encounters of a shop, for its members.
    package static func encounters(at code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/rencontres") }

    /// The encounters of a shop as a table (CSV).
    package static func encounterTable(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/rencontres.csv") }

    /// Withdraws an encounter noted at the counter.
    package static func withdrawEncounter(at code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/rencontres/annulation")
    }
}
