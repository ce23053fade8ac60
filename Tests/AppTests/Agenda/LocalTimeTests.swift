import Foundation
import Testing

@testable import Base

@Suite("Local time in France") struct LocalTimeTests {
    @Test("it is that of the time zone Europe/Paris, at the hours around 01:00 UTC of each day from 1996 to 2060")
    func zone() throws {
        let paris = try #require(TimeZone(identifier: "Europe/Paris"))
        let first = try #require(Day("1996-01-01")), last = try #require(Day("2060-12-31"))
        for day in first.daysSince1970...last.daysSince1970 {
            for second in [3_599, 3_600, 45_000] {
                let seconds = day * 86_400 + second
                let offset = paris.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
                let expected = LocalTime(
                    day: Day(daysSince1970: (seconds + offset) / 86_400), minute: (seconds + offset) % 86_400 / 60)
                #expect(Instant(seconds: seconds).local == expected)
            }
        }
    }

    @Test("a time that occurs twice is the earlier one, and one that does not occur an hour earlier")
    func changes() throws {
        let autumn = try #require(Day("2026-10-25")), spring = try #require(Day("2026-03-29"))
        #expect(LocalTime(day: autumn, minute: 150).instant == Instant(seconds: autumn.daysSince1970 * 86_400 + 1_800))
        #expect(LocalTime(day: spring, minute: 150).instant.local == LocalTime(day: spring, minute: 90))
    }
}
