import Base

/// When a shop is open: the same every week, but for closures. Times are those of the clock on the wall (`LocalTime`), so
/// nothing moves when summer time begins or ends.
package struct OpeningHours: Sendable, Equatable {
    /// One stretch, in minutes of the week from Monday 0:00. It may end in the night after: Sunday's past 10,080.
    package struct Interval: Sendable, Hashable {
        package let opens: Int
        package let closes: Int

        package init(opens: Int, closes: Int) {
            self.opens = opens
            self.closes = closes
        }

        /// A stretch of one day, 1 = Monday, in minutes of that day; closing past midnight goes on past 1,440.
        package init(weekday: Int, opens: Int, closes: Int) {
            self.init(
                opens: (weekday - 1) * OpeningHours.day + opens, closes: (weekday - 1) * OpeningHours.day + closes)
        }

        /// 1 = Monday: the day it begins on.
        package var weekday: Int { opens / OpeningHours.day + 1 }
        /// Minutes of the day it begins on.
        var opensOnDay: Int { opens % OpeningHours.day }
        var closesOnDay: Int { closes - (weekday - 1) * OpeningHours.day }
    }

    /// Days on which the shop does not open, the last one included.
    package struct Closure: Sendable, Hashable {
        package let from: Day
        package let until: Day
        package var reason = ""

        package init(from: Day, until: Day, reason: String = "") {
            self.from = from
            self.until = until
            self.reason = reason
        }
    }

    /// Minutes of a day, of a week.
    package static let day = 1_440
    package static let week = 7 * day

    package var intervals: [Interval] = []
    package var closures: [Closure] = []

    package init(intervals: [Interval] = [], closures: [Closure] = []) {
        self.intervals = intervals
        self.closures = closures
    }

    /// The stretches of one weekday, in order.
    package func intervals(on weekday: Int) -> [Interval] {
        intervals.filter { $0.weekday == weekday }.sorted { $0.opens < $1.opens }
    }

    /// The closures that are not over on `day`, in order.
    package func closures(notOverOn day: Day) -> [Closure] {
        closures.filter { $0.until >= day }.sorted { $0.from < $1.from }
    }

    /// Two stretches of the week that share a minute, the earlier one; nil when there are none.
    var overlap: Interval? {
        let sorted = intervals.sorted { $0.opens < $1.opens }
        guard let first = sorted.first else { return nil }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.opens < earlier.closes { return earlier }
        guard let last = sorted.last, last.closes > first.opens + Self.week else { return nil }
        return last
    }
}

/// What somebody in front of the door wants to know.
package enum OpenState: Sendable, Hashable {
    /// The shop has not said.
    case unknown
    /// Open, until a minute of this day or the next (0 to 1,439); nil when it does not close within a day.
    case open(until: Int?)
    /// Closed; opens on that day at that minute; nil when no opening is near.
    case closed(Day?, minute: Int)
    /// Closed for once, until that day included.
    case away(until: Day)

    package var isOpen: Bool { if case .open = self { true } else { false } }
}

extension OpeningHours {
    /// Days looked at for the next opening; behind a long closure the look begins again.
    private static let daysAhead = 60

    /// Whether it is open now, and what comes next.
    package func state(at now: LocalTime) -> OpenState {
        if let end = openEnd(at: now) {
            return .open(until: end - now.minute >= Self.day ? nil : end % Self.day)
        }
        if var until = closure(on: now.day)?.until {
            while let next = closure(on: until.adding(days: 1)), next.until > until { until = next.until }
            return .away(until: until)
        }
        return intervals.isEmpty ? .unknown : nextOpening(after: now)
    }

    /// When the stretch that holds now ends, in minutes from today's midnight; stretches that touch are one.
    private func openEnd(at now: LocalTime) -> Int? {
        var end = now.minute
        // Two steps a day are the most there are; a shop that never closes is left after one day.
        while end - now.minute < Self.day {
            let today = end / Self.day
            let further = [today - 1, today].compactMap { offset in stretchEnd(of: offset, from: now.day, holding: end)
            }.max()
            guard let further else { break }
            end = further
        }
        return end > now.minute ? end : nil
    }

    /// The end of a stretch begun on the day `offset` days from `today` that holds `minute`, both counted from today.
    private func stretchEnd(of offset: Int, from today: Day, holding minute: Int) -> Int? {
        let weekday = (today.weekday - 1 + offset + 7) % 7
        let shift = (offset - weekday) * Self.day
        var end: Int?
        for interval in intervals where interval.opens / Self.day == weekday {
            guard interval.opens + shift <= minute, minute < interval.closes + shift else { continue }
            end = max(end ?? 0, interval.closes + shift)
        }
        // A night begun before a closure goes on to its end: the closure is of the day the shop would have opened.
        return end == nil || closure(on: today.adding(days: offset)) != nil ? nil : end
    }

    private func nextOpening(after now: LocalTime) -> OpenState {
        let first = now.day.weekday - 1
        var offset = 0
        var looked = 0
        while looked < Self.daysAhead {
            looked += 1
            let day = now.day.adding(days: offset)
            if let closure = closure(on: day) {
                offset = closure.until.daysSince1970 - now.day.daysSince1970 + 1
                continue
            }
            let weekday = (first + offset) % 7
            var earliest: Int?
            for interval in intervals where interval.opens / Self.day == weekday {
                let minute = interval.opens % Self.day
                if offset > 0 || minute > now.minute { earliest = min(earliest ?? minute, minute) }
            }
            if let earliest { return .closed(day, minute: earliest) }
            offset += 1
        }
        return .closed(nil, minute: 0)
    }

    private func closure(on day: Day) -> Closure? {
        closures.isEmpty ? nil : closures.first { $0.from <= day && day <= $0.until }
    }
}
