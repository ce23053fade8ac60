import Base

/// A day of the year, such as 1 April. In a year without 29 February, a season until that day ends on 28 February, and
/// one from that day begins on 1 March.
package struct YearDay: Sendable, Hashable, Comparable {
    /// Month × 100 + day, as stored: 401 is 1 April.
    package let rawValue: Int

    package var month: Int { rawValue / 100 }
    package var day: Int { rawValue % 100 }

    /// Nil when no year has this day.
    package init?(month: Int, day: Int) {
        // 2024 is a leap year.
        guard Day(year: 2_024, month: month, day: day) != nil else { return nil }
        rawValue = month * 100 + day
    }

    /// The day of the year of `day`.
    init(_ day: Day) { rawValue = day.month * 100 + day.day }

    package static func < (left: YearDay, right: YearDay) -> Bool { left.rawValue < right.rawValue }

    /// The last day of `year` that is not after this one: for 29 February, 28 February of a year without it.
    func last(in year: Int) -> Day? {
        Day(year: year, month: month, day: day) ?? Day(year: year, month: month, day: day - 1)
    }
}

/// A part of every year in which a shop has other hours each week; without any hours it is closed, as for holidays in
/// August.
package struct Season: Sendable, Hashable {
    /// From 1; distinguishes the seasons of a shop, in addresses too.
    package var number: Int
    package var from: YearDay
    /// The last day. When it is before `from`, the season spans New Year.
    package var until: YearDay
    package var intervals: [OpeningHours.Interval]

    package init(number: Int, from: YearDay, until: YearDay, intervals: [OpeningHours.Interval]) {
        (self.number, self.from, self.until, self.intervals) = (number, from, until, intervals)
    }

    package func contains(_ day: YearDay) -> Bool {
        from <= until ? from <= day && day <= until : from <= day || day <= until
    }

    /// Whether some day belongs to both.
    package func overlaps(_ other: Season) -> Bool { contains(other.from) || other.contains(from) }

    /// The last day of the season that `day` is in.
    func end(from day: Day) -> Day {
        let year = YearDay(day) <= until ? day.year : day.year + 1
        return max(day, until.last(in: year) ?? day)
    }

    /// The first day after `day` on which the season begins.
    func start(after day: Day) -> Day? {
        for year in day.year...day.year + 1 {
            // 29 February of a year without it: 1 March.
            guard let last = from.last(in: year) else { return nil }
            let start = YearDay(last) == from ? last : last.adding(days: 1)
            if start > day { return start }
        }
        return nil
    }
}

extension OpeningHours {
    /// The season that `day` is in; nil for the usual week.
    package func season(on day: Day) -> Season? {
        seasons.isEmpty ? nil : seasons.first { $0.contains(YearDay(day)) }
    }

    /// The last day with the weekly hours of `day`: the day before another season or the usual week begins.
    package func weekEnd(from day: Day) -> Day {
        if let season = season(on: day) { return season.end(from: day) }
        return seasons.compactMap { $0.start(after: day) }.min()?.adding(days: -1) ?? day.adding(days: 366)
    }
}
