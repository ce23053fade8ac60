import Base

extension OpeningHours {
    /// How many days are searched for the next opening. A closure counts as one day, however long it is.
    private static let daysAhead = 60

    /// Whether the shop is open at `now`, and when that changes. Absences take precedence over everything but a
    /// closure, which says more; `plan(on:)` decides the rest.
    package func state(at now: LocalTime, _ calendar: HolidayCalendar) -> OpenState {
        let today = plan(on: now.day, calendar)
        if let absentUntil, isAbsent(at: now) {
            if case .closed(let until) = today { return .away(until: lastClosedDay(after: until, calendar)) }
            return .absence(until: absentUntil, at: now)
        }
        if let end = openEnd(at: now, today, calendar) {
            return .open(until: end - now.minute >= Self.day ? nil : end % Self.day)
        }
        switch today {
        case .closed(let until): return .away(until: lastClosedDay(after: until, calendar))
        case .toBeChecked: return .holiday
        case .week, .opening:
            if let opening = nextOpening(after: now, calendar) {
                return .closed(opening.day, minute: opening.minute)
            }
            return isKnown ? .closed(nil, minute: 0) : .unknown
        }
    }

    /// Whether an announced absence covers `now`.
    func isAbsent(at now: LocalTime) -> Bool {
        guard let absentUntil else { return false }
        return absentUntil.day > now.day || (absentUntil.day == now.day && absentUntil.minute > now.minute)
    }

    /// The end of the closures, holidays and seasons without hours that follow one another.
    private func lastClosedDay(after until: Day, _ calendar: HolidayCalendar) -> Day {
        var until = until
        for _ in 0..<Self.daysAhead {
            guard case .closed(let next) = plan(on: until.adding(days: 1), calendar), next > until else { break }
            until = next
        }
        return until
    }

    /// The end of the opening interval that contains `now`, in minutes since midnight today; nil if there is none.
    /// Adjoining intervals count as one.
    private func openEnd(at now: LocalTime, _ today: DayPlan, _ calendar: HolidayCalendar) -> Int? {
        var end = now.minute
        let yesterday = plan(on: now.day.adding(days: -1), calendar)
        // Each step adds one adjoining interval. For a shop that never closes, the search stops after 24 hours.
        while end - now.minute < Self.day {
            let last = end / Self.day
            var further = end
            for offset in last - 1...last {
                let plan =
                    offset == 0
                    ? today : offset == -1 ? yesterday : plan(on: now.day.adding(days: offset), calendar)
                further = max(further, plan.end(of: end, offset: offset, from: now.day) ?? end)
            }
            if further == end { break }
            end = further
        }
        return end > now.minute ? end : nil
    }

    /// The next moment after `now` at which an interval begins; nil within the days searched. A holiday to be checked
    /// is passed over: the shop may stay closed.
    package func nextOpening(after now: LocalTime, _ calendar: HolidayCalendar) -> LocalTime? {
        var day = now.day
        for _ in 0..<Self.daysAhead {
            switch plan(on: day, calendar) {
            case .closed(let until): day = until.adding(days: 1)
            case .toBeChecked: day = day.adding(days: 1)
            case .week(let week), .opening(let week):
                let (weekday, passed) = (day.weekday - 1, day == now.day ? now.minute : -1)
                var earliest: Int?
                for interval in week where interval.opens / Self.day == weekday && interval.opensOnDay > passed {
                    earliest = min(earliest ?? interval.opensOnDay, interval.opensOnDay)
                }
                if let earliest { return LocalTime(day: day, minute: earliest) }
                day = day.adding(days: 1)
            }
        }
        return nil
    }
}

extension OpeningHours {
    /// The next moment at which a shop that is closed now opens: after a closure or a holiday, or when its people are
    /// back within their hours.
    func firstOpening(after now: LocalTime, _ calendar: HolidayCalendar) -> LocalTime? {
        guard let absentUntil, isAbsent(at: now) else { return nextOpening(after: now, calendar) }
        let isOpenThen = openEnd(at: absentUntil, plan(on: absentUntil.day, calendar), calendar) != nil
        return isOpenThen ? absentUntil : nextOpening(after: absentUntil, calendar)
    }
}

extension DayPlan {
    /// The end of the interval that contains `minute` and begins on this day, which is `offset` days after `today`; nil
    /// if there is none. Both are in minutes since midnight of `today`.
    fileprivate func end(of minute: Int, offset: Int, from today: Day) -> Int? {
        switch self {
        case .closed, .toBeChecked: return nil
        case .week(let week), .opening(let week):
            let weekday = (today.weekday - 1 + offset + 7) % 7
            let shift = (offset - weekday) * OpeningHours.day
            var end: Int?
            for interval in week where interval.opens / OpeningHours.day == weekday {
                guard interval.opens + shift <= minute, minute < interval.closes + shift else { continue }
                end = max(end ?? 0, interval.closes + shift)
            }
            return end
        }
    }
}

extension OpenState {
    /// The state during an absence: back at a time today («De retour à 15 h»), or closed for the rest of the day.
    static func absence(until end: LocalTime, at now: LocalTime) -> OpenState {
        end.day > now.day ? .away(until: now.day) : .back(minute: end.minute)
    }
}
