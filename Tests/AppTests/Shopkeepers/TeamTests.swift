import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("The team of a shop, as its shopkeeper decides") struct TeamTests {
    private let list = "/boutiques/7kq2/personnes"
    private let form = "/boutiques/7kq2/equipe"

    private func path(_ person: TestSite.Person, _ site: TestSite) throws -> String {
        let id = try site.member(person).rawValue
        return list + "/" + (try #require(try site.text("SELECT public_id FROM member WHERE id = \(id)")))
    }

    /// Invites a person and returns the address of their code and that of the link they open.
    private func invite(
        _ fields: [(String, String)], by person: TestSite.Person = .baker, _ site: TestSite
    ) async throws -> (code: String, link: String) {
        let browser = site.as(person)
        let code = try #require(try await browser.post(form, fields).location)
        let page = try await browser.get(code).text
        return (code, String(try #require(page.firstMatch(of: /\/invitation\/[0-9A-Z-]+(?=<)/)).0))
    }

    @Test("a shopkeeper invites a person, who joins on their own phone with what was allowed, and no more")
    func joins() async throws {
        let site = try TestSite()
        let (code, link) = try await invite([("name", "Léa Petit"), ("edit", "1")], site)
        #expect(try await site.as(.baker).get(list).text.contains("Léa Petit"))
        let lea = site.as(.guest)
        let page = try await lea.get(link).text
        #expect(page.contains("Bonjour, Léa Petit") && page.contains("Paul Martin vous invite"))
        #expect(page.contains("Peut aussi modifier la page.") && page.contains("value=\"Léa Petit\""))
        #expect(try await lea.post(link, [("name", "Léa Petit")]).location == "/accueil")
        #expect(try await lea.get("/boutiques/7kq2/modifier").status == .ok)
        #expect(try await lea.get("/boutiques/7kq2/rencontres").status == .ok)
        #expect(try await lea.get(list).status == .notFound)
        #expect(try await lea.get("/projets/nouveau").status == .notFound)
        #expect(try await lea.get("/boutiques/f10r/modifier").status == .notFound)
        let given = "SELECT count(*) FROM office WHERE given_by = \(try site.member(.baker).rawValue)"
        #expect(try site.value(given) == 2)
        // The code is spent: for another person, and as a page.
        #expect(try await site.as(.guest).post(link, [("name", "Max")]).status == .gone)
        #expect(try await lea.get(link).location == "/accueil")
        #expect(try await site.as(.baker).get(code).location == list)
    }

    @Test("the same form sent twice makes one invitation; without a name it comes back as typed") func form()
        async throws
    {
        let site = try TestSite()
        let baker = site.as(.baker)
        let fields = try await baker.get(form).filled
        let refused = try await baker.post(form, fields.with(("speak", "1"), ("role", "runs")))
        #expect(refused.status == .unprocessableContent && refused.text.contains("Écrivez le nom de la personne."))
        #expect(
            refused.text.contains("value=\"runs\" checked")
                && refused.text.contains("name=\"speak\" value=\"1\" checked"))
        let places = try await [
            baker.post(form, fields.with(("name", "Léa"))), baker.post(form, fields.with(("name", "Léa"))),
        ]
        #expect(places[0].location == places[1].location)
        #expect(try site.value("SELECT count(*) FROM team_invitation") == 1)
    }

    @Test("a cancelled code, one past its week, and one of a former shopkeeper are refused") func ends() async throws {
        let site = try TestSite()
        let (code, cancelled) = try await invite([("name", "Léa")], site)
        #expect(try await site.as(.baker).post(code + "/retrait").location == list)
        #expect(try await site.as(.guest).get(cancelled).status == .gone)
        let (_, sold) = try await invite([("name", "Max")], site)
        #expect(try await site.as(.guest).get(sold).status == .ok)
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "end")])
        #expect(try await site.as(.guest).get(sold).status == .gone)
        let (_, late) = try await invite([("name", "Zoé")], by: .president, site)
        site.wait(SiteLimits.teamInvitation)
        #expect(try await site.as(.guest).get(late).status == .gone)
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
    }

    @Test("the shopkeeper who tries the link does not use it up; a member adds the shop to their own account")
    func accounts() async throws {
        let site = try TestSite()
        let (code, link) = try await invite([("name", "Rose"), ("speak", "1")], site)
        #expect(try await site.as(.baker).get(link).location == code)
        #expect(try await site.as(.baker).post(link).location == code)
        let florist = site.as(.florist)
        #expect(try await florist.post(link).status == .seeOther)
        #expect(try await florist.get("/boutiques/7kq2/rencontres").status == .ok)
        #expect(try await florist.get("/boutiques/7kq2/modifier").status == .notFound)
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
    }

    @Test("a change of additional rights applies at the next request, also to an open page") func rights() async throws
    {
        let site = try TestSite()
        let (path, staff, baker) = (try path(.staff, site), site.as(.staff), site.as(.baker))
        #expect(try await baker.post(path + "/droits", [("edit", "1"), ("speak", "1")]).location == list)
        #expect(try await baker.get(list).text.contains("Peut aussi modifier la page et parler au nom de la boutique."))
        let open = try await staff.get("/boutiques/7kq2/modifier")
        #expect(open.status == .ok)
        #expect(try await staff.get("/projets/nouveau").status == .ok)
        #expect(try await baker.post(path + "/droits", [("speak", "1")]).location == list)
        #expect(try await staff.post("/boutiques/7kq2/modifier", open.filled).status == .notFound)
        #expect(try await staff.get("/projets/nouveau").status == .ok)
        #expect(try await baker.post(try self.path(.baker, site) + "/droits", [("edit", "1")]).status == .conflict)
    }

    @Test("a shopkeeper ends the access of staff, and can undo it; not that of another shopkeeper") func removes()
        async throws
    {
        let site = try TestSite()
        let (path, baker) = (try path(.staff, site), site.as(.baker))
        #expect(try await baker.post(path).location == list)
        #expect(try await site.as(.staff).get("/accueil").status == .seeOther, "no other office: no access to the site")
        #expect(try await baker.get(list).text.contains("action=\"\(path)/retablissement\""))
        #expect(try await baker.post(path + "/retablissement").location == list)
        #expect(try site.value("SELECT count(*) FROM member WHERE disabled_at IS NOT NULL") == 0)
        let own = try self.path(.baker, site)
        #expect(try await baker.post(own, [("extent", "site")]).status == .conflict)
        #expect(try await baker.get(own).text.contains("seule la présidence de l’association"))
    }

    @Test("a person with another office keeps their access to the site") func others() async throws {
        let site = try TestSite()
        let (id, florist, now) = (try site.member(.staff), site.florist, site.now)
        try site.write { try Office.staff.give(to: id, for: florist.scope, at: now, in: $0) }
        #expect(try await site.as(.baker).post(try path(.staff, site)).location == list)
        #expect(try await site.as(.staff).get("/boutiques/7kq2/rencontres").status == .notFound)
        #expect(try await site.as(.staff).get("/boutiques/f10r/rencontres").status == .ok)
    }

    @Test("a shopkeeper cannot restore an access that the association ended") func association() async throws {
        let site = try TestSite()
        let path = try path(.staff, site)
        for extent in ["shop", "site"] {
            #expect(try await site.as(.president).post(path, [("extent", extent)]).status == .seeOther)
            #expect(try await site.as(.baker).post(path + "/retablissement").status == .conflict)
            #expect(try await !site.as(.baker).get(list).text.contains("/retablissement"))
            #expect(try await site.as(.president).post(path + "/retablissement").status == .seeOther)
        }
    }

    @Test("staff answer reviews, and read nothing else of what visitors said") func replies() async throws {
        let site = try TestSite()
        _ = try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        let page = try await site.as(.staff).get("/boutiques/7kq2/rencontres").text
        #expect(page.contains("/boutiques/7kq2/avis/\(id)/reponse") && !page.contains("id=\"passe\""))
        let answer = try await site.as(.staff).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci !")])
        #expect(answer.status == .seeOther)
        #expect(try await site.as(.guest).get("/boutiques/boulangerie-de-l-etoile-7kq2").text.contains("Merci"))
    }

    @Test("a vice-president can end the access of no president, at a shop either") func presidents() async throws {
        let site = try TestSite()
        let (paul, nour, now) = (try site.member(.baker), try site.member(.vicePresident), site.now)
        try site.write { try Office.president.give(to: paul, at: now, in: $0) }
        let path = try path(.baker, site)
        #expect(try await !site.as(.vicePresident).get(path).text.contains("value=\"site\""))
        #expect(try await site.as(.vicePresident).post(path, [("extent", "site")]).status == .conflict)
        #expect(try await site.as(.baker).get("/accueil").status == .ok)
        #expect(try await site.as(.president).post(path, [("extent", "site")]).status == .seeOther)
        #expect(try await site.as(.vicePresident).post(path + "/retablissement").status == .conflict)
        #expect(throws: Member.AccessRefusal.president) {
            try site.write { _ = try Member.restoreAccess(of: paul, by: nour, at: now, in: $0) }
        }
    }

    @Test("at most twenty invitations wait at one shop") func limit() async throws {
        let site = try TestSite()
        for number in 1...SiteLimits.teamInvitations {
            #expect(try await site.as(.baker).post(form, [("name", "Léa \(number)")]).status == .seeOther)
        }
        let refused = try await site.as(.baker).post(form, [("name", "Léa")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("20 invitations attendent déjà"))
    }
}
