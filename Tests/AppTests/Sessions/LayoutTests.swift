@testable import Base
import HTTP
import SQLite
import Testing

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
        #expect(!guest.text.contains("/moderation"))
        let baker = try await site.as(.baker).get("/projets")
        #expect(baker.text.contains("href=\"/boutiques/7kq2/rencontres\""))
        #expect(!baker.text.contains("/moderation"))
        #expect(baker.text.contains("action=\"/deconnexion\""))
        #expect(try await site.as(.president).get("/projets").text.contains("/moderation"))
        #expect(baker.text.contains("<a href=\"/projets\" aria-current=\"true\">"))
    }

    @Test("the front page uses the singular for one, in both languages") func one() async throws {
        let site = try TestSite()
        #expect(try await site.as(.guest).get("/").text.contains("boutiques dans l’annuaire"))
        try site.remove(site.florist)
        _ = try site.project(isPublic: true)
        let french = try await site.as(.guest).get("/")
        #expect(french.text.contains("<dt>boutique dans l’annuaire</dt><dd>1</dd>"))
        #expect(french.text.contains("<dt>projet commun à découvrir</dt><dd>1</dd>"))
        #expect(try await site.as(.guest).get("/en/").text.contains("<dt>shop in the directory</dt><dd>1</dd>"))
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
