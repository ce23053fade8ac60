import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shops

@Suite("GET and POST /boutiques/:shop/saisons/:season") struct SeasonTests {
    private let edit = "/boutiques/7kq2/modifier"
    private let page = "/boutiques/boulangerie-de-l-etoile-7kq2"
    private func path(_ season: String) -> String { "/boutiques/7kq2/saisons/\(season)" }

    /// A season with these days, open every day from 9:00 to 20:00, or closed.
    private func season(_ from: String, _ until: String, isClosed: Bool = false) -> [(String, String)] {
        func date(_ end: String, _ text: String) -> [(String, String)] {
            let parts = text.split(separator: "/").map(String.init)
            return [("season-\(end)-day", parts[0]), ("season-\(end)-month", parts[1])]
        }
        let week = (1...7).flatMap { [("hours-\($0)-1-from", "09:00"), ("hours-\($0)-1-to", "20:00")] }
        return date("from", from) + date("until", until) + (isClosed ? [("season-closed", "1")] : week)
    }

    /// A bakery open every day from 9:00 to 18:00.
    private func bakery() throws -> TestSite {
        let site = try TestSite()
        let bakery = site.bakery
        let week = (1...7).map { OpeningHours.Interval(weekday: $0, opens: 540, closes: 1_080) }
        try site.write { try OpeningHours(intervals: week, holidays: .open).save(for: bakery, in: $0) }
        return site
    }

    private func wait(_ site: TestSite, until date: String, hour: Int) throws {
        let moment = LocalTime(day: try #require(Day(date)), minute: hour * 60).instant
        site.wait(moment.seconds - site.now.seconds)
    }

    @Test("summer hours come back every year; page, directory and search engines follow") func summer() async throws {
        let site = try bakery()
        let baker = site.as(.baker)
        let blank = try await baker.get(path("nouvelle"))
        #expect(blank.text.contains("name=\"hours-1-1-to\" value=\"18:00\""))
        let answer = try await baker.post(path("nouvelle"), season("1/4", "30/9"))
        #expect(answer.location == edit + "#seasons")
        #expect(try await baker.get(edit).text.contains("Du 1er\u{A0}avril au 30\u{A0}septembre"))
        let winter = try await site.as(.guest).get(page).text
        #expect(winter.contains("<small>Le reste de l’année</small>"))
        #expect(winter.contains("Les horaires des autres saisons"))
        #expect(
            winter.contains(
                "\"validFrom\":\"2026-04-01\",\"validThrough\":\"2026-09-30\",\"opens\":\"09:00\",\"closes\":\"20:00\"")
        )
        #expect(
            winter.contains(
                "\"validFrom\":\"2026-03-02\",\"validThrough\":\"2026-03-31\",\"opens\":\"09:00\",\"closes\":\"18:00\"")
        )
        let evenings = [
            ("2026-03-31", false), ("2026-04-01", true), ("2026-09-30", true), ("2026-10-01", false),
            ("2027-04-01", true),
        ]
        for (date, isOpen) in evenings {
            try wait(site, until: date, hour: 19)
            for list in [page, "/boutiques"] {
                let text = try await site.as(.guest).get(list).text
                #expect(text.contains("Ouvert jusqu’à 20\u{A0}h") == isOpen, "\(list) on \(date)")
            }
        }
    }

    @Test("August is closed each year, over New Year too") func closed() async throws {
        let site = try bakery()
        let baker = site.as(.baker)
        _ = try await baker.post(path("nouvelle"), season("1/8", "31/8", isClosed: true))
        _ = try await baker.post(path("nouvelle"), season("24/12", "2/1", isClosed: true))
        #expect(try site.value("SELECT count(*) FROM season") == 2)
        #expect(try site.value("SELECT count(*) FROM season_hours") == 0)
        #expect(
            try await site.as(.guest).get(page).text.contains(
                "\"validFrom\":\"2026-08-01\",\"validThrough\":\"2026-08-31\",\"opens\":\"00:00\",\"closes\":\"00:00\"")
        )
        let again = try await baker.get(path("1")).text
        #expect(again.contains("name=\"season-closed\" value=\"1\" checked"))
        #expect(again.contains("<option value=\"8\" selected>août</option>"))
        for (date, end) in [
            ("2026-08-10", "31\u{A0}août 2026"), ("2026-12-30", "2\u{A0}janvier 2027"), ("2027-01-02", nil),
        ]
            as [(String, String?)]
        {
            try wait(site, until: date, hour: 10)
            let text = try await site.as(.guest).get(page).text
            #expect(text.contains(end.map { "Fermé jusqu’au \($0) inclus" } ?? "Fermé aujourd’hui"), "\(date)")
        }
    }

    @Test("a shop that has said no hours but its holidays is not shown as closed the rest of the year")
    func onlyClosed()
        async throws
    {
        let site = try TestSite()
        _ = try await site.as(.baker).post(path("nouvelle"), season("1/8", "31/8", isClosed: true))
        let march = try await site.as(.guest).get(page).text
        #expect(march.contains("Du 1er\u{A0}août au 31\u{A0}août") && !march.contains("Le reste de l’année"))
        #expect(!march.contains("class=\"status"))
        try wait(site, until: "2026-08-10", hour: 10)
        #expect(try await site.as(.guest).get(page).text.contains("Fermé jusqu’au 31\u{A0}août 2026 inclus"))
    }

    @Test("a night that began in the season before runs on after midnight") func night() throws {
        let from = try #require(YearDay(month: 4, day: 1))
        let until = try #require(YearDay(month: 9, day: 30))
        let night = (1...7).map { OpeningHours.Interval(weekday: $0, opens: 1_200, closes: 1_560) }
        var bar = OpeningHours(intervals: night)
        bar.seasons = [Season(number: 1, from: from, until: until, intervals: [])]
        let first = try #require(Day("2026-04-01"))
        #expect(bar.state(at: LocalTime(day: first, minute: 60), HolidayCalendar()) == .open(until: 120))
        let end = try #require(Day("2026-09-30"))
        #expect(bar.state(at: LocalTime(day: first, minute: 120), HolidayCalendar()) == .away(until: end))
        let after = LocalTime(day: end.adding(days: 1), minute: 60)
        #expect(bar.state(at: after, HolidayCalendar()) == .closed(after.day, minute: 1_200))
    }

    @Test("29 February is the last or the first day of February or March in other years") func leap() throws {
        let (leap, first) = try (#require(YearDay(month: 2, day: 29)), #require(YearDay(month: 12, day: 1)))
        let winter = Season(number: 1, from: first, until: leap, intervals: [])
        #expect(winter.end(from: try #require(Day("2027-01-10"))).description == "2027-02-28")
        #expect(winter.end(from: try #require(Day("2028-01-10"))).description == "2028-02-29")
        let spring = Season(number: 1, from: leap, until: first, intervals: [])
        #expect(spring.start(after: try #require(Day("2027-01-10")))?.description == "2027-03-01")
        #expect(spring.start(after: try #require(Day("2028-01-10")))?.description == "2028-02-29")
        #expect(YearDay(month: 2, day: 30) == nil)
    }

    @Test(
        "422 with a sentence and everything as typed",
        arguments: [
            ("season-from-day", "", "season-from", "Choisissez le jour et le mois"),
            ("season-until-day", "31", "season-until", "Le 31\u{A0}avril n’existe pas"),
            ("hours-1-1-to", "midi", "hours-1", "Écrivez les heures ainsi"),
        ])
    func refused(_ field: String, _ value: String, _ name: String, _ message: String) async throws {
        let site = try bakery()
        let typed = season("1/2", "30/4").with((field, value), ("hours-2-1-from", "08:15"))
        let answer = try await site.as(.baker).post(path("nouvelle"), typed)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(name)-error\"") && answer.text.contains("href=\"#\(name)\""))
        #expect(answer.text.contains(message))
        #expect(answer.text.contains("name=\"hours-2-1-from\" value=\"08:15\""))
        #expect(try site.value("SELECT count(*) FROM season") == 0)
    }

    @Test("a season without hours is asked about; one that overlaps another names it") func overlap() async throws {
        let site = try bakery()
        let baker = site.as(.baker)
        let blank = season("1/4", "30/9").filter { !$0.0.hasPrefix("hours") }
        let without = try await baker.post(path("nouvelle"), blank)
        #expect(without.status == .unprocessableContent && without.text.contains("Indiquez des horaires, ou cochez"))
        for _ in 1...2 {
            #expect(try await baker.post(path("nouvelle"), season("1/4", "30/9")).status == .seeOther)
            #expect(try site.value("SELECT count(*) FROM season") == 1)
        }
        let other = try await baker.post(path("nouvelle"), season("20/9", "2/1"))
        #expect(other.status == .unprocessableContent)
        #expect(other.text.contains("a déjà une partie de ces jours\u{A0}: Du 1er\u{A0}avril au 30\u{A0}septembre"))
        #expect(other.text.contains("<option value=\"20\" selected>20</option>"))
        #expect(try site.value("SELECT count(*) FROM season") == 1)
    }

    @Test("a season is changed and removed; its number is not another’s") func changes() async throws {
        let site = try bakery()
        let baker = site.as(.baker)
        _ = try await baker.post(path("nouvelle"), season("1/4", "30/9"))
        let loaded = try await baker.get(path("1"))
        let dates = season("1/5", "15/9").filter { $0.0.hasPrefix("season") }
        let changed = loaded.filled.filter { field in !dates.contains { $0.0 == field.0 } } + dates
        #expect(try await baker.post(path("1"), changed).status == .seeOther)
        #expect(try site.text("SELECT from_day || ' ' || until_day FROM season") == "501 915")
        #expect(try site.value("SELECT count(*) FROM season_hours") == 7)
        #expect(try site.text("SELECT source FROM shop_field WHERE field = 'seasons'") == "form")
        #expect(try await baker.post(path("1"), changed + [("season-remove", "1")]).location == edit + "#seasons")
        #expect(try site.value("SELECT count(*) FROM season") + site.value("SELECT count(*) FROM season_hours") == 0)
        #expect(try await baker.get(path("1")).status == .notFound)
        #expect(try await baker.get(path("x")).status == .notFound)
        #expect(try await site.as(.florist).get(path("nouvelle")).status == .notFound)
    }

    @Test("two people change one season: dates and week are merged, the same part is asked about") func conflict()
        async throws
    {
        let site = try bakery()
        let (baker, president) = (site.as(.baker), site.as(.president))
        _ = try await baker.post(path("nouvelle"), season("1/4", "30/9"))
        let dates = season("1/4", "30/9").filter { $0.0.hasPrefix("season") }
        let form = try await baker.get(path("1")).filled + dates
        #expect(try await president.post(path("1"), form.with(("season-until-day", "15"))).status == .seeOther)
        #expect(try await baker.post(path("1"), form.with(("hours-1-1-to", "21:00"))).status == .seeOther)
        #expect(try site.value("SELECT until_day FROM season") == 915)
        #expect(try site.value("SELECT closes_minute FROM season_hours WHERE weekday = 1") == 1_260)
        let both = try await baker.post(path("1"), form.with(("season-until-day", "10")))
        #expect(both.status == .conflict)
        #expect(both.text.contains("<dt>La saison</dt><dd class=\"words\">Du 1er\u{A0}avril au 15\u{A0}septembre"))
        #expect(both.text.contains("<option value=\"10\" selected>10</option>"))
        #expect(try site.value("SELECT until_day FROM season") == 915)
        let last = both.filled + season("1/4", "10/9").filter { $0.0.hasPrefix("season") }
        #expect(try await baker.post(path("1"), last).status == .seeOther)
        #expect(try site.value("SELECT until_day FROM season") == 910)
    }

    @Test("the button in the form of the shop saves what was typed first, and says what is wrong with it") func button()
        async throws
    {
        let site = try bakery()
        let baker = site.as(.baker)
        let form = try await baker.get(edit).filled
        let answer = try await baker.post(edit, form.with(("phone", "0450000009"), ("season", "nouvelle")))
        #expect(answer.location == path("nouvelle"))
        #expect(try site.text("SELECT phone FROM shop WHERE code = '7KQ2'") == "04 50 00 00 09")
        let wrong = try await baker.post(edit, form.with(("phone", "x"), ("season", "nouvelle")))
        #expect(wrong.status == .unprocessableContent)
    }

    @Test("a shop has six seasons at most") func six() async throws {
        let site = try bakery()
        for month in 1...7 {
            let answer = try await site.as(.baker).post(path("nouvelle"), season("1/\(month)", "9/\(month)"))
            #expect(answer.status == (month < 7 ? .seeOther : .unprocessableContent))
        }
        #expect(try await !site.as(.baker).get(edit).text.contains("value=\"nouvelle\""))
    }
}
