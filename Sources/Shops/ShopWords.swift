import Web

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
