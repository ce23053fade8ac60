import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland

@Suite("The layout of every page") struct LayoutTests {
    @Test("the same page in the other language is one link away") func switches() async throws {
        let site = try TestSite()
        let answer = try await site.as(.guest).get("/projets?q=noel&page=1")
        #expect(answer.text.contains("href=\"/en/projets?q=noel&amp;page=1\" hreflang=\"en\""))
        #expect(answer.fields["Content-Language"] == "fr")
        let english = try await site.as(.guest).get("/en/projets?q=noel")
        #expect(english.text.contains("href=\"/fr/projets?q=noel\" hreflang=\"fr\""))
        #expect(english.text.contains("<a href=\"/en/boutiques\""))
    }

    @Test("the navigation has the pages each person may open") func navigation() async throws {
        let site = try TestSite()
        let guest = try await site.as(.guest).get("/projets")
        #expect(guest.text.contains("href=\"/connexion\""))
        #expect(!guest.text.contains("href=\"/accueil\""))
        #expect(bar(guest) == ["/", "/boutiques", "/agenda", "/projets"])
        let baker = try await site.as(.baker).get("/projets")
        #expect(
            bar(baker) == [
                "/accueil", "/comptoir", "/boutiques/boulangerie-de-l-etoile-7kq2", "/boutiques/7kq2/rencontres",
                "/projets",
            ])
        #expect(baker.text.contains("action=\"/deconnexion\""))
        #expect(baker.text.contains("<a href=\"/projets\" aria-current=\"true\">"))
        #expect(try await bar(site.as(.staff).get("/projets")).contains("/boutiques/7kq2/rencontres"))
        #expect(
            try await bar(site.as(.president).get("/projets")) == [
                "/accueil", "/boutiques", "/moderation", "/projets", "/agenda",
            ])
        #expect(
            try await bar(site.as(.secretary).get("/projets")) == ["/accueil", "/boutiques", "/projets", "/agenda"])
    }

    @Test("«Comptoir» opens the counter, is current there and is not the home; a president who runs a shop has it too")
    func counter() async throws {
        let site = try TestSite()
        let current = "<a href=\"/comptoir\" aria-current=\"true\">"
        for path in ["/comptoir/7kq2", "/comptoir/7kq2/voisins"] {
            #expect(try await site.as(.staff).get(path).text.contains(current), "\(path)")
        }
        let home = try await site.as(.staff).get("/accueil").text
        #expect(!home.contains(current) && home.contains("<a href=\"/accueil\" aria-current=\"true\">"))
        let (bakery, president, now) = (site.bakery, try site.member(.president), site.now)
        try site.write { try Cast.addShopkeeper(president, of: bakery, at: now, in: $0) }
        let page = try await site.as(.president).get("/projets")
        #expect(bar(page) == ["/accueil", "/comptoir", "/boutiques", "/moderation", "/projets"])
        for path in ["/boutiques/boulangerie-de-l-etoile-7kq2", "/agenda"] {
            #expect(page.text.contains("<li><a href=\"\(path)\">"), "\(path) is in the menu")
        }
    }

    /// The addresses of the navigation of a page.
    private func bar(_ page: Answer) -> [String] {
        let part = page.text.firstMatch(of: /<nav class="nav".*?<\/nav>/.dotMatchesNewlines())?.output ?? ""
        return part.matches(of: /href="([^"]*)"/).map { String($0.1) }
    }

    @Test("the header of a shopkeeper has the name of the shop, that of the president the association's") func sign()
        async throws
    {
        let site = try TestSite()
        func sign(_ person: TestSite.Person) async throws -> String? {
            try await site.as(person).get("/projets").text.firstMatch(of: /<span class="sign-name">([^<]*)</).map {
                String($0.1)
            }
        }
        #expect(try await sign(.guest) == "Les Vitrines du Lac")
        #expect(try await sign(.president) == "Les Vitrines du Lac")
        #expect(try await sign(.baker) == "Boulangerie de l’Étoile")
        #expect(try await sign(.staff) == "Boulangerie de l’Étoile")
    }

    @Test("the pages of one's own shop are current under «Ma boutique», those of others are not") func current()
        async throws
    {
        let site = try TestSite()
        let own = "href=\"/boutiques/boulangerie-de-l-etoile-7kq2\" aria-current=\"true\""
        for path in ["/boutiques/boulangerie-de-l-etoile-7kq2", "/boutiques/7kq2/modifier"] {
            #expect(try await site.as(.baker).get(path).text.contains(own), "\(path)")
        }
        #expect(try await !site.as(.baker).get("/boutiques/au-coeur-des-fleurs-f10r").text.contains(own))
    }

    @Test("the navigation counts the reviews that wait for an answer of the shop") func unanswered() async throws {
        let site = try TestSite()
        try await site.review()
        #expect(try await !site.as(.baker).get("/projets").text.contains("class=\"count\""))
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        #expect(try await site.as(.baker).get("/projets").text.contains("class=\"count\">1<"))
        #expect(try await !site.as(.florist).get("/projets").text.contains("class=\"count\""))
        #expect(try await site.as(.staff).get("/projets").text.contains("class=\"count\">1<"))
        _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci."), ("seen", "")])
        let after = try await site.as(.baker).get("/projets").text
        #expect(!after.contains("Avis</span> <span class=\"count\""), "a notice may still be unread")
    }

    @Test("guests get no cookie") func noCookie() async throws {
        let site = try TestSite()
        for path in ["/", "/projets", "/connexion", "/mentions-legales", "/nowhere"] {
            #expect(try await site.as(.guest).get(path).fields[.setCookie] == nil)
        }
    }

    @Test(
        "has one h1",
        arguments: [
            "/", "/projets", "/projets/nouveau", "/accueil", "/compte", "/connexion", "/mentions-legales",
            "/confidentialite",
            "/traitement-des-avis", "/invitations", "/boutiques/7kq2/invitation", "/nowhere",
        ])
    func heading(_ path: String) async throws {
        let site = try TestSite()
        for person in TestSite.Person.allCases {
            let answer = try await site.as(person).get(path)
            if answer.status != .seeOther { #expect(answer.text.components(of: "<h1").count == 2) }
        }
    }
}
