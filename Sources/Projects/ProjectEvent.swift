import Base
import Shell

extension Project {
    /// Structured data for search engines: an `Event` of schema.org for each date of a public project; nil without one.
    /// Source: https://schema.org/Event, https://developers.google.com/search/docs/appearance/structured-data/event.
    func structuredData(_ context: Context) -> JSONValue? {
        guard publicAt != nil, withdrawal == nil, !details.dates.isEmpty else { return nil }
        return .list(details.dates.map { event($0, context) })
    }

    private func event(_ date: ProjectDate, _ context: Context) -> JSONValue {
        func moment(_ day: Day, _ minute: Int?) -> JSONValue {
            .text(minute.map { Timestamp.text(LocalTime(day: day, minute: $0).instant) } ?? day.description)
        }
        let hasEnd = date.until > date.from || date.ends != nil
        let place = details.place.isEmpty ? context.association.town : details.place
        return .object([
            "@context": "https://schema.org", "@type": "Event", "name": .text(details.title),
            "startDate": moment(date.from, date.starts), "endDate": hasEnd ? moment(date.until, date.ends) : nil,
            "eventStatus": "https://schema.org/EventScheduled",
            "location": .object([
                "@type": "Place", "name": .text(place), "address": .text(context.association.town),
            ]),
            "description": .unlessEmpty(details.purpose.excerpt), "url": .text(context.canonical(.project(self))),
            "organizer": .object(["@type": "Organization", "name": .text(context.association.name)]),
        ])
    }
}
