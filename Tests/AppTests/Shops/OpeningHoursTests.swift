import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Opening hours") struct OpeningHoursTests {
    /// Tuesday to Saturday 9:00–12:30 and 14:30–19:00; Friday and Saturday nights 20:00–02:00; nothing on Sunday,
    /// Monday.
    private let shop = OpeningHours(
        intervals: (2...6).flatMap { weekday in
            [
                OpeningHours.Interval(weekday: weekday, opens: 540, closes: 750),
                OpeningHours.Interval(weekday: weekday, opens: 870, closes: 1_140),
            ]
        }
            + (5...6).map { OpeningHours.Interval(weekday: $0, opens: 1_200, closes: 1_560) }, closures: [])

    /// 2026-03-02 is a Monday.
    private func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> LocalTime {
        LocalTime(day: Day(daysSince1970: monday.daysSince1970 + day), minute: hour * 60 + minute)
    }
    private let monday = Day(daysSince1970: 20_514)

    @Test("the first day of the tests is a Monday") func calendar() {
        #expect(monday.description == "2026-03-02")
        #expect(monday.weekday == 1)
    }

    @Test("open from the minute it opens to the minute before it closes") func edges() {
        #expect(shop.state(at: at(1, 8, 59), HolidayCalendar()) == .closed(monday.adding(days: 1), minute: 540))
        #expect(shop.state(at: at(1, 9), HolidayCalendar()) == .open(until: 750))
        #expect(shop.state(at: at(1, 12, 29), HolidayCalendar()) == .open(until: 750))
        #expect(shop.state(at: at(1, 12, 30), HolidayCalendar()) == .closed(monday.adding(days: 1), minute: 870))
        #expect(shop.state(at: at(1, 18, 59), HolidayCalendar()) == .open(until: 1_140))
    }

    @Test("after the last stretch, the next opening is on another day") func acrossDays() {
        #expect(shop.state(at: at(0, 10), HolidayCalendar()) == .closed(monday.adding(days: 1), minute: 540))
        #expect(shop.state(at: at(1, 19), HolidayCalendar()) == .closed(monday.adding(days: 2), minute: 540))
        #expect(shop.state(at: at(6, 12), HolidayCalendar()) == .closed(monday.adding(days: 8), minute: 540))
    }

    @Test("a night belongs to the day it began on") func pastMidnight() {
        #expect(shop.state(at: at(4, 23), HolidayCalendar()) == .open(until: 120))
        #expect(shop.state(at: at(5, 1, 59), HolidayCalendar()) == .open(until: 120))
        #expect(shop.state(at: at(5, 2), HolidayCalendar()) == .closed(monday.adding(days: 5), minute: 540))
        #expect(shop.state(at: at(6, 1), HolidayCalendar()) == .open(until: 120))
        #expect(shop.state(at: at(6, 2), HolidayCalendar()) == .closed(monday.adding(days: 8), minute: 540))
    }

    @Test("Sunday’s night lasts into Monday") func weekEnd() {
        let bar = OpeningHours(intervals: [.init(weekday: 7, opens: 1_200, closes: 1_560)], closures: [])
        #expect(bar.state(at: at(0, 1), HolidayCalendar()) == .open(until: 120))
        #expect(bar.state(at: at(0, 2), HolidayCalendar()) == .closed(monday.adding(days: 6), minute: 1_200))
    }

    @Test("intervals that touch at midnight count as one") func touching() {
        let bar = OpeningHours(
            intervals: [.init(weekday: 1, opens: 1_200, closes: 1_440), .init(weekday: 2, opens: 0, closes: 180)],
            closures: [])
        #expect(bar.state(at: at(0, 23), HolidayCalendar()) == .open(until: 180))
    }

    @Test("round the clock has no closing time") func always() {
        let open = OpeningHours(
            intervals: (1...7).map { .init(weekday: $0, opens: 0, closes: 1_440) }, closures: [])
        #expect(open.state(at: at(3, 12), HolidayCalendar()) == .open(until: nil))
        #expect(open.state(at: at(6, 23, 59), HolidayCalendar()) == .open(until: nil))
        #expect(open.intervals.overlap == nil)
    }

    @Test("a closure lasts until its last day, whatever the week says") func closures() {
        var shop = shop
        shop.closures = [
            .init(from: monday.adding(days: 1), until: monday.adding(days: 2)),
            .init(from: monday.adding(days: 3), until: monday.adding(days: 3)),
        ]
        #expect(shop.state(at: at(1, 10), HolidayCalendar()) == .away(until: monday.adding(days: 3)))
        #expect(shop.state(at: at(0, 10), HolidayCalendar()) == .closed(monday.adding(days: 4), minute: 540))
        #expect(shop.state(at: at(4, 10), HolidayCalendar()) == .open(until: 750))
    }

    @Test("a night that began before a closure lasts to its end") func closureAfterNight() {
        var shop = shop
        shop.closures = [.init(from: monday.adding(days: 5), until: monday.adding(days: 20))]
        #expect(shop.state(at: at(5, 1), HolidayCalendar()) == .open(until: 120))
        #expect(shop.state(at: at(5, 3), HolidayCalendar()) == .away(until: monday.adding(days: 20)))
    }

    @Test("a shop that never opens again is closed; one without hours has no state") func nothing() {
        #expect(OpeningHours(intervals: [], closures: []).state(at: at(0, 10), HolidayCalendar()) == .unknown)
        let gone = OpeningHours(
            intervals: shop.intervals,
            closures: [.init(from: monday.adding(days: 1), until: monday.adding(days: 4_000))])
        #expect(
            gone.state(at: at(0, 10), HolidayCalendar()) == .closed(monday.adding(days: 4_001), minute: 540)
                || !gone.state(at: at(0, 10), HolidayCalendar()).isOpen)
    }

    @Test("local times are unchanged when summer time begins and ends") func changeOfHour() throws {
        let bar = OpeningHours(
            intervals: [.init(weekday: 6, opens: 1_200, closes: 1_440 + 180)], closures: [])
        // 2026-10-25: 2:30 comes twice, 00:30 and 01:30 UTC. Closing time is 3:00 on the wall.
        let first = Instant(seconds: 1_792_888_200)
        #expect(first.local.minute == 150)
        #expect(bar.state(at: first.local, HolidayCalendar()) == .open(until: 180))
        #expect((first + 3_600).local.minute == 150)
        #expect(bar.state(at: (first + 3_600).local, HolidayCalendar()) == .open(until: 180))
        #expect(!bar.state(at: (first + 5_400).local, HolidayCalendar()).isOpen)
        // 2027-03-28: 2:00 is 3:00. The minute after 1:59 is closed.
        let last = Instant(seconds: 1_806_195_540)
        #expect(last.local.minute == 119)
        #expect(bar.state(at: last.local, HolidayCalendar()) == .open(until: 180))
        #expect((last + 60).local.minute == 180)
        #expect(!bar.state(at: (last + 60).local, HolidayCalendar()).isOpen)
    }

    @Test("finds overlapping intervals, also over midnight and the end of the week") func overlap() {
        func hours(_ intervals: OpeningHours.Interval...) -> OpeningHours.Interval? {
            intervals.overlap
        }
        #expect(hours(.init(weekday: 1, opens: 540, closes: 720), .init(weekday: 1, opens: 720, closes: 900)) == nil)
        #expect(
            hours(.init(weekday: 1, opens: 540, closes: 721), .init(weekday: 1, opens: 720, closes: 900))?.weekday == 1)
        #expect(
            hours(.init(weekday: 1, opens: 1_200, closes: 1_560), .init(weekday: 2, opens: 60, closes: 600))?.weekday
                == 1)
        #expect(
            hours(.init(weekday: 7, opens: 1_200, closes: 1_560), .init(weekday: 1, opens: 60, closes: 600))?.weekday
                == 7)
    }

    @Test("reads back what was saved, of one shop and of all; closures only while they matter") func stored() throws {
        let site = try TestSite()
        let id = site.bakery
        var expected = shop
        expected.closures = [.init(from: try #require(Day("2026-08-03")), until: try #require(Day("2026-08-21")))]
        let saved = expected
        try site.write { try saved.save(for: id, in: $0) }
        let read = try OpeningHours.of(id, in: site.loop.reader)
        #expect(Set(read.intervals) == Set(shop.intervals))
        #expect(read.closures == saved.closures)
        for (day, closures) in [("2026-03-02", 1), ("2026-08-21", 1), ("2026-08-22", 1), ("2026-08-23", 0)] {
            let all = try OpeningHours.all(on: try #require(Day(day)), in: site.loop.reader)
            #expect(Array(all.keys) == [id])
            #expect(all[id]?.intervals == read.intervals)
            #expect(all[id]?.closures.count == closures, "\(day)")
        }
        try site.write { try OpeningHours().save(for: id, in: $0) }
        #expect(try OpeningHours.all(on: try #require(Day("2026-03-02")), in: site.loop.reader).isEmpty)
    }

    @Test(
        "takes times as browsers and people write them",
        arguments: [
            ("09:00", 540), ("9:30", 570), ("9h30", 570), ("9 h", 540), ("9", 540), ("00:00", 0), ("24:00", 1_440),
            ("23:59:00", 1_439), ("24:01", nil), ("25:00", nil), ("9:60", nil), ("matin", nil), ("", nil),
            ("-1:00", nil),
        ] as [(String, Int?)])
    func times(_ typed: String, _ minute: Int?) {
        #expect(ClockTime.minute(typed: typed) == minute)
    }
}
