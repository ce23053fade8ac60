import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /boutiques/:shop/personnes") struct ShopPeopleTests {
    private let list = "/boutiques/7kq2/personnes"

    /// The page of a member of the cast at the bakery.
    private func path(_ person: TestSite.Person, _ site: TestSite) throws -> String {
        let id = try site.member(person).rawValue
        return list + "/" + (try #require(try site.text("SELECT public_id FROM member WHERE id = \(id)")))
    }

    @Test("lists who runs the shop and who works there, and is linked from the form of the shop") func lists()
        async throws
    {
        let site = try TestSite()
        let president = site.as(.president)
        #expect(try await president.get("/boutiques/7kq2/modifier").text.contains("href=\"\(list)\""))
        #expect(try await site.as(.baker).get("/accueil").text.contains("href=\"\(list)\""))
        #expect(try await !site.as(.secretary).get("/boutiques/7kq2/modifier").text.contains(list))
        let page = try await president.get(list)
        #expect(page.text.contains("Paul Martin") && page.text.contains("paul@example.org"))
        #expect(page.text.contains("Tient la boutique depuis le 2\u{A0}mars 2026."))
        #expect(page.text.contains("Théo Blanc") && page.text.contains("Y travaille depuis"))
        #expect(!page.text.contains("Rose Petit"))
        #expect(!page.text.contains("Accès terminés"))
        #expect(page.fields[.cacheControl] == "no-store")
    }

    @Test("a shop without anyone says so, with the way to invite") func empty() async throws {
        let site = try TestSite()
        let shop = try site.write { db in
            try Cast.addShop("N0VA", "La Nouvelle", "Librairie", at: Cast.start, in: db)
        }
        #expect(shop != site.bakery)
        let page = try await site.as(.president).get("/boutiques/n0va/personnes").text
        #expect(page.contains("Personne ne tient encore cette boutique"))
        #expect(page.contains("href=\"/boutiques/n0va/invitation\""))
    }

    @Test("ends the access to the whole site at the next request, with the way to undo it") func site() async throws {
        let site = try TestSite()
        let (president, baker) = (site.as(.president), site.as(.baker))
        let path = try path(.baker, site)
        let confirm = try await president.get(path)
        #expect(confirm.text.contains("<h1>Paul Martin</h1>"))
        #expect(confirm.text.contains("value=\"site\" checked"))
        #expect(try await baker.get("/accueil").status == .ok)
        let answer = try await president.post(path, [("extent", "site")])
        #expect(answer.status == .seeOther && answer.location == list)
        #expect(try await baker.get("/accueil").status == .seeOther)
        let page = try await president.get(list).text
        #expect(page.contains("Paul Martin n’a plus accès au site."))
        #expect(page.contains("<form method=\"post\" action=\"\(path)/retablissement\"><button class=\"button quiet\""))
        #expect(page.contains("N’a plus accès au site depuis le 2\u{A0}mars 2026\u{202F}; décision de Camille Rey."))
        let row = "SELECT changed_by FROM access_change WHERE outcome = 'ended'"
        #expect(try site.value(row) == site.member(.president).rawValue)

        #expect(try await president.post(path + "/retablissement").location == list)
        #expect(try await president.get(list).text.contains("Paul Martin a de nouveau accès"))
        #expect(try await site.as(.baker).get("/accueil").status == .seeOther, "the session stays closed")
        #expect(try site.value("SELECT count(*) FROM member WHERE disabled_at IS NOT NULL") == 0)
    }

    @Test("ends the access to this shop only: account, session and other offices stay") func shop() async throws {
        let site = try TestSite()
        let (id, florist, now) = (try site.member(.baker), site.florist, site.now)
        try site.write { try Office.shopkeeper.give(to: id, for: florist.scope, at: now, in: $0) }
        let (president, baker) = (site.as(.president), site.as(.baker))
        let path = try path(.baker, site)
        #expect(try await president.get(path).text.contains("value=\"shop\" checked"))
        #expect(try await president.post(path, [("extent", "shop")]).status == .seeOther)
        #expect(try await baker.get("/boutiques/7kq2/modifier").status == .notFound)
        #expect(try await baker.get("/boutiques/f10r/modifier").status == .ok)
        let row = "SELECT ended_by FROM office WHERE until_at IS NOT NULL"
        #expect(try site.value(row) == site.member(.president).rawValue)
        #expect(try await president.post(path + "/retablissement").status == .seeOther)
        #expect(try await baker.get("/boutiques/7kq2/modifier").status == .ok)
        let given = "SELECT given_by FROM office WHERE given_by IS NOT NULL"
        #expect(try site.value(given) == site.member(.president).rawValue)
    }

    @Test("asks again without a choice, and changes nothing for an access that has ended") func refuses() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let path = try path(.baker, site)
        for form in [[], [("extent", "all")]] {
            let refused = try await president.post(path, form)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("Choisissez à quoi mettre fin."))
            #expect(refused.text.contains("id=\"extent-error\""))
        }
        #expect(try site.value("SELECT count(*) FROM access_change") == 0)
        for _ in 1...2 { #expect(try await president.post(path, [("extent", "site")]).location == list) }
        #expect(try await president.get(list).text.contains("L’accès de Paul Martin avait déjà pris fin."))
        #expect(try await president.get(path).location == list)
        for _ in 1...2 { #expect(try await president.post(path + "/retablissement").location == list) }
        #expect(try site.value("SELECT count(*) FROM access_change") == 2)
        #expect(try await president.get(list + "/" + String(repeating: "0", count: 16)).status == .notFound)
        #expect(try await president.get(try self.path(.florist, site)).status == .notFound)
    }

    @Test("the access of the last president cannot be ended, and no member can end their own") func lastPresident()
        async throws
    {
        let site = try TestSite()
        let (camille, bakery, now) = (try site.member(.president), site.bakery, site.now)
        try site.write { try Office.shopkeeper.give(to: camille, for: bakery.scope, at: now, in: $0) }
        let path = try path(.president, site)
        for person in [TestSite.Person.president, .vicePresident] {
            let browser = site.as(person)
            let page = try await browser.get(path).text
            #expect(!page.contains("value=\"site\"") && page.contains("seule personne à la présidence"))
            #expect(try await browser.post(path, [("extent", "site")]).status == .conflict)
        }
        let nour = try site.member(.vicePresident)
        try site.write { try Office.president.give(to: nour, at: now, in: $0) }
        #expect(try await site.as(.president).get(path).text.contains("C’est votre compte"))
        #expect(try await site.as(.president).post(path, [("extent", "site")]).status == .conflict)
        #expect(try await site.as(.vicePresident).post(path, [("extent", "site")]).status == .seeOther)
        #expect(try await site.as(.president).get("/accueil").status == .seeOther)
    }

    @Test("a shop whose shopkeepers have no access can be invited again") func uninvited() async throws {
        let site = try TestSite()
        #expect(try await site.as(.president).post(try path(.baker, site), [("extent", "site")]).status == .seeOther)
        #expect(try await site.as(.president).get("/invitations").text.contains("Préparer la lettre qui manque"))
    }
}
