import FoundationEssentials

/// A moment: seconds since 1970-01-01T00:00:00Z, as stored in every `_at` column. Clamped to the years 1 to 9999 in
/// every time zone, also when the database holds a number outside them.
package struct Instant: Sendable, Hashable, Comparable {
    /// Seconds since the epoch.
    package let seconds: Int

    /// A moment from its seconds, clamped to `limits`.
    package init(seconds: Int) {
        self.seconds = min(max(seconds, Instant.limits.lowerBound), Instant.limits.upperBound)
    }

    /// The valid range in seconds: the years 1 to 9999 less one day at each end, for time zone offsets.
    package static let limits = -62_135_510_400...253_402_214_399
    /// The earliest moment that can be represented.
    package static let earliest = Instant(seconds: limits.lowerBound)
    /// The latest moment that can be represented.
    package static let latest = Instant(seconds: limits.upperBound)

    /// Orders by time.
    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
    /// A moment `seconds` later.
    package static func + (left: Instant, seconds: Int) -> Instant { Instant(seconds: left.seconds + seconds) }
    /// A moment `seconds` earlier.
    package static func - (left: Instant, seconds: Int) -> Instant { Instant(seconds: left.seconds - seconds) }

    /// The day and time of day in the association's time zone.
    package var local: LocalTime { LocalTime(self) }
}

extension Int {
    /// Seconds in `count` minutes.
    package static func minutes(_ count: Int) -> Int { count * 60 }
    /// Seconds in `count` hours.
    package static func hours(_ count: Int) -> Int { count * 3_600 }
    /// Seconds in `count` days of 24 hours.
    package static func days(_ count: Int) -> Int { count * 86_400 }
}

/// The source of the current time. Tests use a fixed one.
package struct Clock: Sendable {
    /// Returns the current time.
    package let now: @Sendable () -> Instant

    /// A clock that returns `now()`.
    package init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// The system clock.
    package static let system = Clock { Instant(seconds: Int(Date().timeIntervalSince1970.rounded(.down))) }
}

/// A moment as local time in Europe/Paris.
package struct LocalTime: Sendable, Hashable {
    /// The day.
    package let day: Day
    /// Minutes since midnight, 0 to 1439.
    package let minute: Int

    package init(day: Day, minute: Int) {
        self.day = day
        self.minute = minute
    }

    package init(_ instant: Instant) {
        let local = instant.seconds + LocalTime.offset(at: instant.seconds)
        let days = local / 86_400 - (local % 86_400 < 0 ? 1 : 0)
        day = Day(daysSince1970: days)
        minute = (local - days * 86_400) / 60
    }

    /// The moment of this local time; the earlier one when it occurs twice (end of daylight saving time).
    package var instant: Instant {
        let local = day.daysSince1970 * 86_400 + minute * 60
        return Instant(seconds: local - LocalTime.offset(at: local - LocalTime.offset(at: local - 7_200)))
    }

    /// Seconds that local time is ahead of UTC. Summer time begins and ends at 01:00 UTC on the last Sundays of March
    /// and October (directive 2000/84/CE, arrêté du 3 avril 2001; the rule since 1996 is used for all years).
    private static func offset(at seconds: Int) -> Int {
        let days = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        let day = Day(daysSince1970: days)
        let isSummer =
            switch day.month {
            case 3: seconds >= change(in: day)
            case 4...9: true
            case 10: seconds < change(in: day)
            default: false
            }
        return isSummer ? 7_200 : 3_600
    }

    /// 01:00 UTC on the last Sunday of a month of 31 days, in seconds since 1970.
    private static func change(in day: Day) -> Int {
        let last = day.adding(days: 31 - day.day)
        return last.adding(days: -(last.weekday % 7)).daysSince1970 * 86_400 + 3_600
    }
}
