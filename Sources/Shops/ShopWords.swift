import Base
import Web

extension Shop {
    /// «74000 Annecy».
    package var city: String { [details.postcode, details.town].filter { !$0.isEmpty }.joined(separator: " ") }

    /// «12, rue Royale, 74000 Annecy».
    package var fullAddress: String {
        [details.address, city].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// Where the map shows it: its place when known, else a search for its address. A plain link: nothing is loaded from there.
    package var mapLink: String? {
        if let place = details.place {
            let (latitude, longitude) = (String(place.latitude), String(place.longitude))
            return "https://www.openstreetmap.org/?mlat=\(latitude)&mlon=\(longitude)#map=19/\(latitude)/\(longitude)"
        }
        if details.address.isEmpty { return nil }
        return "https://www.openstreetmap.org/search" + QueryString([("query", fullAddress)]).description
    }

    /// Its telephone number; nil when it has none, or none that can be dialled.
    package var phoneNumber: PhoneNumber? { PhoneNumber(typed: details.phone) }

    /// «01 23 45 67 89», with spaces that do not break.
    package var phoneForPeople: String {
        let numbers = (phoneNumber?.text ?? details.phone).split(separator: " / ")
        return numbers.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: " / ")
    }

    /// Its site, when it is one: whatever brought the text here, no other scheme leaves in a link.
    package var siteLink: String? {
        details.site.hasPrefix("https://") || details.site.hasPrefix("http://") ? details.site : nil
    }

    /// «etoile.example», for people.
    package var siteName: String {
        let bare =
            details.site.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
            ?? details.site
        return bare.hasPrefix("www.") ? String(bare.dropFirst(4)) : bare
    }
}
