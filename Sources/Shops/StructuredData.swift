import Base
import HTMLTemplate

/// Structured data for search engines: a shop as a `LocalBusiness` of schema.org, with its address, position and hours.
/// Source: https://schema.org/LocalBusiness, https://schema.org/OpeningHoursSpecification.
package enum StructuredData {
    /// The business of a shop, whose page has the canonical address `url`.
    package static func localBusiness(
        _ shop: Shop, _ hours: OpeningHours, url: String, at now: LocalTime, _ calendar: HolidayCalendar,
        _ messages: Messages
    ) -> JSONValue {
        .object([
            "@context": "https://schema.org", "@type": .text(StructuredTrade.type(of: shop.trade)), "@id": .text(url),
            "name": .text(shop.name), "url": .text(shop.siteLink ?? url), "description": .unlessEmpty(shop.description),
            "telephone": shop.phoneNumber.map { .text($0.dialled) },
            "email": shop.emailLink == nil ? nil : .text(shop.email),
            "sameAs": .unlessEmpty([shop.instagramLink, shop.facebookLink].compactMap { $0.map(JSONValue.text) }),
            "paymentAccepted": .unlessEmpty(ShopChoices.payment.words(shop.payment, messages)),
            "amenityFeature": .unlessEmpty(amenities(shop, messages)),
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

    /// Its access and services (https://schema.org/LocationFeatureSpecification).
    private static func amenities(_ shop: Shop, _ messages: Messages) -> [JSONValue] {
        (ShopChoices.access.chosen(in: shop.access) + ShopChoices.services.chosen(in: shop.services)).map { choice in
            [
                "@type": "LocationFeatureSpecification", "name": .text(messages.text(choice.label)),
                "value": .truth(true),
            ]
        }
    }

    private static func position(_ place: Shop.Place) -> JSONValue {
        ["@type": "GeoCoordinates", "latitude": .number(place.latitude), "longitude": .number(place.longitude)]
    }
}
