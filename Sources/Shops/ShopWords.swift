import Base
import Web

extension Shop {
    /// «74000 Annecy».
    package var city: String { [details.postcode, details.town].filter { !$0.isEmpty }.joined(separator: " ") }

    /// «12, rue Royale, 74000 Annecy».
    package var fullAddress: String {
        [details.address, city].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The link to a map; nil when both place and address are missing.
    package var mapLink: String? { MapLink.of(details.place, address: details.address, city: city) }

    /// The place for the map programs of a phone (RFC 5870, with the `q` that Android reads); nil when both place and
    /// address are missing.
    package var geoLink: String? {
        if let place = details.place {
            let position = "\(place.latitude),\(place.longitude)"
            return "geo:\(position)?q=\(position)(\(PercentEncoding.encode(details.name)))"
        }
        return details.address.isEmpty ? nil : "geo:0,0?q=" + PercentEncoding.encode(fullAddress)
    }

    /// Its telephone number; nil when there is none that can be dialled.
    package var phoneNumber: PhoneNumber? { PhoneNumber(typed: details.phone) }

    /// «01 23 45 67 89», with spaces that do not break.
    package var phoneForPeople: String {
        let numbers = (phoneNumber?.text ?? details.phone).split(separator: " / ")
        return numbers.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: " / ")
    }

    /// Its website; nil unless the scheme is `http` or `https`, whatever the store holds.
    package var siteLink: String? {
        details.site.hasPrefix("https://") || details.site.hasPrefix("http://") ? details.site : nil
    }

    /// A link that writes to it; nil without an address, whatever the store holds.
    package var emailLink: String? { EmailAddress(typed: details.email)?.link }
    /// Its page on a network; nil unless the stored address is on that network.
    package var instagramLink: String? { SocialPage.instagramLink(details.instagram) }
    package var facebookLink: String? { SocialPage.facebookLink(details.facebook) }

    /// The host as shown to people: «etoile.example».
    package var siteName: String {
        let bare =
            details.site.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
            ?? details.site
        return bare.hasPrefix("www.") ? String(bare.dropFirst(4)) : bare
    }
}
