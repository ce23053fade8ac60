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
        if !hours.intervals.isEmpty {
            let week = (1...7).flatMap { hours.intervals(on: $0) }.map(stretch)
            pairs.append(("openingHoursSpecification", array(week)))
        }
        let closures = hours.closures(notOverOn: now.day) + holidays(hours, from: now.day, calendar)
        let special = closures.map(closure) + absence(hours, at: now)
        if !special.isEmpty { pairs.append(("specialOpeningHoursSpecification", array(special))) }
        return object(pairs)
    }

    /// Today as an absence leaves it: what remains of its stretches, or a day without any.
    private static func absence(_ hours: OpeningHours, at now: LocalTime) -> [String] {
        guard let back = hours.absentUntil, hours.isAbsent(at: now) else { return [] }
        let stretches = hours.intervals(on: now.day.weekday).filter {
            back.day == now.day && $0.closesOnDay > back.minute
        }
        if stretches.isEmpty { return [closure(OpeningHours.Closure(from: now.day, until: now.day))] }
        return stretches.map { stretch in
            special(now.day, opens: max(stretch.opensOnDay, back.minute), closes: stretch.closesOnDay)
        }
    }

    private static func special(_ day: Day, opens: Int, closes: Int) -> String {
        object([
            ("@type", quoted("OpeningHoursSpecification")), ("validFrom", quoted(day.description)),
            ("validThrough", quoted(day.description)), ("opens", quoted(ClockTime.text(minute: opens))),
            ("closes", quoted(ClockTime.text(minute: closes))),
        ])
    }

    /// The holidays of the next year on which the shop is closed, each as a closure of one day.
    private static func holidays(
        _ hours: OpeningHours, from today: Day, _ calendar: HolidayCalendar
    ) -> [OpeningHours.Closure] {
        guard hours.holidays == .closed else { return [] }
        return (0..<365).map { today.adding(days: $0) }.filter(calendar.isHoliday).map {
            OpeningHours.Closure(from: $0, until: $0)
        }
    }

    private static func address(_ shop: Shop) -> String {
        let parts = [
            ("streetAddress", shop.address), ("postalCode", shop.postcode), ("addressLocality", shop.town),
            ("addressCountry", "FR"),
        ]
        return object(
            [("@type", quoted("PostalAddress"))] + parts.filter { !$0.1.isEmpty }.map { ($0.0, quoted($0.1)) })
    }

    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// A closing time before the opening time belongs to the next day; round the clock is written 00:00 to 23:59.
    private static func stretch(_ interval: OpeningHours.Interval) -> String {
        let isWholeDay = interval.opensOnDay == 0 && interval.closesOnDay == OpeningHours.day
        return object([
            ("@type", quoted("OpeningHoursSpecification")),
            ("dayOfWeek", quoted("https://schema.org/" + days[interval.weekday - 1])),
            ("opens", quoted(ClockTime.text(minute: interval.opensOnDay))),
            ("closes", quoted(isWholeDay ? "23:59" : ClockTime.text(minute: interval.closesOnDay))),
        ])
    }

    /// schema.org writes a closed day as one that opens and closes at the same time.
    private static func closure(_ closure: OpeningHours.Closure) -> String {
        object([
            ("@type", quoted("OpeningHoursSpecification")), ("validFrom", quoted(closure.from.description)),
            ("validThrough", quoted(closure.until.description)), ("opens", quoted("00:00")),
            ("closes", quoted("00:00")),
        ])
    }

    private static func object(_ pairs: [(String, String)]) -> String {
        "{" + pairs.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }

    private static func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

    /// A JSON string (RFC 8259 §7).
    private static func quoted(_ text: String) -> String {
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
