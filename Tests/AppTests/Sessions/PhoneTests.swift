import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /compte/telephone, and a lost phone") struct PhoneTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    /// The path of the link on a page.
    private func link(_ page: Answer) throws -> String {
        String(try #require(page.text.firstMatch(of: /\/connexion\/[0-9A-Z-]{24}/)).0)
    }

    @Test("signs one’s own phone in, once; opening the link does not use it up") func once() async throws {
        let baker = site.as(.baker)
        #expect(try await baker.get("/compte/telephone").text.contains("Afficher le code"))
        #expect(try await baker.post("/compte/telephone").location == "/compte/telephone")
        let page = try await baker.get("/compte/telephone")
        #expect(page.text.contains("<svg"))
        let (path, phone) = (try link(page), site.as(.guest))
        for _ in 1...2 { #expect(try await phone.get(path).text.contains("Bonjour, Paul Martin")) }
        #expect(try await phone.post(path).location == "/accueil")
        #expect(try await phone.get("/accueil").status == .ok)
        #expect(try await site.as(.guest).post(path).status == .gone)
        #expect(try await baker.get("/compte/telephone").text.contains("Afficher le code"))
        #expect(try await baker.get("/accueil").status == .ok)
    }

    @Test("the link ends after ten minutes, and with the next one") func ends() async throws {
        let baker = site.as(.baker)
        _ = try await baker.post("/compte/telephone")
        let first = try link(try await baker.get("/compte/telephone"))
        _ = try await baker.post("/compte/telephone")
        #expect(try await site.as(.guest).get(first).status == .gone)
        let second = try link(try await baker.get("/compte/telephone"))
        site.wait(SiteLimits.phoneLink)
        #expect(try await site.as(.guest).post(second).status == .gone)
    }

    @Test("the presidency never sees the link of a member’s phone, and theirs leaves it alone") func separate()
        async throws
    {
        let (baker, president) = (site.as(.baker), site.as(.president))
        let row = "SELECT public_id FROM member WHERE name = 'Paul Martin'"
        let page = "/adherents/\(try #require(try site.text(row)))/lien"
        _ = try await baker.post("/compte/telephone")
        let path = try link(try await baker.get("/compte/telephone"))
        #expect(try await !president.get(page).text.contains(path))
        _ = try await president.post(page)
        #expect(try await site.as(.guest).get(path).status == .ok)
    }

    @Test("does not allow a new password without the old one") func password() async throws {
        try site.givePassword()
        let (baker, phone) = (site.as(.baker), site.as(.guest))
        _ = try await baker.post("/compte/telephone")
        #expect(try await phone.post(try link(try await baker.get("/compte/telephone"))).location == "/accueil")
        let form = [("password", "une phrase toute neuve")]
        #expect(try await phone.post("/compte/mot-de-passe", form).location == "/compte")
        #expect(try await phone.get("/compte/mot-de-passe").location == "/compte")
    }

    @Test("a lost phone: the president ends its sessions and hands over a new link, in one act") func lost()
        async throws
    {
        let (phone, president) = (site.as(.baker), site.as(.president))
        let row = "SELECT public_id FROM member WHERE name = 'Paul Martin'"
        let person = "/adherents/\(try #require(try site.text(row)))"
        #expect(try await president.get(person).text.contains("Téléphone perdu ou volé"))
        _ = try await phone.post("/compte/telephone")
        let open = try link(try await phone.get("/compte/telephone"))
        #expect(try await president.post(person + "/lien", [("lost", "1")]).location == person + "/lien")
        #expect(try await phone.get("/accueil").status == .seeOther)
        #expect(try await site.as(.guest).get(open).status == .gone)
        let page = try await president.get(person + "/lien")
        #expect(page.text.contains("Tous les appareils de Paul Martin sont déconnectés."))
        let next = site.as(.guest)
        #expect(try await next.post(try link(page)).status == .seeOther)
        #expect(try await next.get("/boutiques/7kq2/modifier").status == .ok)
    }

    @Test("a link for a forgotten password leaves the other devices signed in") func forgotten() async throws {
        let row = "SELECT public_id FROM member WHERE name = 'Paul Martin'"
        _ = try await site.as(.president).post("/adherents/\(try #require(try site.text(row)))/lien")
        #expect(try await site.as(.baker).get("/accueil").status == .ok)
    }
}
