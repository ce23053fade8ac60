import Base
import HTTP
import Shell
import Shops
import Web

/// An entry of an address book: vCard 3.0 (RFC 2426), the version that every phone reads, in UTF-8.
struct VCard {
    private var lines = ["BEGIN:VCARD", "VERSION:3.0"]

    /// Adds a property, unless all its parts are empty.
    mutating func add(_ name: String, _ parts: String...) {
        if parts.allSatisfy(\.isEmpty) { return }
        lines.append(name + ":" + parts.map(ContentLine.text).joined(separator: ";"))
    }

    /// The file in UTF-8.
    var bytes: [UInt8] { (lines + ["END:VCARD"]).flatMap(ContentLine.folded) }
}

extension VCard {
    /// A shop; `url` is the canonical address of its page.
    init(_ shop: Shop, url: String) {
        add("FN", shop.name)
        // Required; a shop has no family name.
        lines.append("N:" + ContentLine.text(shop.name) + ";;;;")
        add("ORG", shop.name)
        add("TITLE", shop.trade)
        add("TEL;TYPE=WORK,VOICE", shop.phoneNumber?.dialled ?? "")
        add("EMAIL;TYPE=INTERNET", shop.emailLink == nil ? "" : shop.email)
        if !shop.fullAddress.isEmpty {
            add("ADR;TYPE=WORK", "", "", shop.address, shop.town, "", shop.postcode, "France")
        }
        add("URL", shop.siteLink ?? "")
        if url.hasPrefix("http") { add("URL", url) }
        if let place = shop.place { lines.append("GEO:\(place.latitude);\(place.longitude)") }
    }
}

/// A shop as a contact.
enum VCardHandlers {
    /// The shop as a file for the contacts of a phone; 404 for an unknown shop.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let shop = try context.read({ try Shop.find(context.parameter("shop"), in: $0) }) else {
            throw Failure.notFound
        }
        let card = VCard(shop, url: context.canonical(.shop(shop)))
        return .data(
            card.bytes, type: "text/vcard; charset=utf-8", fileName: shop.name.slug + ".vcf", cache: .shared)
    }
}
