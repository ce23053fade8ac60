import Foundation

/// A moment: seconds since 1970-01-01T00:00:00Z, as every `_at` column keeps it; within the years 1 to 9999 in every zone, whatever
/// number somebody has written into the store.
package struct Instant: Sendable, Hashable, Comparable {
    /// Seconds since the epoch.
    package let seconds: Int

    /// A moment by its seconds; the earliest or the latest there is in place of one beyond.
    package init(seconds: Int) {
        self.seconds = min(max(seconds, Instant.limits.lowerBound), Instant.limits.upperBound)
    }

    /// The seconds of the moments there are: a day less than the years 1 to 9999 at each end, for the zones.
    package static let limits = -62_135_510_400...253_402_214_399
    /// The first one there is.
    package static let earliest = Instant(seconds: limits.lowerBound)
    /// The last one there is.
    package static let latest = Instant(seconds: limits.upperBound)

    /// Earlier is less.
    package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
    /// A moment `seconds` later.
    package static func + (left: Instant, seconds: Int) -> Instant { Instant(seconds: left.seconds + seconds) }
    /// A moment `seconds` earlier.
    package static func - (left: Instant, seconds: Int) -> Instant { Instant(seconds: left.seconds - seconds) }

    /// The day and the time of day on the association's clocks.
    package var local: LocalTime { LocalTime(self) }
}

extension Int {
    /// Seconds in so many minutes.
    package static func minutes(_ count: Int) -> Int { count * 60 }
    /// Seconds in so many hours.
    package static func hours(_ count: Int) -> Int { count * 3_600 }
    /// Seconds in so many days of 24 hours.
    package static func days(_ count: Int) -> Int { count * 86_400 }
}

/// Where the time comes from. Tests hold it still.
package struct Clock: Sendable {
    /// The present moment.
    package let now: @Sendable () -> Instant

    /// A clock that answers by `now`.
    package init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// The machine's clock.
    package static let system = Clock { Instant(seconds: Int(Date().timeIntervalSince1970.rounded(.down))) }
}

/// A moment as the clocks of the association show it (Europe/Paris).
package struct LocalTime: Sendable, Hashable {
    /// The day.
    package let day: Day
    /// Minutes since midnight, 0 to 1439.
    package let minute: Int

    /// France's zone; the offset when the zone files are missing is that of winter.
    private static let zone = TimeZone(identifier: "Europe/Paris") ?? TimeZone(secondsFromGMT: 3_600)

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

    /// The moment at which the clocks show this time; the earlier one when they show it twice.
    package var instant: Instant {
        let local = day.daysSince1970 * 86_400 + minute * 60
        return Instant(seconds: local - LocalTime.offset(at: local - LocalTime.offset(at: local - 7_200)))
    }

    /// A time between two changes of the clocks, with its offset from UTC in seconds.
    private struct Period: Sendable {
        let seconds: Range<Int>
        let offset: Int
    }

    /// The ten years around the start of the program, by the zone files: asking Foundation costs more than a line of a page.
    private static let periods: [Period] = {
        guard let zone else { return [] }
        let year = 31_557_600
        var start = Date(timeIntervalSinceNow: TimeInterval(-5 * year))
        var periods: [Period] = []
        while periods.count < 20, let end = zone.nextDaylightSavingTimeTransition(after: start), end > start {
            let (first, last) = (start.timeIntervalSince1970, end.timeIntervalSince1970)
            periods.append(
                Period(
                    seconds: Int(first.rounded(.up))..<Int(last.rounded(.down)), offset: zone.secondsFromGMT(for: start)
                ))
            start = end
        }
        return periods
    }()

    private static func offset(at seconds: Int) -> Int {
        for period in periods where period.seconds.contains(seconds) { return period.offset }
        return zone?.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))) ?? 3_600
    }
}
