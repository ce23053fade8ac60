import HTMLTemplate
import Web

/// The public page of a shop.
struct ShopPage: Page {
    static let template = "shops/show"
    let shop: Shop
    let mapLink: String?
    let status: String?
    let isOpen: Bool
    let days: [DayHours]
    let closures: [ClosureLine]
    let url: String
    let summary: String
    let structuredData: String
    let voices: ShopVoices
    let isKeeper: Bool
    let section = Section.shops
    var canonicalPath: String? { shop.path }

    struct DayHours: PageModel {
        let day: String
        let stretches: [String]
        let isToday: Bool

        static let fields: [Field<DayHours>] = [
            .text("day") { $0.day }, .list("stretches") { $0.stretches }, .flag("isToday") { $0.isToday },
        ]
    }

    struct ClosureLine: PageModel {
        let days: String
        let reason: String

        static let fields: [Field<ClosureLine>] = [.text("days") { $0.days }, .text("reason") { $0.reason }]
    }

    static let fields: [Field<ShopPage>] = [
        .text("name") { $0.shop.name },
        .text("trade") { $0.shop.trade },
        .text("managed") { "/boutiques/" + $0.shop.code.lowercased() },
        .text("code") { $0.shop.code },
        .text("description") { $0.shop.description },
        .flag("hasFacts") { !$0.shop.fullAddress.isEmpty || !$0.shop.phone.isEmpty || $0.shop.siteLink != nil },
        .flag("hasAddress") { !$0.shop.fullAddress.isEmpty },
        .text("address") { $0.shop.address },
        .text("city") { $0.shop.city },
        .optionalText("mapLink") { $0.mapLink },
        .text("phone") { $0.shop.phoneForPeople },
        .text("phoneLink") { $0.shop.phoneLink },
        .optionalText("siteLink") { $0.shop.siteLink },
        .text("siteName") { $0.shop.siteName },
        .optionalText("status") { $0.status },
        .flag("isOpen") { $0.isOpen },
        .list("days") { $0.days },
        .flag("hasDays") { !$0.days.isEmpty },
        .list("closures") { $0.closures },
        .flag("hasClosures") { !$0.closures.isEmpty },
        .text("url") { $0.url },
        .text("summary") { $0.summary },
        .json("structuredData") { $0.structuredData },
        .one("voices") { $0.voices },
        .flag("isKeeper") { $0.isKeeper },
    ]
}

extension Shop {
    /// «74000 Annecy».
    var city: String { [postcode, town].filter { !$0.isEmpty }.joined(separator: " ") }

    /// «12, rue Royale, 74000 Annecy».
    var fullAddress: String {
        [address, city].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// Where the map shows it: its place when known, else a search for its address. A plain link: nothing is loaded from there.
    var mapLink: String? {
        if let place {
            let (latitude, longitude) = (String(place.latitude), String(place.longitude))
            return "https://www.openstreetmap.org/?mlat=\(latitude)&mlon=\(longitude)#map=19/\(latitude)/\(longitude)"
        }
        if address.isEmpty { return nil }
        return "https://www.openstreetmap.org/search" + QueryString([("query", fullAddress)]).description
    }

    /// Two by two, as a French number is read aloud: «01 23 45 67 89», with spaces that do not break. Any other as it was typed.
    var phoneForPeople: String {
        let digits = Array(phoneDigits)
        guard digits.count == 10, digits[0] == "0", !phone.contains("+") else { return phone }
        return stride(from: 0, to: 10, by: 2).map { String(digits[$0..<$0 + 2]) }.joined(separator: "\u{A0}")
    }

    private var phoneDigits: String { phone.filter { $0.isASCII && $0.isNumber } }

    /// `tel:` wants digits; a French number is written for callers from anywhere.
    var phoneLink: String {
        let digits = phoneDigits
        if phone.trimmed.hasPrefix("+") { return "tel:+" + digits }
        return digits.hasPrefix("0") && digits.count == 10 ? "tel:+33" + digits.dropFirst() : "tel:" + digits
    }

    /// Its site, when it is one: whatever brought the text here, no other scheme leaves in a link.
    var siteLink: String? { site.hasPrefix("https://") || site.hasPrefix("http://") ? site : nil }

    /// «etoile.example», for people.
    var siteName: String {
        let bare =
            site.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init) ?? site
        return bare.hasPrefix("www.") ? String(bare.dropFirst(4)) : bare
    }
}
