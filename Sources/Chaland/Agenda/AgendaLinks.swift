import Shell
import Web

extension Link {
    /// What is announced, and the calendar of this month.
    package static let agenda = Link(local: "/agenda")

    /// The calendar of a month.
    static func agenda(_ month: Month) -> Link { Link(local: "/agenda/\(month.text)") }

    /// The dates of all public projects, for calendars.
    package static let calendar = Link(local: "/agenda.ics")
}
