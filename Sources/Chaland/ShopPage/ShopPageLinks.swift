import Shell
import Shops
import Web

extension Link {
    /// The page that shares a shop.
    package static func share(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/partager") }
}
