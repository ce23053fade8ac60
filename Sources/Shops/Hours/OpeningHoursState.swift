import Base

extension OpeningHours {
    /// How many days are searched for the next opening. A closure counts as one day, however long it is.
    private static let daysAhead = 60

    /// Whether the shop is open at `now`, and when that changes. Closures and absences take precedence over holidays,
    /// holidays over the weekly hours.
    package func state(at now: LocalTime, _ calendar: HolidayCalendar) -> OpenState {
        if let absentUntil, isAbsent(at: now), closure(on: now.day, calendar) == nil {
            return .absence(until: absentUntil, at: now)
        }
        if let end = openEnd(at: now, calendar) {
            return .open(until: end - now.minute >= Self.day ? nil : end % Self.day)
        }
        if var until = closure(on: now.day, calendar)?.until {
            while let next = closure(on: until.adding(days: 1), calendar), next.until > until { until = next.until }
            return .away(until: until)
        }
        if isToBeChecked(on: now.day, calendar) { return .holiday }
        return intervals.isEmpty ? .unknown : nextOpening(after: now, calendar)
    }

    /// Whether an announced absence covers `now`.
    func isAbsent(at now: LocalTime) -> Bool {
        guard let absentUntil else { return false }
        return absentUntil.day > now.day || (absentUntil.day == now.day && absentUntil.minute > now.minute)
    }

    /// The end of the opening interval that contains `now`, in minutes since midnight today; nil if there is none.
    /// Adjoining intervals count as one.
    private func openEnd(at now: LocalTime, _ calendar: HolidayCalendar) -> Int? {
        var end = now.minute
        // Each step adds one adjoining interval. For a shop that never closes, the search stops after 24 hours.
        while end - now.minute < Self.day {
            let today = end / Self.day
            let further = [today - 1, today].compactMap { offset in
                stretchEnd(of: offset, from: now.day, holding: end, calendar)
            }.max()
            guard let further else { break }
            end = further
        }
        return end > now.minute ? end : nil
    }

    /// The end of the interval that contains `minute` and began `offset` days after `today`; nil if there is none. Both
    /// are in minutes since midnight of `today`.
    private func stretchEnd(
        of offset: Int, from today: Day, holding minute: Int, _ calendar: HolidayCalendar
    ) -> Int? {
        let weekday = (today.weekday - 1 + offset + 7) % 7
        let shift = (offset - weekday) * Self.day
        var end: Int?
        for interval in intervals where interval.opens / Self.day == weekday {
            guard interval.opens + shift <= minute, minute < interval.closes + shift else { continue }
            end = max(end ?? 0, interval.closes + shift)
        }
        // A closure cancels the intervals that begin on its days. One that began the evening before runs to its end.
        let day = today.adding(days: offset)
        return end == nil || closure(on: day, calendar) != nil || isToBeChecked(on: day, calendar) ? nil : end
    }

    private func nextOpening(after now: LocalTime, _ calendar: HolidayCalendar) -> OpenState {
        let first = now.day.weekday - 1
        var offset = 0
        var looked = 0
        while looked < Self.daysAhead {
            looked += 1
            let day = now.day.adding(days: offset)
            if let closure = closure(on: day, calendar) {
                offset = closure.until.daysSince1970 - now.day.daysSince1970 + 1
                continue
            }
            // The shop may stay closed on this holiday: look for the next day that is certain.
            if isToBeChecked(on: day, calendar) {
                offset += 1
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

    private func closure(on day: Day, _ calendar: HolidayCalendar) -> Closure? {
        if let announced = closures.first(where: { $0.from <= day && day <= $0.until }) { return announced }
        return holidays == .closed && calendar.isHoliday(day) ? Closure(from: day, until: day) : nil
    }

    /// Whether `day` is a public holiday on a weekday the shop normally opens, and the shop has no holiday rule.
    private func isToBeChecked(on day: Day, _ calendar: HolidayCalendar) -> Bool {
        holidays == .unsaid && intervals.contains { $0.weekday == day.weekday } && calendar.isHoliday(day)
    }
}

extension OpenState {
    /// The state during an absence: back at a time today («De retour à 15 h»), or closed for the rest of the day.
    static func absence(until end: LocalTime, at now: LocalTime) -> OpenState {
        end.day > now.day ? .away(until: now.day) : .back(minute: end.minute)
    }
}
