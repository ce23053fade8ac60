import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("GET /accueil") struct HomeTests {
    /// What the lines of a home say.
    private func lines(_ person: TestSite.Person, _ site: TestSite) async throws -> [String] {
        let page = try await site.as(person).get("/accueil")
        #expect(page.status == .ok)
        return page.text.matches(of: #/<p class="what">([^<]*)</#).map { String($0.1) }
    }

    private func publish(_ site: TestSite) async throws -> String {
        try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review ORDER BY id DESC LIMIT 1"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        return id
    }

    @Test("the president sees the three steps until they are done, and the association's figures") func steps()
        async throws
    {
        let site = try TestSite()
        let page = try await site.as(.president).get("/accueil").text
        #expect(page.contains("class=\"steps\"") && page.contains("<svg viewBox=\"0 0 360 170\""))
        #expect(try await !lines(.president, site).contains("2 boutiques à inviter"))
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "stay")])
        #expect(try await !site.as(.president).get("/accueil").text.contains("class=\"steps\""))
        // The florist and the baker run their shops; a third one has neither a shopkeeper nor a letter.
        let now = site.now
        try site.write { db in
            try Cast.addShop("P0RT", "Fournil du port", "Boulangerie", at: now, in: db)
            try DirectoryStamp.renew(in: db)
        }
        #expect(try await lines(.president, site).contains("1 boutique à inviter"))
        #expect(try await lines(.treasurer, site).contains("1 boutique à inviter"))
        #expect(try await !lines(.baker, site).contains("1 boutique à inviter"))
    }

    @Test("reviews to read come first, with the time the oldest has waited, and one main button") func reviews()
        async throws
    {
        let site = try TestSite()
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "stay")])
        try await site.review()
        #expect(try await site.as(.president).get("/accueil").text.contains("Depuis aujourd’hui."))
        site.wait(.days(3))
        let page = try await site.as(.president).get("/accueil").text
        #expect(page.contains("Le plus ancien depuis 3 jours."))
        #expect(page.components(of: "button primary").count == 2)
        for person in [TestSite.Person.president, .treasurer] {
            #expect(try await lines(person, site).first == "1 avis à lire", "\(person)")
        }
        #expect(try await !lines(.secretary, site).contains("1 avis à lire"))
    }

    @Test("reviews without a reply for 48 hours are listed for the association, at once for their shop") func late()
        async throws
    {
        let site = try TestSite()
        let id = try await publish(site)
        #expect(try await lines(.baker, site).first == "1 avis attend votre réponse")
        #expect(try await !lines(.president, site).contains("1 avis sans réponse de la boutique"))
        site.wait(.hours(48) + 1)
        #expect(try await lines(.president, site).contains("1 avis sans réponse de la boutique"))
        #expect(try await lines(.staff, site).first == "1 avis attend votre réponse")
        #expect(try await !lines(.florist, site).contains("1 avis attend votre réponse"))
        _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci."), ("seen", "")])
        #expect(try await !lines(.baker, site).contains("1 avis attend votre réponse"))
        #expect(try await !lines(.president, site).contains("1 avis sans réponse de la boutique"))
    }

    @Test("shops without hours are listed for those who may write them, until they are written") func hours()
        async throws
    {
        let site = try TestSite()
        for person in [TestSite.Person.president, .secretary] {
            #expect(try await lines(person, site).contains("2 boutiques sans horaires"), "\(person)")
        }
        #expect(try await !lines(.treasurer, site).contains("2 boutiques sans horaires"))
        #expect(try await lines(.baker, site).contains("Vos horaires manquent"))
        #expect(try await !lines(.staff, site).contains("Vos horaires manquent"))
        #expect(
            try await site.as(.secretary).get("/boutiques/a-suivre").text.contains("/boutiques/7kq2/modifier#hours"))
        #expect(try await !site.as(.treasurer).get("/boutiques/a-suivre").text.contains("/modifier"))
        let (week, bakery) = (OpeningHours(intervals: [.init(weekday: 1, opens: 540, closes: 720)]), site.bakery)
        try site.write { try week.save(for: bakery, in: $0) }
        #expect(try await lines(.president, site).contains("1 boutique sans horaires"))
        #expect(try await !lines(.baker, site).contains("Vos horaires manquent"))
    }

    @Test("a counter is silent after fourteen days without a visit") func silent() async throws {
        let site = try TestSite()
        #expect(try await !lines(.president, site).contains { $0.contains("silencieux") })
        site.wait(.days(14) + .hours(20))
        #expect(try await lines(.president, site).contains("2 comptoirs silencieux"))
        #expect(try await lines(.boardMember, site).contains("2 comptoirs silencieux"))
        #expect(try await !lines(.secretary, site).contains("2 comptoirs silencieux"))
        #expect(try await !site.as(.secretary).get("/boutiques/a-suivre").text.contains("Comptoirs silencieux"))
        try await site.visit()
        #expect(try await lines(.president, site).contains("1 comptoir silencieux"))
        let page = try await site.as(.president).get("/boutiques/a-suivre").text
        #expect(page.contains("Aucune visite encore"))
        #expect(page.contains("Au Cœur des fleurs</a></p><p class=\"why\">"))
        #expect(!page.contains("Boulangerie de l’Étoile</a></p><p class=\"why\">"))
    }

    @Test("new projects are offered to shops that have neither joined nor left nor proposed them") func projects()
        async throws
    {
        let site = try TestSite()
        let path = try site.project("Marché de nuit", by: .florist)
        #expect(try await lines(.baker, site).contains("Marché de nuit"))
        #expect(try await !lines(.florist, site).contains("Marché de nuit"))
        #expect(try await !lines(.staff, site).contains("Marché de nuit"))
        _ = try await site.as(.baker).post(path + "/participation", [("shop", "7KQ2")])
        #expect(try await !lines(.baker, site).contains("Marché de nuit"))
    }

    @Test("what the law requires is listed for those who may write it") func legal() async throws {
        let site = try TestSite()
        #expect(try await lines(.president, site).contains("Mentions légales incomplètes"))
        #expect(try await !lines(.secretary, site).contains("Mentions légales incomplètes"))
    }
}
