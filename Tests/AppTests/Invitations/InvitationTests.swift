import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Invitations") struct InvitationTests {
    /// The path of a fresh letter for the bakery.
    private func letter(_ site: TestSite) async throws -> String {
        let president = site.as(.president)
        let batch = try #require(try await president.post("/boutiques/7kq2/invitation", [("holders", "stay")]).location)
        let page = try await president.get(batch)
        return String(try #require(page.text.firstMatch(of: /\/invitation\/[0-9A-Z]{5}-[0-9A-Z]{5}(?=<)/)?.0))
    }

    @Test("the president hands over a letter") func hands() async throws {
        let site = try TestSite(origin: "https://rue.example")
        #expect(try await site.as(.president).get("/invitations").text.contains("Boulangerie de l’Étoile"))
        #expect(try await site.as(.president).get("/boutiques/7kq2/invitation").status == .ok)
        let batch = try #require(
            try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "stay")]).location)
        let page = try await site.as(.president).get(batch)
        #expect(page.text.contains("https://rue.example/invitation/"))
        #expect(page.text.contains("1er\u{A0}avril 2026"))
        #expect(page.fields[.cacheControl] == "no-store")
        let sheet = try await site.as(.president).get(batch + "/lettres")
        #expect(sheet.text.components("class=\"letter\"") == 1 && sheet.text.contains("aria-label=\"Code à scanner"))
        #expect(sheet.text.contains("<strong>Boulangerie de l’Étoile</strong><br>"))
        #expect(sheet.text.contains("Camille Rey, présidence"))
        #expect(try await site.as(.president).get("/boutiques/zzzz/invitation").status == .notFound)
    }

    @Test(
        "only the president invites",
        arguments: ["/invitations", "/boutiques/7kq2/invitation", "/boutiques/f10r/invitation"])
    func onlyPresident(_ path: String) async throws {
        let site = try TestSite()
        #expect(try await site.as(.baker).get(path).status == .notFound)
        #expect(try await site.as(.guest).get(path).status == .seeOther)
        if path != "/invitations" {
            #expect(try await site.as(.baker).post(path).status == .notFound)
            #expect(try await site.as(.guest).post(path).status == .forbidden)
        }
        #expect(try site.value("SELECT count(*) FROM invitation") == 0)
    }

    @Test("opening the link does not use it up; «C’est moi» signs in and hands over the shop, once") func claims()
        async throws
    {
        let site = try TestSite()
        let path = try await letter(site)
        for _ in 1...3 {
            #expect(try await site.as(.guest).get(path).text.contains("Bonjour, Boulangerie de l’Étoile"))
        }
        let browser = site.as(.guest)
        let answer = try await browser.post(path, [("name", "Zoé Blanc")])
        #expect(answer.location == "/accueil")
        let home = try await browser.get("/accueil")
        #expect(home.text.contains("Zoé Blanc"))
        #expect(home.text.contains("La page de la boutique «\u{202F}Boulangerie de l’Étoile\u{202F}» est à vous."))
        #expect(home.text.contains("/boutiques/7kq2/modifier"))
        #expect(try await site.as(.guest).post(path, [("name", "Un autre")]).status == .gone)
        #expect(try await site.as(.guest).get(path).status == .gone)
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount + 1)
    }

    @Test("a name may be left out") func withoutName() async throws {
        let site = try TestSite()
        let path = try await letter(site)
        let browser = site.as(.guest)
        _ = try await browser.post(path)
        #expect(try await browser.get("/accueil").text.contains("<span class=\"wide\">Boulangerie de l’Étoile</span>"))
    }

    @Test("a name too long is refused and the letter stays valid") func tooLong() async throws {
        let site = try TestSite()
        let path = try await letter(site)
        let name = String(repeating: "z", count: 121)
        let answer = try await site.as(.guest).post(path, [("name", name)])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(name))
        #expect(try await site.as(.guest).post(path, [("name", "Zoé")]).status == .seeOther)
    }

    @Test("a letter expires after thirty days, or when a newer one is made") func over() async throws {
        let site = try TestSite()
        let old = try await letter(site)
        let new = try await letter(site)
        #expect(try await site.as(.guest).get(old).status == .gone)
        #expect(try await site.as(.guest).post(old).status == .gone)
        #expect(try await site.as(.guest).get(new).status == .ok)
        site.wait(SiteLimits.invitation)
        #expect(try await site.as(.guest).get(new).status == .gone)
        #expect(try await site.as(.guest).post(new).status == .gone)
        #expect(try await site.as(.guest).get("/invitation/AAAA").status == .gone)
    }

    @Test("a member who is signed in gets one shop more", arguments: [TestSite.Person.florist, .president])
    func second(_ person: TestSite.Person) async throws {
        let site = try TestSite()
        let path = try await letter(site)
        let browser = site.as(person)
        #expect(try await browser.get(path).text.contains("cette boutique s’ajoutera à votre compte"))
        #expect(try await browser.post(path).location == "/accueil?boutique=7kq2")
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
        #expect(try await browser.get("/accueil?boutique=7kq2").text.contains("/boutiques/7kq2/modifier"))
    }

    @Test("of twenty claims at once one succeeds") func race() async throws {
        let site = try TestSite()
        let (secret, now) = (try site.letter(for: site.bakery), site.now)
        let database = site.site.database
        let wins = await withTaskGroup(of: Bool.self) { group in
            for number in 1...20 {
                group.addTask {
                    let id = try? await database.write {
                        try Invitation.claim(secret, by: nil, named: "Numéro \(number)", at: now, in: $0)
                    }
                    return id != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount + 1)
    }
}
