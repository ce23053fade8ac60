import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("GET /comptoir/:shop/voisins") struct NeighbourTests {
    private let path = "/comptoir/7kq2/voisins"

    /// The names found for a question, in order.
    private func found(_ words: String, _ site: TestSite) async throws -> [String] {
        let query = words.replacing(" ", with: "+")
        return try await site.as(.staff).get(path + "?q=" + query).text
            .matches(of: #/<p class="what">([^<]+)</#).map { String($0.output.1) }
    }

    /// A cobbler that is open, and one that never is, nearer by.
    private func street() throws -> TestSite {
        let site = try TestSite()
        try site.edit("7KQ2") { $0.place = Shop.Place(latitude: 45.9, longitude: 6.12) }
        let cobblers = [
            ("Au Bon Talon", "C0BB", 45.902, [1, 2, 3, 4, 5, 6, 7]), ("Cordonnerie Vite", "C0BC", 45.9005, []),
        ]
        for (name, code, latitude, days) in cobblers {
            let week = days.map { OpeningHours.Interval(weekday: $0, opens: 480, closes: 1_140) }
            try site.write { db in
                var details = ShopDetails()
                (details.name, details.trade) = (name, "Cordonnerie")
                details.place = Shop.Place(latitude: latitude, longitude: 6.12)
                let shop = try details.insert(code: { code }, by: .test(at: Instant(seconds: 0)), in: db)
                try OpeningHours(intervals: week).save(for: shop, in: db)
            }
        }
        return site
    }

    @Test("«qui vend des lacets, ouvert maintenant ?» finds the cobblers, the open one first, never the shop itself")
    func finds() async throws {
        let site = try street()
        #expect(
            try await found("qui vend des lacets, ouvert maintenant ?", site) == ["Au Bon Talon", "Cordonnerie Vite"])
        #expect(try await found("cordonerie", site).contains("Cordonnerie Vite"))
        #expect(try await !found("pain", site).contains("Boulangerie de l’Étoile"))
        let none = try await site.as(.staff).get(path + "?q=zzzz").text
        #expect(none.contains("Aucun voisin trouvé"))
    }

    @Test("the slip names the shop, the way and its page; it is counted when given, not when looked at") func slip()
        async throws
    {
        let site = try street()
        let staff = site.as(.staff)
        let slip = path + "/c0bb"
        #expect(try await staff.post(slip).location == slip)
        for _ in 1...3 {
            let page = try await staff.get(slip).text
            #expect(page.contains("Au Bon Talon") && page.contains("De la part de"))
            #expect(page.contains("À 230\u{A0}m, 5\u{A0}minutes à pied") && page.contains("<svg"))
        }
        _ = try await staff.post(slip)
        #expect(try site.value("SELECT slips FROM neighbour_slip") == 2)
        #expect(try await staff.get(path).text.contains("2 visiteurs envoyés"))
        #expect(try site.value("SELECT count(*) FROM audit_entry WHERE object = 'C0BB'") == 0)
    }

    @Test("a slip for the shop itself, for an unknown one or from a foreign counter is a 404 and counts nothing")
    func refuses() async throws {
        let site = try street()
        for target in [path + "/7kq2", path + "/zzzz", "/comptoir/f10r/voisins/c0bb"] {
            #expect(try await site.as(.staff).post(target).status == .notFound, "\(target)")
            #expect(try await site.as(.staff).get(target).status == .notFound, "\(target)")
        }
        #expect(try site.value("SELECT count(*) FROM neighbour_slip") == 0)
    }

    @Test("a day counts a bounded number of slips for a neighbour") func bound() async throws {
        let site = try TestSite()
        let (bakery, florist, day) = (site.bakery, site.florist, site.now)
        for _ in 0..<SiteLimits.slipsADay + 5 {
            try site.write { try NeighbourSlip.add(from: bakery, to: florist, on: day, in: $0) }
        }
        #expect(try site.value("SELECT slips FROM neighbour_slip") == SiteLimits.slipsADay)
    }
}
