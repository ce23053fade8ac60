import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shops

@Suite("GET /boutiques?ouvert=1 while no shop is open") struct FirstOpeningTests {
    private let bakeryLink = "<a href=\"/boutiques/boulangerie-de-l-etoile-7kq2\">Boulangerie de l’Étoile</a>"

    private func site(_ bakery: OpeningHours, _ florist: OpeningHours = OpeningHours()) throws -> TestSite {
        let site = try TestSite()
        let (first, second) = (site.bakery, site.florist)
        try site.write { db in
            try bakery.save(for: first, in: db)
            try florist.save(for: second, in: db)
        }
        return site
    }

    /// Every day but Monday, from these minutes.
    private func week(from opens: Int) -> OpeningHours {
        OpeningHours(intervals: (2...7).map { .init(weekday: $0, opens: opens, closes: 1_140) }, holidays: .open)
    }

    // It is Monday, 2 March 2026, 10:00.
    @Test("names the shop that opens first, and when") func first() async throws {
        let site = try site(week(from: 420), week(from: 540))
        let text = try await site.as(.guest).get("/boutiques?ouvert=1").text
        #expect(text.contains("Aucune boutique n’est ouverte à cette heure"))
        #expect(text.contains("La première ouvre demain à 7\u{A0}h\u{A0}: " + bakeryLink))
        let flowers = try await site.as(.guest).get("/boutiques?ouvert=1&metier=fleuriste").text
        #expect(flowers.contains("La première ouvre demain à 9\u{A0}h\u{A0}: "))
        #expect(!flowers.contains("La première ouvre demain à 7"))
        let none = try await site.as(.guest).get("/boutiques?ouvert=1&q=xyzzy").text
        #expect(none.contains("Aucune boutique ne correspond") && !none.contains("La première ouvre"))
    }

    @Test("a shop that is away, absent or on a holiday counts from when it opens again") func away() async throws {
        let monday = try #require(Day("2026-03-02"))
        var bakery = week(from: 420)
        bakery.closures = [.init(from: monday, until: monday.adding(days: 2))]
        let site = try site(bakery)
        let text = try await site.as(.guest).get("/boutiques?ouvert=1").text
        #expect(text.contains("La première ouvre jeudi à 7\u{A0}h\u{A0}: " + bakeryLink))
        let every = OpeningHours(intervals: [.init(weekday: 1, opens: 540, closes: 1_140)])
        let absent = try self.site(every)
        _ = try await absent.as(.baker).post("/boutiques/7kq2/absence", [("back", "15:00")])
        let back = try await absent.as(.guest).get("/boutiques?ouvert=1").text
        #expect(back.contains("La première ouvre à 15\u{A0}h\u{A0}: " + bakeryLink))
    }

    @Test("no shop has said when it opens: the filter is hidden") func unknown() async throws {
        let silent = try site(OpeningHours())
        #expect(try await !silent.as(.guest).get("/boutiques").text.contains("Ouvertes maintenant"))
        let known = try site(week(from: 420))
        #expect(try await known.as(.guest).get("/boutiques").text.contains("Ouvertes maintenant"))
        let asked = try await silent.as(.guest).get("/boutiques?ouvert=1").text
        #expect(asked.contains("Aucune boutique n’est ouverte à cette heure") && !asked.contains("La première"))
    }
}
