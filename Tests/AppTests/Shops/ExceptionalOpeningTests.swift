import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shops

@Suite("Exceptional openings, words and a third interval in /boutiques/:shop/modifier") struct ExceptionalOpeningTests {
    private let path = "/boutiques/7kq2/modifier"
    private let page = "/boutiques/boulangerie-de-l-etoile-7kq2"

    private func form(_ site: TestSite) async throws -> [(String, String)] {
        try await site.as(.baker).get(path).filled
    }

    /// Saves the form with these changes; checks that it is accepted.
    private func save(_ site: TestSite, _ changes: [(String, String)]) async throws {
        let names = changes.map(\.0)
        let typed = try await form(site).filter { !names.contains($0.0) } + changes
        #expect(try await site.as(.baker).post(path, typed).status == .seeOther)
    }

    private func wait(_ site: TestSite, until date: String, hour: Int) throws {
        let moment = LocalTime(day: try #require(Day(date)), minute: hour * 60).instant
        site.wait(moment.seconds - site.now.seconds)
    }

    @Test("an announced Sunday is shown, opens on the day, and is gone the day after") func sunday() async throws {
        let site = try TestSite()
        try await save(
            site,
            [
                ("hours-1-1-from", "09:00"), ("hours-1-1-to", "19:00"),
                ("opening-1-on", "2026-03-15"), ("opening-1-from", "10:00"), ("opening-1-to", "12:30"),
                ("opening-1-reason", "Fête de <mars>"), ("opening-2-on", "2026-03-15"),
                ("opening-2-from", "14:00"), ("opening-2-to", "18:00"),
            ])
        let text = try await site.as(.guest).get(page).text
        #expect(
            text.contains(
                "dimanche 15\u{A0}mars 2026, 10\u{A0}h – 12\u{A0}h\u{A0}30, 14\u{A0}h – 18\u{A0}h\u{A0}: Fête de &lt;mars&gt;"
            ))
        #expect(
            text.contains(
                "\"validFrom\":\"2026-03-15\",\"validThrough\":\"2026-03-15\",\"opens\":\"14:00\",\"closes\":\"18:00\"")
        )
        try wait(site, until: "2026-03-15", hour: 11)
        #expect(try await site.as(.guest).get(page).text.contains("Ouvert jusqu’à 12\u{A0}h\u{A0}30"))
        #expect(try await site.as(.guest).get("/boutiques?ouvert=1").text.contains(page))
        #expect(try await site.as(.baker).get("/accueil").text.contains("Ouvert jusqu’à 12\u{A0}h\u{A0}30"))
        site.wait(.days(1))
        let after = try await site.as(.guest).get(page).text
        #expect(!after.contains("Ouvertures exceptionnelles") && !after.contains("2026-03-15"))
        #expect(try await !site.as(.baker).get(path).text.contains("2026-03-15"))
    }

    @Test("an opening overrides holiday, season and week; an absence or a closure overrides it")
    func precedence() throws {
        let christmas = try #require(Day("2026-12-25"))
        let now = LocalTime(day: christmas, minute: 600)
        var shop = OpeningHours(
            intervals: (1...7).map { .init(weekday: $0, opens: 540, closes: 1_080) },
            openings: [.init(day: christmas, opens: 600, closes: 720)], holidays: .closed)
        let winter = try (#require(YearDay(month: 12, day: 1)), #require(YearDay(month: 1, day: 31)))
        shop.seasons = [Season(number: 1, from: winter.0, until: winter.1, intervals: [])]
        #expect(shop.state(at: now, HolidayCalendar()) == .open(until: 720))
        shop.holidays = .unsaid
        #expect(shop.state(at: now, HolidayCalendar()) == .open(until: 720))
        shop.absentUntil = LocalTime(day: christmas, minute: 660)
        #expect(shop.state(at: now, HolidayCalendar()) == .back(minute: 660))
        shop.closures = [.init(from: christmas, until: christmas)]
        #expect(shop.state(at: now, HolidayCalendar()) == .away(until: winter.1.last(in: 2027) ?? christmas))
    }

    @Test("an absence closes the shop during last night’s hours too; a closure after it lasts longer")
    func absence() throws {
        let day = try #require(Day("2026-06-10"))
        var bar = OpeningHours(intervals: [.init(weekday: day.weekday, opens: 1_200, closes: 1_560)])
        let night = LocalTime(day: day.adding(days: 1), minute: 30)
        #expect(bar.state(at: night, HolidayCalendar()) == .open(until: 120))
        bar.absentUntil = LocalTime(day: day.adding(days: 2), minute: 0)
        #expect(bar.state(at: night, HolidayCalendar()) == .away(until: night.day))
        bar.closures = [.init(from: night.day, until: day.adding(days: 3))]
        #expect(bar.state(at: night, HolidayCalendar()) == .away(until: day.adding(days: 3)))
    }

    @Test(
        "422 with everything as typed",
        arguments: [
            ("opening-1-on", "", "opening-1-on", "Choisissez le jour"),
            ("opening-1-on", "2026-02-30", "opening-1-on", "Choisissez une date qui existe"),
            ("opening-1-to", "", "opening-1-from", "Il manque une heure"),
            ("opening-1-from", "tôt", "opening-1-from", "Écrivez les heures ainsi"),
            ("opening-2-from", "11:00", "opening-2-from", "en chevauche une autre"),
        ])
    func refused(_ field: String, _ value: String, _ name: String, _ message: String) async throws {
        let site = try TestSite()
        let typed = try await form(site).with(
            ("opening-1-on", "2026-12-20"), ("opening-1-from", "10:00"), ("opening-1-to", "12:30"),
            ("opening-1-reason", "Braderie"), ("opening-2-on", "2026-12-20"), ("opening-2-from", "14:00"),
            ("opening-2-to", "18:00"), ("remark", "lundi sur rendez-vous")
        ).with((field, value))
        let answer = try await site.as(.baker).post(path, typed)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(name)-error\"") && answer.text.contains("href=\"#\(name)\""))
        #expect(answer.text.contains(message))
        for (name, text) in typed where name.hasPrefix("opening") || name == "remark" {
            #expect(answer.text.contains("name=\"\(name)\"") || text.isEmpty)
            #expect(answer.text.contains("value=\"\(text)\""), "\(name) is lost")
        }
        #expect(try site.value("SELECT count(*) FROM exceptional_opening") == 0)
    }

    @Test("changes of two people to different fields are both saved; the same field is asked about") func merges()
        async throws
    {
        let site = try TestSite()
        let form = try await form(site)
        func opening(_ hour: String) -> [(String, String)] {
            form.with(("opening-1-on", "2026-12-20"), ("opening-1-from", hour), ("opening-1-to", "18:00"))
        }
        #expect(try await site.as(.president).post(path, opening("10:00")).status == .seeOther)
        #expect(try await site.as(.baker).post(path, form.with(("remark", "Sur rendez-vous"))).status == .seeOther)
        let asked = try await site.as(.baker).post(path, opening("09:00"))
        #expect(asked.status == .conflict)
        #expect(asked.text.contains("<dt>Ouvertures exceptionnelles</dt>"))
        #expect(asked.text.contains("dimanche 20\u{A0}décembre 2026, 10\u{A0}h – 18\u{A0}h"))
        #expect(try site.value("SELECT opens_minute FROM exceptional_opening") == 600)
        #expect(try site.text("SELECT remark FROM shop WHERE code = '7KQ2'") == "Sur rendez-vous")
    }

    @Test("words under the hours are public, escaped, and not searched") func words() async throws {
        let site = try TestSite()
        try await save(site, [("remark", "Lundi <sur> rendez-vous")])
        #expect(try await site.as(.guest).get(page).text.contains("<p>Lundi &lt;sur&gt; rendez-vous</p>"))
        #expect(try await !site.as(.guest).get("/boutiques?q=rendez-vous").text.contains(page))
    }

    @Test("three intervals a day are typed, shown and announced; the third is folded until it is used") func third()
        async throws
    {
        let site = try TestSite()
        let blank = try await site.as(.baker).get(path).text
        let folded = try #require(blank.firstRange(of: "Une troisième plage dans la journée")?.lowerBound)
        #expect(try #require(blank.firstRange(of: "name=\"hours-1-3-from\"")?.lowerBound) > folded)
        let day = [("1", "08:00", "10:00"), ("2", "12:00", "14:30"), ("3", "19:00", "23:00")].flatMap {
            [("hours-2-\($0.0)-from", $0.1), ("hours-2-\($0.0)-to", $0.2)]
        }
        try await save(site, day)
        let used = try await site.as(.baker).get(path).text
        let fold = try #require(used.firstRange(of: "Une troisième plage dans la journée")?.lowerBound)
        #expect(try #require(used.firstRange(of: "name=\"hours-2-3-from\" value=\"19:00\"")?.lowerBound) < fold)
        #expect(used.components("name=\"hours-2-3-from\"") == 1)
        let text = try await site.as(.guest).get(page).text
        #expect(
            text.contains(
                "<span>8\u{A0}h – 10\u{A0}h,</span> <span>12\u{A0}h – 14\u{A0}h\u{A0}30,</span> <span>19\u{A0}h – 23\u{A0}h</span>"
            ))
        #expect(text.contains("Mer.–dim."))
        #expect(text.contains("\"opens\":\"19:00\",\"closes\":\"23:00\""))
        let fourth = try await form(site).with(("hours-2-3-from", "14:00"))
        #expect(try await site.as(.baker).post(path, fourth).text.contains("Deux plages se chevauchent"))
    }

    @Test("the database refuses a fourth interval of a day") func storage() throws {
        let site = try TestSite()
        let bakery = site.bakery
        let four = [0, 100, 200, 300].map { OpeningHours.Interval(weekday: 1, opens: $0, closes: $0 + 50) }
        #expect(throws: (any Error).self) {
            try site.write { try OpeningHours(intervals: four).save(for: bakery, in: $0) }
        }
    }
}
