import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("The counter on the home of a shopkeeper") struct CounterTests {
    private let list = "/comptoir/7kq2"

    @Test("the shopkeeper notes from the home page and returns there; the confirmation stands below the buttons")
    func notes() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        let page = try await baker.get("/accueil").text
        #expect(page.contains("action=\"\(list)\"") && !page.contains("class=\"steps\""))
        #expect(page.components(of: "button primary").count == 2)
        #expect(!page.contains("value=\"closed\""))
        let answer = try await baker.post(list, [("purchased", "no"), ("from", "accueil")])
        #expect(answer.location == "/accueil")
        let noted = try await baker.get("/accueil").text
        #expect(noted.contains("from=accueil"))
        let parts = noted.components(of: "class=\"flash ok\"")
        #expect(parts.count == 2 && parts[0].contains("name=\"purchased\""))
    }

    @Test("today counts the notes of all who work at the shop, without visitors' answers and those taken back")
    func today() async throws {
        let site = try TestSite()
        #expect(try await site.as(.baker).get("/accueil").text.contains("Aucune visite notée aujourd’hui."))
        for purchased in ["yes", "yes", "no"] {
            _ = try await site.as(.baker).post(list, [("purchased", purchased)])
        }
        _ = try await site.as(.staff).post(list, [("purchased", "yes")])
        try await site.visit(details: [("purchased", "yes")])
        let said = "Aujourd’hui\u{A0}: 4 visites notées, 3 avec achat."
        #expect(try await site.as(.baker).get("/accueil").text.contains(said))
        #expect(try await site.as(.staff).get("/accueil").text.contains(said))
        let first = [("day", site.now.local.day.description), ("encounter", "1")]
        _ = try await site.as(.baker).post(list + "/retrait", first)
        #expect(try await site.as(.baker).get("/accueil").text.contains("3 visites notées, 2 avec achat."))
        #expect(try await !site.as(.florist).get("/accueil").text.contains("visites notées"))
        try site.night()
        #expect(try await site.as(.baker).get("/accueil").text.contains("Aucune visite notée aujourd’hui."))
    }

    @Test("a week later the notes of the whole day are compared, for those who see the figures") func comparison()
        async throws
    {
        let site = try TestSite()
        for _ in 1...2 { _ = try await site.as(.baker).post(list, [("purchased", "yes")]) }
        try await site.visit()
        let said = "Lundi dernier, toute la journée\u{A0}: 2 visites notées."
        #expect(try await !site.as(.baker).get("/accueil").text.contains("toute la journée"))
        for _ in 1...7 { try site.night() }
        #expect(try await site.as(.baker).get("/accueil").text.contains(said))
        #expect(try await site.as(.baker).get("/en/accueil").text.contains("Last Monday, all day: 2 visits recorded."))
        #expect(try await !site.as(.staff).get("/accueil").text.contains("toute la journée"))
    }

    @Test("a shopkeeper of two shops chooses one, and returns to it after a note") func several() async throws {
        let site = try TestSite()
        try site.giveSecondShop()
        let baker = site.as(.baker)
        let first = try await baker.get("/accueil").text
        #expect(first.contains("href=\"/accueil?boutique=7kq2\" aria-current=\"true\""))
        #expect(first.contains("action=\"\(list)\"") && !first.contains("action=\"/comptoir/p0rt\""))
        #expect(try await baker.get("/accueil?boutique=p0rt").text.contains("action=\"/comptoir/p0rt\""))
        #expect(try await baker.get("/accueil?boutique=f10r").text.contains("action=\"\(list)\""))
        let answer = try await baker.post("/comptoir/p0rt", [("purchased", "yes"), ("from", "accueil")])
        #expect(answer.location == "/accueil?boutique=p0rt")
    }

    @Test("a president who runs a shop has the counter first and the desk below, with one main button") func both()
        async throws
    {
        let site = try TestSite()
        let (bakery, president, now) = (site.bakery, try site.member(.president), site.now)
        try site.write { try Cast.addShopkeeper(president, of: bakery, at: now, in: $0) }
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "stay")])
        let page = try await site.as(.president).get("/accueil").text
        #expect(page.contains("action=\"\(list)\"") && page.contains("2 boutiques sans horaires"))
        #expect(page.components(of: "button primary").count == 2)
    }
}
