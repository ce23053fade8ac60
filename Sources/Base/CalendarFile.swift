/// A calendar file (RFC 5545): events with local times of Europe/Paris, or of whole days.
package struct CalendarFile: Sendable {
    /// A period of time.
    package enum Time: Sendable, Equatable {
        /// Whole days, the last one included.
        case days(Day, Day)
        /// From a local time to another; nil for an end that is not known.
        case times(LocalTime, LocalTime?)
    }

    /// A VEVENT.
    package struct Event: Sendable {
        /// Identifies the event: the same in all versions of it (§3.8.4.7).
        package let uid: String
        package let time: Time
        package let summary: String
        package var description = ""
        /// Where it takes place, in words; empty is left out, as are `description` and `url`.
        package var location = ""
        /// Its page, absolute.
        package var url = ""
        /// When it was added.
        package let createdAt: Instant
        /// When it last changed.
        package let changedAt: Instant

        package init(uid: String, time: Time, summary: String, createdAt: Instant, changedAt: Instant) {
            (self.uid, self.time, self.summary) = (uid, time, summary)
            (self.createdAt, self.changedAt) = (createdAt, changedAt)
        }
    }

    /// The name of the calendar; empty for none.
    private let name: String
    private let events: [Event]

    package init(name: String = "", _ events: [Event]) { (self.name, self.events) = (name, events) }

    /// The type of the response.
    package static let mediaType = "text/calendar; charset=utf-8"

    /// The file, with its lines folded and ended by CRLF.
    package var bytes: [UInt8] {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chaland//Agenda//FR", "CALSCALE:GREGORIAN"]
        if !name.isEmpty {
            // RFC 7986 §5.1 and §5.7, and the older property for clients that do not know it.
            lines += ["NAME:" + ContentLine.text(name), "X-WR-CALNAME:" + ContentLine.text(name)]
            lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"]
        }
        lines += Self.zone
        for event in events { lines += Self.lines(event) }
        lines.append("END:VCALENDAR")
        return lines.flatMap { ContentLine.folded($0) }
    }

    /// Central European time since 1996 (directive 2000/84/CE).
    private static let zone = [
        "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
        "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZNAME:CEST",
        "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZNAME:CET",
        "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
        "END:VTIMEZONE",
    ]

    private static func lines(_ event: Event) -> [String] {
        // Without METHOD, DTSTAMP is the time of the last revision (§3.8.7.2), and equal contents have equal bytes.
        let changed = utc(event.changedAt)
        // Increases with each revision (§3.8.7.4).
        let sequence = max(0, event.changedAt.seconds - event.createdAt.seconds)
        var lines = [
            "BEGIN:VEVENT", "UID:" + ContentLine.text(event.uid), "DTSTAMP:" + changed,
            "CREATED:" + utc(event.createdAt), "LAST-MODIFIED:" + changed, "SEQUENCE:\(min(sequence, Int(Int32.max)))",
        ]
        switch event.time {
        case .days(let first, let last):
            // DTEND is the day after (§3.6.1).
            lines += [
                "DTSTART;VALUE=DATE:" + date(first), "DTEND;VALUE=DATE:" + date(last.adding(days: 1)),
                "TRANSP:TRANSPARENT",
            ]
        case .times(let start, let end):
            lines.append("DTSTART;TZID=Europe/Paris:" + local(start))
            if let end { lines.append("DTEND;TZID=Europe/Paris:" + local(end)) }
        }
        lines.append("SUMMARY:" + ContentLine.text(event.summary))
        if !event.description.isEmpty { lines.append("DESCRIPTION:" + ContentLine.text(event.description)) }
        if !event.location.isEmpty { lines.append("LOCATION:" + ContentLine.text(event.location)) }
        if !event.url.isEmpty { lines.append("URL:" + event.url) }
        return lines + ["END:VEVENT"]
    }

    private static func date(_ day: Day) -> String { day.description.replacing("-", with: "") }

    private static func local(_ time: LocalTime) -> String {
        date(time.day) + "T" + ClockTime.text(minute: time.minute).replacing(":", with: "") + "00"
    }

    private static func utc(_ instant: Instant) -> String {
        Timestamp.text(instant).replacing("-", with: "").replacing(":", with: "")
    }
}
