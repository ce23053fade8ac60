import Shell
import Shops
import Web

extension Link {
    /// The page that shares a shop.
    package static func share(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/partager") }
    /// The shop as an entry of an address book.
    package static func contact(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/contact.vcf") }
}
