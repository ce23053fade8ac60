import Foundation
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shops

@Suite("GET /agenda") struct AgendaTests {
    private let site: TestSite

    init() throws { site = try TestSite(origin: "https://rue.example") }

    private func day(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }

    private func text(_ target: String, as person: TestSite.Person = .guest) async throws -> String {
        let answer = try await site.as(person).get(target)
        #expect(answer.status == .ok)
        return answer.text.replacing("\u{A0}", with: " ")
    }

    private func open(_ shop: Shop.ID, _ day: Day, _ opens: Int, _ closes: Int) throws {
        try site.write { db in
            var hours = try OpeningHours.of(shop, in: db)
            hours.openings.append(.init(day: day, opens: opens, closes: closes))
            try hours.save(for: shop, in: db)
        }
    }

    @Test("an empty agenda says what to do first") func empty() async throws {
        let guest = try await text("/agenda")
        #expect(guest.contains("Rien d’annoncé pour l’instant") && !guest.contains("/projets/nouveau"))
        #expect(try await text("/agenda", as: .baker).contains("href=\"/projets/nouveau\""))
        #expect(try await text("/agenda", as: .staff).contains("href=\"/boutiques\""))
    }

    @Test("shows public projects in order of time, and hides those that are over") func coming() async throws {
        let later = try site.project("Plus tard", dates: [ProjectDate(1, from: day("2026-03-14"))], isPublic: true)
        let sooner = try site.project(
            "Bientôt", place: "Halle", dates: [ProjectDate(1, from: day("2026-03-07"), starts: 1_080, ends: 1_380)],
            isPublic: true)
        let today = ProjectDate(1, from: day("2026-03-02"), starts: 480, ends: 540)
        let over = try site.project("Fini", dates: [today], isPublic: true)
        let page = try await text("/agenda")
        let list = try #require(page.components(separatedBy: "<table").first)
        #expect(try #require(list.firstRange(of: sooner)).lowerBound < #require(list.firstRange(of: later)).lowerBound)
        #expect(list.contains("Samedi 7 mars") && list.contains("18 h – 23 h") && list.contains("Halle"))
        #expect(!list.contains(over) && page.contains(over), "the month shows it")
        #expect(page.contains("href=\"webcal://rue.example/agenda.ics\""))
    }

    @Test("a project of several days is on each of its days in the month, and in the list until its last day")
    func lasting() async throws {
        let range = ProjectDate(1, from: day("2026-02-27"), until: day("2026-03-04"))
        let path = try site.project("Expo", dates: [range], isPublic: true)
        #expect(try await text("/agenda/2026-03").components(separatedBy: path).count - 1 == 4)
        #expect(try await text("/agenda/2026-02").components(separatedBy: path).count - 1 == 2)
        let list = try #require(try await text("/agenda").components(separatedBy: "<table").first)
        #expect(list.contains("Aujourd’hui, lundi 2 mars") && list.contains("au mercredi 4 mars"))
    }

    @Test("a night is shown on its first day only") func night() async throws {
        let date = ProjectDate(1, from: day("2026-03-07"), until: day("2026-03-08"), starts: 1_080, ends: 60)
        let path = try site.project(dates: [date], isPublic: true)
        let page = try await text("/agenda/2026-03")
        #expect(page.components(separatedBy: path).count == 2 && page.contains("18 h – 1 h"))
    }

    @Test("members see projects that are not public, marked") func members() async throws {
        let path = try site.project("Réunion", dates: [ProjectDate(1, from: day("2026-03-07"))])
        for target in ["/agenda", "/agenda/2026-03"] {
            #expect(try await !text(target).contains(path))
            let member = try await text(target, as: .florist)
            #expect(member.contains(path) && member.contains("adhérents seulement"))
        }
    }

    @Test("shops that open exceptionally on a day are one line") func openings() async throws {
        for shop in [site.bakery, site.florist] { try open(shop, day("2026-03-08"), 600, 1_080) }
        let page = try await text("/agenda")
        #expect(page.contains("2 boutiques ouvrent de 10 h à 18 h"))
        #expect(page.contains("/boutiques/au-coeur-des-fleurs-f10r"))
        try open(site.florist, day("2026-03-15"), 540, 720)
        #expect(try await text("/agenda").contains("Au Cœur des fleurs ouvre de 9 h à 12 h"))
    }

    @Test("changed hours of a usual day are not an exceptional opening, unless it is a public holiday") func usual()
        async throws
    {
        let bakery = site.bakery
        try site.write { db in
            try OpeningHours(intervals: [
                .init(weekday: 5, opens: 480, closes: 1_080), .init(weekday: 1, opens: 480, closes: 1_080),
            ]).save(for: bakery, in: db)
        }
        try open(bakery, day("2026-03-06"), 600, 660)
        try open(bakery, day("2026-04-06"), 600, 660)
        #expect(try await !text("/agenda/2026-03").contains("ouvre de"))
        let april = try await text("/agenda/2026-04")
        #expect(april.contains("Jour férié : Lundi de Pâques") && april.contains("ouvre de 10 h à 11 h"))
    }

    @Test("a season decides what is usual; the front page and the agenda agree") func season() async throws {
        let (bakery, sunday) = (site.bakery, day("2026-03-08"))
        let march = Season(
            number: 1, from: try #require(YearDay(month: 3, day: 1)), until: try #require(YearDay(month: 3, day: 31)),
            intervals: [])
        try site.write { db in
            let open = OpeningHours.Interval(weekday: 7, opens: 480, closes: 720)
            try OpeningHours(
                intervals: [open], openings: [.init(day: sunday, opens: 600, closes: 720)], seasons: [march]
            ).save(for: bakery, in: db)
        }
        #expect(try await text("/agenda/2026-03").contains("ouvre de 10 h à 12 h"))
        #expect(try await text("/").contains("Ouverture exceptionnelle"))
        try site.write { db in
            let open = OpeningHours.Interval(weekday: 7, opens: 480, closes: 720)
            try OpeningHours(intervals: [open], openings: [.init(day: sunday, opens: 600, closes: 720)])
                .save(for: bakery, in: db)
        }
        #expect(try await !text("/agenda/2026-03").contains("ouvre de"))
        #expect(try await !text("/").contains("Ouverture exceptionnelle"))
    }

    @Test("an announced closure and a removed shop open nothing") func closed() async throws {
        let (bakery, florist, sunday, now) = (site.bakery, site.florist, day("2026-03-08"), site.now)
        try site.write { db in
            let hours = OpeningHours(
                closures: [.init(from: sunday, until: sunday)], openings: [.init(day: sunday, opens: 600, closes: 720)])
            try hours.save(for: bakery, in: db)
        }
        try open(florist, sunday, 600, 720)
        try site.write { try Shop.remove(florist, at: now, in: $0) }
        #expect(try await !text("/agenda/2026-03").contains("ouvre"))
    }

    @Test("months are bounded; empty, past and distant ones are not indexed") func months() async throws {
        _ = try site.project(dates: [ProjectDate(1, from: day("2026-04-11"))], isPublic: true)
        for month in ["2025-02", "2028-04", "2026-13", "2026-4", "x", "99999-01", "2026-04-01"] {
            #expect(try await site.as(.guest).get("/agenda/" + month).status == .notFound, "\(month)")
        }
        #expect(try await !text("/agenda/2025-03").contains("rel=\"prev\""))
        #expect(try await !text("/agenda/2028-03").contains("rel=\"next\""))
        let noindex = "<meta name=\"robots\" content=\"noindex\">"
        for (month, isIndexed) in [("2026-04", true), ("2026-02", false), ("2026-07", true), ("2028-03", false)] {
            #expect(try await !text("/agenda/" + month).contains(noindex) == isIndexed, "\(month)")
        }
        let page = try await text("/agenda/2026-04")
        #expect(page.contains("href=\"/agenda/2026-03\"") && page.contains("href=\"/agenda/2026-05\""))
    }

    @Test("a date far ahead is shown when there is none sooner") func far() async throws {
        let path = try site.project(dates: [ProjectDate(1, from: day("2026-12-05"))], isPublic: true)
        #expect(try await text("/agenda").contains(path))
        _ = try site.project("Avant", dates: [ProjectDate(1, from: day("2026-03-14"))], isPublic: true)
        #expect(try await !text("/agenda").contains(path))
    }

    @Test("the agenda is also in English") func english() async throws {
        _ = try site.project(dates: [ProjectDate(1, from: day("2026-03-07"), starts: 1_080)], isPublic: true)
        let page = try await text("/en/agenda")
        #expect(page.contains("What’s on") && page.contains("Saturday 7 March") && page.contains("from 18:00"))
    }

    @Test("the front page shows the projects of the next seven days, or the next one, with its file for a calendar")
    func front() async throws {
        let later = try site.project("Plus tard", dates: [ProjectDate(1, from: day("2026-04-11"))], isPublic: true)
        #expect(try await text("/").contains(later))
        let soon = try site.project(
            "Bientôt", place: "Halle", dates: [ProjectDate(1, from: day("2026-03-08"), starts: 600)], isPublic: true)
        let page = try await text("/")
        #expect(page.contains("dimanche 8 mars à 10 h · Halle") && page.contains(soon + "/agenda.ics"))
        #expect(!page.contains(later))
    }
}
