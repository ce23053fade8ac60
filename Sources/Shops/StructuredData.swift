import Base

/// Structured data for search engines: the `LocalBusiness` of schema.org that a shop is, with its address, position and
/// hours. Source: https://schema.org/LocalBusiness, https://schema.org/OpeningHoursSpecification.
package enum StructuredData {
    /// The business of a shop, whose page has the canonical address `url`.
    package static func localBusiness(
        _ shop: Shop, _ hours: OpeningHours, url: String, at now: LocalTime, _ calendar: HolidayCalendar
    ) -> JSONValue {
        .object([
            "@context": "https://schema.org", "@type": .text(StructuredTrade.type(of: shop.trade)), "@id": .text(url),
            "name": .text(shop.name), "url": .text(shop.siteLink ?? url), "description": .unlessEmpty(shop.description),
            "telephone": shop.phoneNumber.map { .text($0.dialled) },
            "address": shop.fullAddress.isEmpty ? nil : address(shop), "geo": shop.place.map(position),
            "openingHoursSpecification": .unlessEmpty(weeks(hours, from: now.day)),
            "specialOpeningHoursSpecification": .unlessEmpty(exceptions(hours, at: now, calendar)),
        ])
    }

    private static func address(_ shop: Shop) -> JSONValue {
        .object([
            "@type": "PostalAddress", "streetAddress": .unlessEmpty(shop.address),
            "postalCode": .unlessEmpty(shop.postcode), "addressLocality": .unlessEmpty(shop.town),
            "addressCountry": "FR",
        ])
    }

    private static func position(_ place: Shop.Place) -> JSONValue {
        ["@type": "GeoCoordinates", "latitude": .number(place.latitude), "longitude": .number(place.longitude)]
    }
}
