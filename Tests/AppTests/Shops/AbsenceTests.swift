import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("POST /boutiques/:shop/absence and /retour") struct AbsenceTests {
    private let path = "/boutiques/boulangerie-de-l-etoile-7kq2"

    /// A bakery that is open every day from 8:00 to 19:00, at 10:00 on a Monday.
    private func bakery() throws -> TestSite {
        let site = try TestSite()
        let week = (1...7).map { OpeningHours.Interval(weekday: $0, opens: 480, closes: 1_140) }
        let bakery = site.bakery
        try site.write { try OpeningHours(intervals: week).save(for: bakery, in: $0) }
        return site
    }

    private func says(_ words: String, _ site: TestSite) async throws -> Bool {
        let (page, list) = try await (site.as(.guest).get(path).text, site.as(.guest).get("/boutiques").text)
        return page.contains(words) && list.contains(words)
    }

    @Test("one tap closes the shop for today, everywhere, and midnight opens it again") func day() async throws {
        let site = try bakery()
        #expect(try await says("Ouvert jusqu’à 19\u{A0}h", site))
        let answer = try await site.as(.baker).post("/boutiques/7kq2/absence", [("all", "1")])
        #expect(answer.location == "/accueil")
        #expect(try await says("Fermé aujourd’hui", site))
        #expect(try await !site.as(.guest).get("/boutiques?ouvert=1").text.contains("<h2><a href=\"\(path)\""))
        #expect(
            try await site.as(.guest).get(path).text.contains(
                "\"validFrom\":\"2026-03-02\",\"validThrough\":\"2026-03-02\",\"opens\":\"00:00\",\"closes\":\"00:00\"")
        )
        site.wait(.hours(23))
        #expect(try await says("Ouvert jusqu’à 19\u{A0}h", site))
    }

    @Test("staff say when they are back, right to the minute") func back() async throws {
        let site = try bakery()
        let home = try await site.as(.staff).get("/accueil").text
        #expect(home.contains("<option value=\"10:30\">10\u{A0}h\u{A0}30</option>"))
        #expect(try await site.as(.staff).post("/boutiques/7kq2/absence", [("back", "15:00")]).status == .seeOther)
        #expect(try await says("De retour à 15\u{A0}h", site))
        #expect(try await site.as(.guest).get(path).text.contains("\"opens\":\"15:00\",\"closes\":\"19:00\""))
        site.wait(.minutes(299))
        #expect(try await says("De retour à 15\u{A0}h", site))
        site.wait(.minutes(1))
        #expect(try await says("Ouvert jusqu’à 19\u{A0}h", site))
    }

    @Test("«Je suis là» ends it; a second tap changes nothing") func ends() async throws {
        let site = try bakery()
        _ = try await site.as(.baker).post("/boutiques/7kq2/absence", [("all", "1")])
        #expect(try await site.as(.baker).get("/accueil").text.contains("Je suis là"))
        for _ in 1...2 {
            #expect(try await site.as(.baker).post("/boutiques/7kq2/retour").location == "/accueil")
            #expect(try await says("Ouvert jusqu’à 19\u{A0}h", site))
        }
        #expect(try await !site.as(.baker).get("/accueil").text.contains("Je suis là"))
    }

    @Test(
        "a time that is over, or no time, changes nothing and shows an error",
        arguments: ["09:00", "10:00", "24:00", "bientôt", ""])
    func refused(_ typed: String) async throws {
        let site = try bakery()
        let baker = site.as(.baker)
        #expect(try await baker.post("/boutiques/7kq2/absence", [("back", typed)]).location == "/accueil")
        #expect(try await baker.get("/accueil").text.contains("Choisissez une heure d’aujourd’hui"))
        #expect(try await says("Ouvert jusqu’à 19\u{A0}h", site))
    }

    @Test("an announced closure takes precedence; editing the hours keeps the absence") func order()
        async throws
    {
        let site = try bakery()
        _ = try await site.as(.baker).post("/boutiques/7kq2/absence", [("back", "15:00")])
        let form = try await site.as(.baker).get("/boutiques/7kq2/modifier").filled
        let edited = form.with(("hours-1-1-to", "18:00"))
        #expect(try await site.as(.baker).post("/boutiques/7kq2/modifier", edited).status == .seeOther)
        #expect(try await says("De retour à 15\u{A0}h", site))
        let closing = try await site.as(.baker).get("/boutiques/7kq2/modifier").filled
            .with(("closure-1-from", "2026-03-02"), ("closure-1-until", "2026-03-05"))
        #expect(try await site.as(.baker).post("/boutiques/7kq2/modifier", closing).status == .seeOther)
        #expect(try await says("Fermé jusqu’au 5\u{A0}mars", site))
    }

    @Test("the last half hour of a day offers no time, the rest of the day still closes") func lateEvening() throws {
        let late = LocalTime(day: try #require(Day("2026-03-02")), minute: 23 * 60 + 45)
        #expect(Absence.choices(at: late).isEmpty)
        #expect(Absence.choices(at: LocalTime(day: late.day, minute: 600)).count == 12)
        #expect(Absence.endOfDay(late).local == LocalTime(day: late.day.adding(days: 1), minute: 0))
    }
}
