import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Public holidays") struct PublicHolidayTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    /// Dates of Easter: https://www.imcce.fr, «Date de Pâques».
    @Test(arguments: [
        (1818, "1818-03-22"), (1943, "1943-04-25"), (1954, "1954-04-18"), (1981, "1981-04-19"), (2000, "2000-04-23"),
        (2008, "2008-03-23"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"),
        (2038, "2038-04-25"), (2049, "2049-04-18"), (2076, "2076-04-19"), (2285, "2285-03-22"),
    ]) func easter(_ year: Int, _ date: String) throws { #expect(try PublicHoliday.easter(in: year) == day(date)) }

    @Test("are eleven a year in the whole country", arguments: [2024, 2026, 2027, 2038])
    func eleven(_ year: Int) throws {
        let calendar = HolidayCalendar()
        let days = try (0..<366).map { try day("\(year)-01-01").adding(days: $0) }.filter { $0.year == year }
        #expect(days.map { day in calendar.holidays.count { $0.isOn(day) } }.reduce(0, +) == 11)
    }

    @Test(
        "have their dates in 2027",
        arguments: [
            "2027-01-01", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-08", "2027-05-17", "2027-07-14",
            "2027-08-15",
            "2027-11-01", "2027-11-11", "2027-12-25",
        ]) func year2027(_ date: String) throws
    { #expect(try HolidayCalendar().isHoliday(day(date))) }

    @Test("two can fall on one day", arguments: [("2008-05-01", 2), ("2059-05-08", 2), ("2026-05-01", 1)])
    func together(_ date: String, _ count: Int) throws {
        let day = try day(date)
        #expect(HolidayCalendar().holidays.count { $0.isOn(day) } == count)
    }

    @Test("of a region count only where the association says so") func regional() throws {
        let (good, second) = try (day("2026-04-03"), day("2026-12-26"))
        #expect(!HolidayCalendar().isHoliday(good) && !HolidayCalendar().isHoliday(second))
        let alsace = HolidayCalendar(adding: [.goodFriday, .saintStephen])
        #expect(alsace.isHoliday(good) && alsace.isHoliday(second))
        #expect(PublicHoliday.regional.count == 9)
    }

    /// Code du travail, art. L.3422-2.
    @Test(
        "overseas commemorate the abolition of slavery",
        arguments: [
            (.mayotte, "04-27"), (.martinique, "05-22"), (.guadeloupe, "05-27"), (.saintMartin, "05-28"),
            (.guyane, "06-10"), (.saintBarthelemy, "10-09"), (.reunion, "12-20"),
        ] as [(PublicHoliday, String)])
    func overseas(_ holiday: PublicHoliday, _ date: String) throws {
        let day = try day("2027-" + date)
        #expect(HolidayCalendar(adding: [holiday]).isHoliday(day) && !HolidayCalendar().isHoliday(day))
    }

    @Test("a calendar finds the days that its holidays fall on, in fifty years") func agrees() throws {
        let calendar = HolidayCalendar(adding: Set(PublicHoliday.regional))
        for offset in 0..<18_300 {
            let day = try day("2020-01-01").adding(days: offset)
            #expect(calendar.isHoliday(day) == PublicHoliday.allCases.contains { $0.isOn(day) }, "\(day)")
        }
    }
}

@Suite("A shop on a public holiday") struct ShopHolidayTests {
    /// Monday to Saturday, 9:00 to 12:30 and 14:30 to 19:00.
    private func shop(_ rule: OpeningHours.HolidayRule) -> OpeningHours {
        let week = (1...6).flatMap { weekday in
            [
                OpeningHours.Interval(weekday: weekday, opens: 540, closes: 750),
                OpeningHours.Interval(weekday: weekday, opens: 870, closes: 1_140),
            ]
        }
        return OpeningHours(intervals: week, holidays: rule)
    }

    private func at(_ date: String, _ hour: Int) throws -> LocalTime {
        LocalTime(day: try #require(Day(date)), minute: hour * 60)
    }

    @Test(
        "is never «open» without having said so",
        arguments: ["2026-12-25", "2027-01-01", "2027-05-01", "2027-05-06", "2026-07-14"])
    func day(_ date: String) throws {
        let now = try at(date, 10)
        #expect(shop(.unsaid).state(at: now, HolidayCalendar()) == .holiday)
        #expect(shop(.closed).state(at: now, HolidayCalendar()) == .away(until: now.day))
        #expect(shop(.open).state(at: now, HolidayCalendar()) == .open(until: 750))
    }

    @Test("the evening before announces the day after") func eveningBefore() throws {
        let eve = try at("2026-12-24", 20)
        let saturday = eve.day.adding(days: 2)
        #expect(shop(.unsaid).state(at: eve, HolidayCalendar()) == .closed(saturday, minute: 540))
        #expect(shop(.closed).state(at: eve, HolidayCalendar()) == .closed(saturday, minute: 540))
        #expect(shop(.open).state(at: eve, HolidayCalendar()) == .closed(eve.day.adding(days: 1), minute: 540))
    }

    @Test("a closure that was announced comes first, and runs on over the holiday") func closureFirst() throws {
        var hours = shop(.closed)
        let eve = try at("2026-12-24", 10)
        hours.closures = [.init(from: eve.day.adding(days: -2), until: eve.day)]
        #expect(hours.state(at: eve, HolidayCalendar()) == .away(until: eve.day.adding(days: 1)))
        hours.holidays = .unsaid
        #expect(hours.state(at: eve, HolidayCalendar()) == .away(until: eve.day))
    }

    @Test("a night that began before it goes on; a day off stays a day off") func edges() throws {
        let bar = OpeningHours(intervals: [.init(weekday: 4, opens: 1_200, closes: 1_560)])
        #expect(try bar.state(at: at("2026-12-25", 1), HolidayCalendar()) == .open(until: 120))
        let night = OpeningHours(intervals: [.init(weekday: 4, opens: 1_200, closes: 1_560)], holidays: .closed)
        #expect(try night.state(at: at("2026-12-25", 1), HolidayCalendar()) == .open(until: 120))
        #expect(try bar.state(at: at("2026-12-25", 12), HolidayCalendar()).isOpen == false)
        #expect(try bar.state(at: at("2026-12-25", 12), HolidayCalendar()) != .holiday)
    }

    @Test("the shopkeeper says it once; page, directory and search engines follow") func pages() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        let path = "/boutiques/boulangerie-de-l-etoile-7kq2"
        let form = try await baker.get("/boutiques/7kq2/modifier").filled
        let week = (1...7).flatMap { [("hours-\($0)-1-from", "09:00"), ("hours-\($0)-1-to", "19:00")] }
        var typed = form.without("holidays")
        for pair in week { typed = typed.with(pair) }
        #expect(try await baker.post("/boutiques/7kq2/modifier", typed).status == .seeOther)
        site.wait(try #require(Day("2026-04-06")).daysSince1970 * 86_400 + 9 * 3_600 - site.now.seconds)
        let unsaid = try await site.as(.guest).get(path).text
        #expect(unsaid.contains("Jour férié\u{A0}: horaires à vérifier"))
        #expect(unsaid.contains("Jours fériés\u{A0}: à vérifier"))
        #expect(try await site.as(.guest).get("/boutiques").text.contains("Jour férié\u{A0}: horaires à vérifier"))
        #expect(try await !site.as(.guest).get("/boutiques?ouvert=1").text.contains("<h2><a href=\"\(path)\""))

        let again = try await baker.get("/boutiques/7kq2/modifier").filled
        #expect(
            try await baker.post("/boutiques/7kq2/modifier", again.with(("holidays", "closed"))).status == .seeOther)
        let closed = try await site.as(.guest).get(path).text
        #expect(closed.contains("Fermé aujourd’hui"))
        #expect(closed.contains("\"validFrom\":\"2026-04-06\",\"validThrough\":\"2026-04-06\""))
        #expect(closed.contains("\"validFrom\":\"2026-12-25\""))
        #expect(try site.text("SELECT source FROM shop_field WHERE field = 'holidays'") == "form")

        let wrong = try await baker.post("/boutiques/7kq2/modifier", again.with(("holidays", "never")))
        #expect(wrong.status == .unprocessableContent)
        #expect(wrong.text.contains("Choisissez une réponse de la liste"))
    }

    @Test("two that fall together are named once, with both names") func together() async throws {
        let site = try TestSite()
        let path = "/boutiques/boulangerie-de-l-etoile-7kq2"
        let week = shop(.closed)
        let bakery = site.bakery
        try site.write { try week.save(for: bakery, in: $0) }
        let april = try at("2059-04-20", 10).instant
        site.wait(april.seconds - site.now.seconds)
        let text = try await site.as(.guest).get(path).text
        #expect(text.contains("Prochain\u{A0}: 1er\u{A0}mai 2059, fête du Travail"))
        site.wait(.days(14))
        #expect(
            try await site.as(.guest).get(path).text.contains(
                "Jours fériés\u{A0}: fermé. Prochain\u{A0}: 8\u{A0}mai 2059, victoire de 1945 et Ascension"))
        #expect(
            try await site.as(.guest).get("/en" + path).text.contains("Victory Day 1945 and Ascension Day"))
    }

    @Test("the association adds the holidays of its region, and removes them again") func settings() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let blank = try await president.get("/reglages").filled
        _ = try await president.post(
            "/reglages", blank.with(("holiday-goodFriday", "1"), ("holiday-saintStephen", "1")))
        #expect(try site.text("SELECT regional_holidays FROM association") == "goodFriday saintStephen")
        let page = try await president.get("/reglages")
        #expect(page.text.contains("name=\"holiday-goodFriday\" value=\"1\" checked"))
        let loaded = page.filled.without("holiday-goodFriday").without("holiday-saintStephen")
        #expect(try await president.post("/reglages", loaded.without("holidays")).status == .seeOther)
        #expect(try site.text("SELECT regional_holidays FROM association") == "goodFriday saintStephen")
        #expect(try await president.post("/reglages", loaded).status == .seeOther)
        #expect(try site.text("SELECT regional_holidays FROM association") == "")
    }
}
