import Base

/// Opening hours as schema.org writes them: https://schema.org/OpeningHoursSpecification. What applies on a day is what
/// `OpeningHours.plan(on:)` says.
extension StructuredData {
    /// How many days ahead seasons and exceptional days are listed.
    private static let daysAhead = 366

    /// The week. With seasons, each part of the coming year with its first and last day and its week: search engines
    /// would add a week without dates to that of a season.
    static func weeks(_ hours: OpeningHours, from today: Day) -> [JSONValue] {
        if hours.seasons.isEmpty { return (1...7).flatMap { hours.intervals(on: $0) }.map { stretch($0, during: nil) } }
        var (all, day) = ([JSONValue](), today)
        let last = today.adding(days: daysAhead)
        while day <= last {
            let (season, end) = (hours.season(on: day), hours.weekEnd(from: day))
            let week = season?.intervals ?? hours.intervals
            if season != nil, week.isEmpty { all.append(closed(day, end)) }
            all += (1...7).flatMap { week.on($0) }.map { stretch($0, during: (day, end)) }
            day = end.adding(days: 1)
        }
        return all
    }

    /// The days whose hours are not those of their week: closures, holidays, exceptional openings, an absence today.
    static func exceptions(_ hours: OpeningHours, at now: LocalTime, _ calendar: HolidayCalendar) -> [JSONValue] {
        var all = hours.closures(notOverOn: now.day).map { closed($0.from, $0.until) }
        if hours.holidays == .closed || !hours.openings.isEmpty {
            for offset in 0..<daysAhead {
                let day = now.day.adding(days: offset)
                if hours.closures.contains(where: { $0.from <= day && day <= $0.until }) { continue }
                switch hours.plan(on: day, calendar) {
                case .closed: if calendar.isHoliday(day) { all.append(closed(day, day)) }
                case .opening(let week): all += week.on(day.weekday).map { special(day, $0.opensOnDay, $0.closesOnDay) }
                case .toBeChecked, .week: break
                }
            }
        }
        return all + absence(hours, at: now, calendar)
    }

    /// Today as an absence leaves it: what remains of its stretches, or a day without any.
    private static func absence(_ hours: OpeningHours, at now: LocalTime, _ calendar: HolidayCalendar) -> [JSONValue] {
        guard let back = hours.absentUntil, hours.isAbsent(at: now) else { return [] }
        let stretches = hours.stretches(on: now.day, calendar).filter {
            back.day == now.day && $0.closesOnDay > back.minute
        }
        if stretches.isEmpty { return [closed(now.day, now.day)] }
        return stretches.map { special(now.day, max($0.opensOnDay, back.minute), $0.closesOnDay) }
    }

    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    private static func stretch(_ interval: OpeningHours.Interval, during days: (Day, Day)?) -> JSONValue {
        specification(
            [("dayOfWeek", "https://schema.org/" + Self.days[interval.weekday - 1])] + validity(days),
            interval.opensOnDay, interval.closesOnDay)
    }

    private static func special(_ day: Day, _ opens: Int, _ closes: Int) -> JSONValue {
        specification(validity((day, day)), opens, closes)
    }

    /// schema.org writes a closed day as one that opens and closes at the same time.
    private static func closed(_ from: Day, _ until: Day) -> JSONValue { specification(validity((from, until)), 0, 0) }

    private static func validity(_ days: (Day, Day)?) -> [(String, String)] {
        guard let (from, until) = days else { return [] }
        return [("validFrom", from.description), ("validThrough", until.description)]
    }

    /// A closing time before the opening time belongs to the next day; round the clock is written 00:00 to 23:59.
    private static func specification(_ pairs: [(String, String)], _ opens: Int, _ closes: Int) -> JSONValue {
        let end = opens == 0 && closes == OpeningHours.day ? "23:59" : ClockTime.text(minute: closes)
        let all =
            [("@type", "OpeningHoursSpecification")] + pairs + [
                ("opens", ClockTime.text(minute: opens)), ("closes", end),
            ]
        return .object(all.map { (name: $0.0, value: .text($0.1)) })
    }
}
