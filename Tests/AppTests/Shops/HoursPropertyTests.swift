import Testing

@testable import Base
@testable import ChalandDemo
@testable import Shops

/// What a shop says, in the most literal way: minute by minute, season days listed one by one.
private struct NaiveHours {
    enum Day {
        case closed, toBeChecked
        case hours([(opens: Int, closes: Int)])
    }

    let hours: OpeningHours
    let calendar: HolidayCalendar
    /// The days of the year of each season, as month × 100 + day.
    private let seasonDays: [Set<Int>]

    init(_ hours: OpeningHours, _ calendar: HolidayCalendar) {
        (self.hours, self.calendar) = (hours, calendar)
        // 2028 is a leap year.
        let year = (0..<366).map { Base.Day(daysSince1970: 21_184 + $0) }.map { $0.month * 100 + $0.day }
        seasonDays = hours.seasons.map { season in
            var (days, index) = (Set<Int>(), year.firstIndex(of: season.from.rawValue) ?? 0)
            while days.insert(year[index]).inserted, year[index] != season.until.rawValue {
                index = (index + 1) % year.count
            }
            return days
        }
    }

    private var isKnown: Bool { !hours.intervals.isEmpty || hours.seasons.contains { !$0.intervals.isEmpty } }

    func day(_ day: Base.Day) -> Day {
        for closure in hours.closures where closure.from <= day && day <= closure.until { return .closed }
        let openings = hours.openings.filter { $0.day == day }
        if !openings.isEmpty { return .hours(openings.map { ($0.opens, $0.closes) }) }
        let season = seasonDays.firstIndex { $0.contains(day.month * 100 + day.day) }
        let week = season.map { hours.seasons[$0].intervals } ?? hours.intervals
        let own = week.filter { $0.weekday == day.weekday }
        if calendar.holidays.contains(where: { $0.isOn(day) }) {
            switch hours.holidays {
            case .closed: return .closed
            case .unsaid: if !own.isEmpty { return .toBeChecked }
            case .open: break
            }
        }
        if week.isEmpty, season != nil || isKnown { return .closed }
        return .hours(own.map { ($0.opensOnDay, $0.closesOnDay) })
    }

    private func stretches(_ day: Base.Day) -> [(opens: Int, closes: Int)] {
        if case .hours(let hours) = self.day(day) { return hours }
        return []
    }

    func isOpen(_ moment: LocalTime) -> Bool {
        stretches(moment.day).contains { $0.opens <= moment.minute && moment.minute < $0.closes }
            || stretches(moment.day.adding(days: -1)).contains { moment.minute + 1_440 < $0.closes }
    }

    func state(at now: LocalTime) -> OpenState {
        if isOpen(now) {
            let end = (1...1_440).first { !isOpen(now.adding($0)) } ?? 1_440
            return .open(until: end == 1_440 ? nil : (now.minute + end) % 1_440)
        }
        switch day(now.day) {
        case .toBeChecked: return .holiday
        case .closed:
            var last = now.day
            while case .closed = day(last.adding(days: 1)), last < now.day.adding(days: 500) {
                last = last.adding(days: 1)
            }
            return .away(until: last)
        case .hours:
            if let next = nextOpening(after: now) { return .closed(next.day, minute: next.minute) }
            return isKnown ? .closed(nil, minute: 0) : .unknown
        }
    }

    func nextOpening(after now: LocalTime) -> LocalTime? {
        for ahead in 0..<400 {
            let day = now.day.adding(days: ahead)
            let minutes = stretches(day).map(\.opens).filter { ahead > 0 || $0 > now.minute }
            if let first = minutes.min() { return LocalTime(day: day, minute: first) }
        }
        return nil
    }
}

extension LocalTime {
    fileprivate func adding(_ minutes: Int) -> LocalTime {
        let all = minute + minutes
        return LocalTime(day: day.adding(days: all / 1_440), minute: all % 1_440)
    }
}

@Suite("Opening hours compared with a model that looks at every minute") struct HoursPropertyTests {
    private let calendar = HolidayCalendar(adding: [.goodFriday, .reunion])

    private func week(_ dice: inout Dice) -> [OpeningHours.Interval] {
        (1...7).filter { _ in dice.chance(70) }.flatMap { weekday -> [OpeningHours.Interval] in
            var (intervals, minute) = ([OpeningHours.Interval](), dice.below(700))
            for _ in 0...dice.below(3) where minute < 1_440 {
                let closes = minute + 1 + dice.below(dice.chance(10) ? 1_440 : 300)
                intervals.append(.init(weekday: weekday, opens: minute, closes: closes))
                minute = closes + dice.below(240)
            }
            return intervals
        }
    }

    private func yearDay(_ dice: inout Dice) throws -> YearDay {
        let month = 1 + dice.below(12)
        return try #require(
            YearDay(month: month, day: 1 + dice.below(31)) ?? YearDay(month: month, day: month == 2 ? 29 : 30))
    }

    private func hours(around today: Day, _ dice: inout Dice) throws -> OpeningHours {
        var hours = OpeningHours(intervals: dice.chance(85) ? week(&dice) : [])
        hours.holidays = dice.pick(OpeningHours.HolidayRule.allCases)
        for number in 1...6 where dice.chance(30) {
            let season = Season(
                number: number, from: try yearDay(&dice), until: try yearDay(&dice),
                intervals: dice.chance(70) ? week(&dice) : [])
            if !hours.seasons.contains(where: { $0.overlaps(season) }) { hours.seasons.append(season) }
        }
        for _ in 0..<3 where dice.chance(40) {
            let from = today.adding(days: dice.below(30) - 10)
            hours.closures.append(.init(from: from, until: from.adding(days: dice.below(12))))
        }
        for _ in 0..<5 where dice.chance(40) {
            let opens = dice.below(1_440)
            hours.openings.append(
                .init(
                    day: today.adding(days: dice.below(20) - 5), opens: opens, closes: opens + 1 + dice.below(600)))
        }
        return hours
    }

    @Test("agree at random moments: open, until when, closed until when", arguments: 1...8 as ClosedRange<UInt64>)
    func agrees(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<60 {
            // 2027 to 2031 has a leap year.
            let today = Day(daysSince1970: 20_820 + dice.below(1_700))
            let hours = try hours(around: today, &dice)
            let naive = NaiveHours(hours, calendar)
            for _ in 0..<6 {
                let now = LocalTime(day: today.adding(days: dice.below(12) - 4), minute: dice.below(1_440))
                let (state, expected) = (hours.state(at: now, calendar), naive.state(at: now))
                // A year of closed days is more than the search looks at.
                if case .away(let until) = expected, until > now.day.adding(days: 400) { continue }
                if case .closed(let day?, _) = expected, day > now.day.adding(days: 60) { continue }
                #expect(state == expected, "\(now) \(hours)")
                let first = hours.firstOpening(after: now, calendar)
                if let next = naive.nextOpening(after: now), next.day <= now.day.adding(days: 60) {
                    #expect(first == next, "\(now) \(hours)")
                }
            }
        }
    }

    @Test("agree in every minute of the nights of the change of hour", arguments: [1_806_181_200, 1_824_930_000])
    func changesOfHour(_ evening: Int) throws {
        var dice = Dice(seed: UInt64(evening))
        for _ in 0..<10 {
            let start = Instant(seconds: evening)
            let hours = try hours(around: start.local.day, &dice)
            let naive = NaiveHours(hours, calendar)
            for minute in 0..<600 {
                let now = (start + 60 * minute).local
                #expect(hours.state(at: now, calendar).isOpen == naive.isOpen(now), "\(now) \(hours)")
            }
        }
    }

    @Test("two seasons overlap exactly when a day of some year belongs to both") func overlaps() throws {
        var dice = Dice(seed: 3)
        let year = (0..<366).map { Day(daysSince1970: 21_184 + $0) }.map(YearDay.init)
        #expect(Set(year).count == 366)
        for _ in 0..<300 {
            let seasons = try (1...2).map {
                Season(number: $0, from: try yearDay(&dice), until: try yearDay(&dice), intervals: [])
            }
            let isShared = year.contains { day in seasons.allSatisfy { $0.contains(day) } }
            #expect(seasons[0].overlaps(seasons[1]) == isShared, "\(seasons)")
        }
    }
}
