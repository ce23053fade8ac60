import Shell
import Web

extension Link {
    /// All printed codes; a POST adds some.
    package static let codes = Link(local: "/codes")

    /// The printed codes of a shop; a POST adds one.
    package static func codes(of shop: ShopCode) -> Link { Link(local: "/boutiques/\(shop)/codes") }

    /// One printed code; a POST changes it.
    package static func code(_ code: String) -> Link { Link(local: "/codes/\(code.lowercased())") }

    /// Ends one.
    package static func endCode(_ code: String) -> Link { Link(local: "/codes/\(code.lowercased())/fin") }

    /// Puts an ended one back in use.
    package static func restoreCode(_ code: String) -> Link {
        Link(local: "/codes/\(code.lowercased())/retablissement")
    }

    /// Its poster.
    package static func poster(ofCode code: String) -> Link { Link(local: "/codes/\(code.lowercased())/affichette") }

    /// The PDF of its poster.
    package static func posterPDF(ofCode code: String) -> Link {
        Link(local: "/codes/\(code.lowercased())/affichette.pdf")
    }
}
