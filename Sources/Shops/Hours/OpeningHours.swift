import Base

/// The opening hours of a shop: a week, seasons with a week of their own, exceptional closures and openings. Times are
/// local (`LocalTime`), so they stay the same when summer time begins or ends. `DayPlan` says what they mean on a day.
package struct OpeningHours: Sendable, Equatable {
    /// One interval, in minutes of the week from Monday 0:00. One that begins on Sunday may end after minute 10,080.
    package struct Interval: Sendable, Hashable {
        package let opens: Int
        package let closes: Int

        package init(opens: Int, closes: Int) {
            self.opens = opens
            self.closes = closes
        }

        /// An interval of one day, 1 = Monday, in minutes of that day; closing after midnight is more than 1,440.
        package init(weekday: Int, opens: Int, closes: Int) {
            self.init(
                opens: (weekday - 1) * OpeningHours.day + opens, closes: (weekday - 1) * OpeningHours.day + closes)
        }

        /// The weekday it begins on, 1 = Monday.
        package var weekday: Int { opens / OpeningHours.day + 1 }
        /// The opening time, in minutes of that day.
        var opensOnDay: Int { opens % OpeningHours.day }
        var closesOnDay: Int { closes - (weekday - 1) * OpeningHours.day }
    }

    /// Days on which the shop stays closed, the last one included.
    package struct Closure: Sendable, Hashable {
        package let from: Day
        /// The last day.
        package let until: Day
        /// Shown to visitors; may be empty.
        package var reason = ""

        package init(from: Day, until: Day, reason: String = "") {
            self.from = from
            self.until = until
            self.reason = reason
        }
    }

    /// Hours on one day, in place of those it would have. A day may have several.
    package struct Opening: Sendable, Hashable {
        package let day: Day
        /// In minutes of that day; closing after midnight is more than 1,440.
        package let opens: Int
        package let closes: Int
        package var reason = ""

        package init(day: Day, opens: Int, closes: Int, reason: String = "") {
            (self.day, self.opens, self.closes, self.reason) = (day, opens, closes, reason)
        }

        /// As an interval of its weekday.
        var interval: Interval { Interval(weekday: day.weekday, opens: opens, closes: closes) }
    }

    /// Minutes in a day, and in a week.
    package static let day = 1_440
    package static let week = 7 * day

    /// The intervals of each week outside the seasons.
    package var intervals: [Interval] = []
    /// Days on which it is closed, and days with other hours.
    package var closures: [Closure] = []
    package var openings: [Opening] = []
    /// Parts of the year with a week of their own.
    package var seasons: [Season] = []
    package var holidays = HolidayRule.unsaid
    /// When the last announced absence ends or ended.
    package var absentUntil: LocalTime?

    package init(
        intervals: [Interval] = [], closures: [Closure] = [], openings: [Opening] = [], seasons: [Season] = [],
        holidays: HolidayRule = .unsaid
    ) {
        (self.intervals, self.closures, self.openings) = (intervals, closures, openings)
        (self.seasons, self.holidays) = (seasons, holidays)
    }

    /// What a shop does on public holidays. Not listed in the schema; an unknown value is read as `unsaid`.
    package enum HolidayRule: String, Sendable, CaseIterable {
        /// The shop has not said: on a public holiday its page asks visitors to check the hours.
        case unsaid = ""
        case closed
        /// Open as on any other day.
        case open
    }

    /// Whether the shop has said when it opens, in the usual week or in a season.
    package var isKnown: Bool { !intervals.isEmpty || seasons.contains { !$0.intervals.isEmpty } }

    /// The intervals of one weekday of the usual week, in order.
    package func intervals(on weekday: Int) -> [Interval] { intervals.on(weekday) }

    /// The earlier of the first two overlapping intervals of the usual week; nil if none overlap.
    var overlap: Interval? { intervals.overlap }

    /// The closures that end on `day` or later, in order.
    package func closures(notOverOn day: Day) -> [Closure] {
        closures.filter { $0.until >= day }.sorted { $0.from < $1.from }
    }

    /// The exceptional openings on `day` or later, in order.
    package func openings(notOverOn day: Day) -> [Opening] {
        openings.filter { $0.day >= day }.sorted { ($0.day, $0.opens) < ($1.day, $1.opens) }
    }
}

extension [OpeningHours.Interval] {
    /// The intervals of one weekday, in order.
    package func on(_ weekday: Int) -> [OpeningHours.Interval] {
        filter { $0.weekday == weekday }.sorted { $0.opens < $1.opens }
    }

    /// The earlier of the first two overlapping intervals of a week; nil if none overlap.
    var overlap: OpeningHours.Interval? {
        let sorted = sorted { $0.opens < $1.opens }
        guard let first = sorted.first else { return nil }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.opens < earlier.closes { return earlier }
        guard let last = sorted.last, last.closes > first.opens + OpeningHours.week else { return nil }
        return last
    }
}

/// Whether a shop is open at a moment, and until when.
package enum OpenState: Sendable, Hashable {
    /// The hours are unknown.
    case unknown
    /// Open until this minute (0 to 1,439) of today or tomorrow; nil if it does not close within 24 hours.
    case open(until: Int?)
    /// Closed until this day and minute; the day is nil if no opening was found within the days searched.
    case closed(Day?, minute: Int)
    /// Exceptionally closed, up to and including this day.
    case away(until: Day)
    /// Absent until this minute of today.
    case back(minute: Int)
    /// A public holiday for which the shop has not said whether it opens.
    case holiday

    package var isOpen: Bool { if case .open = self { true } else { false } }
}
