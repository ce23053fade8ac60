import Base

/// Structured data for search engines: a `LocalBusiness` of schema.org with its address, position and hours.
/// Source: https://schema.org/LocalBusiness, https://schema.org/OpeningHoursSpecification.
package enum StructuredData {
    package static func localBusiness(
        _ shop: Shop, _ hours: OpeningHours, url: String, at now: LocalTime, _ calendar: HolidayCalendar
    ) -> String {
        var pairs = [
            ("@context", quoted("https://schema.org")), ("@type", quoted("LocalBusiness")), ("@id", quoted(url)),
            ("name", quoted(shop.name)), ("url", quoted(shop.siteLink ?? url)),
        ]
        if !shop.description.isEmpty { pairs.append(("description", quoted(shop.description))) }
        if let phone = shop.phoneNumber { pairs.append(("telephone", quoted(phone.dialled))) }
        if !shop.fullAddress.isEmpty { pairs.append(("address", address(shop))) }
        if let place = shop.place {
            let geo = [
                ("@type", quoted("GeoCoordinates")), ("latitude", String(place.latitude)),
                ("longitude", String(place.longitude)),
            ]
            pairs.append(("geo", object(geo)))
        }
        let week = weeks(hours, from: now.day)
        if !week.isEmpty { pairs.append(("openingHoursSpecification", array(week))) }
        let special = exceptions(hours, at: now, calendar)
        if !special.isEmpty { pairs.append(("specialOpeningHoursSpecification", array(special))) }
        return object(pairs)
    }

    private static func address(_ shop: Shop) -> String {
        let parts = [
            ("streetAddress", shop.address), ("postalCode", shop.postcode), ("addressLocality", shop.town),
            ("addressCountry", "FR"),
        ]
        return object(
            [("@type", quoted("PostalAddress"))] + parts.filter { !$0.1.isEmpty }.map { ($0.0, quoted($0.1)) })
    }

    static func object(_ pairs: [(String, String)]) -> String {
        "{" + pairs.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }

    private static func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

    /// A JSON string (RFC 8259 §7).
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
