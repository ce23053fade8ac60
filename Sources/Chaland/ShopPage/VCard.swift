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
        lines.append(name + ":" + parts.map(VCard.escaped).joined(separator: ";"))
    }

    /// The text with CRLF, each line folded after 75 octets (RFC 2425 §5.8.1).
    var text: String { (lines + ["END:VCARD"]).map(VCard.folded).joined(separator: "\r\n") + "\r\n" }

    /// RFC 2426 §5: commas, semicolons, backslashes and line breaks of a value.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        // By scalar: a semicolon with a combining accent is one character, and is to be escaped all the same.
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\r": continue
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
            case _: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Folded between characters: a cut one could not be read.
    private static func folded(_ line: String) -> String {
        var (result, octets) = ("", 0)
        for character in line {
            let size = character.utf8.count
            if octets + size > 75 {
                result += "\r\n "
                octets = 1
            }
            result.append(character)
            octets += size
        }
        return result
    }
}

extension VCard {
    /// A shop; `url` is the canonical address of its page.
    init(_ shop: Shop, url: String) {
        add("FN", shop.name)
        // Required; a shop has no family name.
        lines.append("N:" + VCard.escaped(shop.name) + ";;;;")
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

enum VCardHandlers {
    /// The shop as a file for the contacts of a phone; 404 for an unknown shop.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let shop = try context.read({ try Shop.find(context.parameter("shop"), in: $0) }) else {
            throw Failure.notFound
        }
        let text = VCard(shop, url: context.canonical(.shop(shop))).text
        return .data(
            Array(text.utf8), type: "text/vcard; charset=utf-8", fileName: shop.name.slug + ".vcf", cache: .shared)
    }
}
