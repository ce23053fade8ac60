import Base

/// Whether and when a shop opens on one day. All pages, lists and structured data use this, so that they agree.
package enum DayPlan: Sendable, Equatable {
    /// Closed up to this day, included: announced, a public holiday, or a season without hours.
    case closed(until: Day)
    /// A public holiday on which the shop would open, and for which it has not said whether it does.
    case toBeChecked
    /// The intervals that begin on this weekday of the week apply.
    case week([OpeningHours.Interval])
    /// Exceptional hours apply, instead of those of the week.
    case opening([OpeningHours.Interval])
}

extension OpeningHours {
    /// What applies on `day`: an announced closure before an exceptional opening, then a public holiday, a season, the
    /// week. An interval belongs to the day it begins on, and runs on after midnight whatever the next day is. Absences
    /// are not considered: they concern a moment.
    package func plan(on day: Day, _ calendar: HolidayCalendar) -> DayPlan {
        if !closures.isEmpty, let closure = closures.first(where: { $0.from <= day && day <= $0.until }) {
            return .closed(until: closure.until)
        }
        if !openings.isEmpty {
            let exceptional = openings.filter { $0.day == day }
            if !exceptional.isEmpty { return .opening(exceptional.map(\.interval)) }
        }
        let week = season(on: day)?.intervals ?? intervals
        if holidays != .open, calendar.isHoliday(day) {
            if holidays == .closed { return .closed(until: day) }
            if week.contains(where: { $0.weekday == day.weekday }) { return .toBeChecked }
        }
        if week.isEmpty, isClosedWithoutHours(on: day) { return .closed(until: lastDayWithoutHours(from: day)) }
        return .week(week)
    }

    /// The intervals that begin on `day`, in order, as minutes of that day; none when it is closed or to be checked.
    package func stretches(on day: Day, _ calendar: HolidayCalendar) -> [Interval] {
        switch plan(on: day, calendar) {
        case .closed, .toBeChecked: []
        case .week(let week), .opening(let week): week.on(day.weekday)
        }
    }

    /// The hours announced for `day`, when the shop would be closed on it or it is a public holiday; nil on other days.
    /// Other hours on a day on which it opens anyway are not worth a line in the agenda.
    package func exceptionalOpening(on day: Day, _ calendar: HolidayCalendar) -> [Interval]? {
        guard case .opening(let hours) = plan(on: day, calendar) else { return nil }
        let usual = (season(on: day)?.intervals ?? intervals).on(day.weekday)
        return usual.isEmpty || calendar.isHoliday(day) ? hours.on(day.weekday) : nil
    }

    /// Whether a week without hours means closed: that of a season, and the usual one beside a season that has hours.
    private func isClosedWithoutHours(on day: Day) -> Bool { season(on: day) != nil || isKnown }

    /// The last day of a week without hours, before an exceptional opening at the latest.
    private func lastDayWithoutHours(from day: Day) -> Day {
        let opening = openings.lazy.map(\.day).filter { $0 > day }.min()
        return min(weekEnd(from: day), opening?.adding(days: -1) ?? weekEnd(from: day))
    }
}
