import Base

/// A day of the coming week on which shops open exceptionally, or which is a public holiday.
package struct SpecialDay: Sendable {
    package let day: Day
    /// Whether it is a public holiday where the association is.
    package let isHoliday: Bool
    /// The shops with exceptional hours, by their positions in the directory, with these hours.
    package fileprivate(set) var openings: [(shop: Int, hours: [OpeningHours.Interval])] = []
    /// On a public holiday: how many shops open, and how many said that they do not.
    package fileprivate(set) var open = 0
    package fileprivate(set) var closed = 0

    /// How many days are looked at, today included.
    package static let ahead = 7
}

/// Collects the special days from the hours of all shops.
struct SpecialDays {
    private var days: [SpecialDay]
    private let calendar: HolidayCalendar

    init(from today: Day, _ calendar: HolidayCalendar) {
        self.calendar = calendar
        days = (0..<SpecialDay.ahead).map { offset in
            let day = today.adding(days: offset)
            return SpecialDay(day: day, isHoliday: calendar.isHoliday(day))
        }
    }

    /// Adds the shop at a position of the directory.
    mutating func add(_ shop: Int, _ hours: OpeningHours) {
        for index in days.indices where days[index].isHoliday || !hours.openings.isEmpty {
            let day = days[index].day
            if let intervals = hours.exceptionalOpening(on: day, calendar) {
                days[index].openings.append((shop, intervals))
            }
            switch hours.plan(on: day, calendar) {
            case .opening: days[index].open += 1
            case .week(let week): if !week.on(day.weekday).isEmpty { days[index].open += 1 }
            case .closed: if hours.isKnown { days[index].closed += 1 }
            case .toBeChecked: break
            }
        }
    }

    /// The days that are holidays or have exceptional openings.
    var found: [SpecialDay] { days.filter { $0.isHoliday || !$0.openings.isEmpty } }
}
