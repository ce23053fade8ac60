import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("The home of the people of a shop") struct ShopHomeTests {
    private let list = "/comptoir/7kq2"

    @Test("the main button opens the counter; visits are noted there only") func opens() async throws {
        let site = try TestSite()
        let page = try await site.as(.baker).get("/accueil").text
        #expect(page.contains("<a class=\"button primary\" href=\"\(list)\">") && !page.contains("class=\"steps\""))
        #expect(page.components(of: "button primary").count == 2)
        #expect(!page.contains("name=\"purchased\""))
    }

    @Test("«Gérer la boutique» has the pages each person may open, and the counter leads to it") func tools()
        async throws
    {
        let site = try TestSite()
        func tools(_ person: TestSite.Person) async throws -> [String] {
            let page = try await site.as(person).get("/accueil").text
            let part = page.firstMatch(of: /<ul class="own-tools">.*?<\/ul>/.dotMatchesNewlines())?.output ?? ""
            return part.matches(of: /href="([^"]*)"/).map { String($0.1) }
        }
        let shop = "/boutiques/7kq2"
        let all = ["rencontres", "deux-regards", "bons-plans", "modifier#hours", "modifier", "codes", "bornes"]
        let offered = try await tools(.baker)
        for page in all { #expect(offered.contains("\(shop)/\(page)"), "\(page)") }
        for path in offered {
            let page = String(path.prefix { $0 != "#" })
            #expect(try await site.as(.baker).get(page).status == .ok, "\(path)")
        }
        let staff = try await tools(.staff)
        #expect(staff.contains("\(shop)/rencontres") && !staff.contains("\(shop)/modifier"))
        for path in staff { #expect(try await site.as(.staff).get(path).status == .ok, "\(path)") }
        let counter = try await site.as(.baker).get(list).text
        #expect(counter.contains("href=\"/accueil?boutique=7kq2#boutique\""))
        #expect(try await site.as(.baker).get("/accueil").text.contains("id=\"boutique\""))
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

    @Test("a shopkeeper of two shops chooses one; its counter opens") func several() async throws {
        let site = try TestSite()
        try site.giveSecondShop()
        let baker = site.as(.baker)
        func opens(_ page: String, _ counter: String) -> Bool {
            page.contains("<a class=\"button primary\" href=\"\(counter)\">")
        }
        let first = try await baker.get("/accueil").text
        #expect(first.contains("href=\"/accueil?boutique=7kq2\" aria-current=\"true\""))
        #expect(opens(first, list))
        #expect(try await opens(baker.get("/accueil?boutique=p0rt").text, "/comptoir/p0rt"))
        #expect(try await opens(baker.get("/accueil?boutique=f10r").text, list))
    }

    @Test("a president who runs a shop has the counter first and the desk below, with one main button") func both()
        async throws
    {
        let site = try TestSite()
        let (bakery, president, now) = (site.bakery, try site.member(.president), site.now)
        try site.write { try Cast.addShopkeeper(president, of: bakery, at: now, in: $0) }
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "stay")])
        let page = try await site.as(.president).get("/accueil").text
        #expect(page.contains("href=\"\(list)\"") && page.contains("2 boutiques sans horaires"))
        #expect(page.components(of: "button primary").count == 2)
    }
}
