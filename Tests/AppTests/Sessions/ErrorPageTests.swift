import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("Error pages") struct ErrorPageTests {
    @Test("an unknown address gets a page in the language of the person") func notFound() async throws {
        let site = try TestSite()
        let french = try await site.as(.guest).get("/nowhere")
        #expect(french.status == .notFound)
        #expect(french.text.contains("Cette page n’existe pas"))
        #expect(french.text.contains("<html lang=\"fr\">"))
        let browser = site.as(.guest)
        browser.language = "en-GB,en;q=0.9"
        #expect(try await browser.get("/nowhere").text.contains("<html lang=\"en\">"))
        browser.language = "fr"
        let prefixed = try await browser.get("/en/nowhere")
        #expect(prefixed.status == .notFound)
        #expect(prefixed.text.contains("<html lang=\"en\">"))
        #expect(prefixed.text.contains("href=\"/en/\""))
    }

    @Test(
        "a malformed request gets a small page in both languages, with the security headers",
        arguments: [
            (400, "La demande n’a pas pu être lue", "The request could not be read"),
            (408, "La demande a mis trop de temps", "The request took too long"),
            (414, "Cette adresse est trop longue", "This address is too long"),
            (429, "Trop de demandes en même temps", "Too many requests at the same time"),
            (431, "C’est trop lourd", "This is too large"), (501, "La demande", "The request"),
            (503, "Trop de demandes en même temps", "Too many requests at the same time"),
            (505, "La demande", "The request"),
        ])
    func unread(_ code: Int, _ french: String, _ english: String) throws {
        let site = try TestSite(founded: false)
        let error = ParseError(Status(code: code, reason: "Any"), "planted")
        let answer = Answer(site.loop.refused(error, head: nil, id: Request(.get, "/", fields: [], body: []).id))
        #expect(answer.status.code == code)
        #expect(answer.fields[.contentLanguage] == "fr, en")
        #expect(answer.fields[.contentType] == "text/html; charset=utf-8")
        #expect(answer.fields[.cacheControl] == "no-store")
        #expect(answer.fields["Content-Security-Policy"] != nil)
        #expect(answer.bytes.count < 1_024)
        let first = try #require(answer.text.firstRange(of: "<div lang=\"fr\">\n<h1>" + french))
        let second = try #require(answer.text.firstRange(of: "<div lang=\"en\">\n<h1>" + english))
        #expect(first.lowerBound < second.lowerBound)
        #expect(!answer.text.contains("error."))
    }

    @Test("a member stays signed in on an unknown address") func signedIn() async throws {
        #expect(try await TestSite().as(.baker).get("/nowhere").text.contains("Se déconnecter"))
    }

    @Test("a wrong method gets 405 with the right ones") func wrongMethod() async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post("/accueil")
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.fields[.allow] == "GET, HEAD" || answer.fields[.allow] == "GET, HEAD, OPTIONS")
        #expect(try await site.as(.guest).get("/deconnexion").fields[.allow]?.contains("POST") == true)
    }

    @Test(
        "another site changes nothing",
        arguments: [
            [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Origin", "https://evil.example")],
            [("Origin", "null")], [("Referer", "https://evil.example/page")],
        ])
    func crossSite(_ fields: [(String, String)]) async throws {
        let site = try TestSite()
        let path = try site.project()
        let type = ("Content-Type", "application/x-www-form-urlencoded")
        let baker = site.as(.baker)
        for target in [
            "/projets", path + "/retrait", path + "/depart", path + "/commentaires", "/compte", "/deconnexion",
        ] {
            let answer = try await baker.send(
                .post, target, fields: [type] + fields,
                body: Array("title=a&purpose=b&text=c&name=d&email=e%40f.fr".utf8))
            #expect(answer.status == .forbidden)
            #expect(answer.text.contains("Cette demande venait d’un autre site"))
        }
        #expect(try site.value("SELECT count(*) FROM project WHERE withdrawn_at IS NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM project_comment") == 0)
        #expect(try await baker.get("/accueil").status == .ok)
    }

    @Test("a body that is no form is refused", arguments: ["text/plain", "application/json", "application/xml"])
    func unsupported(_ type: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).send(
            .post, "/projets", fields: [("Content-Type", type), ("Sec-Fetch-Site", "same-origin")],
            body: Array("title=a".utf8))
        #expect(answer.status == .unsupportedMediaType)
        #expect(answer.text.contains("Ce format n’est pas accepté"))
    }

    @Test("an unexpected error shows a reference and no detail") func broken() async throws {
        let site = try TestSite()
        try site.write { try $0.execute("DROP TABLE project_comment") }
        let answer = try await site.as(.baker).get("/projets")
        #expect(answer.status == .internalServerError)
        #expect(answer.text.contains("Référence"))
        #expect(!answer.text.contains("project_comment"))
    }

    @Test("a form that cannot be stored may be sent again, with the words that were typed") func sentAgain()
        async throws
    {
        let site = try TestSite()
        let path = try site.project()
        site.site.database.close()
        let answer = try await site.as(.baker).post(path + "/commentaires", [("text", "Je prête <deux> tables")])
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text.contains("action=\"\(path)/commentaires\""))
        #expect(
            answer.text.contains(
                "<textarea name=\"text\" hidden data-carried>\nJe prête &lt;deux&gt; tables</textarea>"))
        #expect(answer.text.contains("Envoyer à nouveau"))
        #expect(answer.text.contains("href=\"\(path)\">Revenir à la page"))
        let visitor = try await site.as(.guest).post("/en/b/7KQ2", [("feeling", "4")])
        #expect(visitor.status == .serviceUnavailable)
        #expect(visitor.text.contains("action=\"/en/b/7KQ2\""))
        #expect(visitor.text.contains("Send it again"))
    }

    @Test("the page for a form that cannot be stored shows typed words, even one, but no hidden field") func oneWord()
        async throws
    {
        let site = try TestSite()
        site.site.database.close()
        let answer = try await site.as(.guest).post(
            "/b/7KQ2", [("feeling", "4"), ("note", "Parfait"), ("token", "a b c")])
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text.contains("Ce que vous aviez écrit"))
        #expect(answer.text.contains("<p class=\"words\">Parfait</p>"))
        #expect(!answer.text.contains("<p class=\"words\">a b c"))
        #expect(!answer.text.contains("<p class=\"words\">4"))
        let nothing = try await site.as(.guest).post("/b/7KQ2", [("feeling", "4"), ("note", "")])
        #expect(!nothing.text.contains("Ce que vous aviez écrit"))
    }

    @Test("a form from another site is not offered to be sent again") func fromElsewhere()
        async throws
    {
        let site = try TestSite()
        let path = try site.project()
        _ = try await site.as(.baker).get("/projets")
        try site.write { try $0.execute("DROP TABLE association") }
        for (origin, isOffered) in [("same-origin", true), ("cross-site", false)] {
            let answer = try await site.as(.baker).send(
                .post, path + "/commentaires",
                fields: [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", origin)],
                body: Array("text=Achetez".utf8))
            #expect(answer.status == .internalServerError)
            #expect(answer.text.contains("Achetez") == isOffered)
        }
    }

    @Test("the link to try again has the query of the page") func again() async throws {
        let site = try TestSite()
        try site.write { try $0.execute("DROP TABLE project_comment") }
        let answer = try await site.as(.baker).get("/projets?q=marche&page=1")
        #expect(answer.status == .internalServerError)
        #expect(answer.text.contains("href=\"/projets?q=marche&amp;page=1\">Réessayer"))
    }

    @Test(
        "an address that only accepts forms leads to the page it belongs to",
        arguments: [
            ("/deconnexion", "/accueil"), ("/comptoir/7kq2/retrait", "/comptoir/7kq2"),
            ("/boutiques/7kq2/avis/x/reponse", "/boutiques/7kq2"), ("/moderation/x/refus", "/moderation"),
        ])
    func onlyForms(_ path: String, _ page: String) async throws {
        let answer = try await TestSite().as(.president).get(path)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.text.contains("<a class=\"button primary\" href=\"\(page)\">"))
    }

    @Test("the link to the other language of a refused form leads to a page, not to an address that only accepts forms")
    func otherLanguage() async throws {
        let site = try TestSite()
        let path = try site.project()
        let answer = try await site.as(.baker).post(path + "/commentaires", [("text", "")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("href=\"/en\(path)\" hreflang=\"en\" lang=\"en\" data-answer>"))
        let proposal = try await site.as(.baker).post("/projets", [("title", "")])
        #expect(proposal.text.contains("href=\"/en/projets/nouveau\" hreflang=\"en\""))
        let fresh = try await site.as(.baker).get("/projets/nouveau")
        #expect(fresh.text.contains("href=\"/en/projets/nouveau\" hreflang=\"en\" lang=\"en\">"))
    }

    @Test("the page of each form has a GET route") func pages() throws {
        for (form, page) in siteMap.formPages {
            #expect(siteMap.routes.contains { $0.method == .post && $0.path == form })
            #expect(siteMap.routes.contains { $0.method == .get && $0.path == page })
        }
    }

    @Test(
        "after an error, the link back from a reply leads to its shop's reviews, below the shop address it was sent to")
    func replied()
        async throws
    {
        let site = try TestSite()
        try site.write { try $0.execute("ALTER TABLE review RENAME TO hidden") }
        for (name, back) in [("7kq2", "7kq2"), ("etoile%3f-7kq2", "etoile%3F-7kq2")] {
            let answer = try await site.as(.baker).post("/boutiques/\(name)/avis/x/reponse", [("text", "Merci")])
            #expect(answer.status == .internalServerError)
            #expect(answer.text.contains("href=\"/boutiques/\(back)/rencontres\">Revenir à la page"))
        }
    }

    @Test("the error page of a moderator needs no reviews: they cannot be read, and the page is whole")
    func moderator() async throws {
        let site = try TestSite()
        try site.write { try $0.execute("ALTER TABLE review RENAME TO hidden") }
        let answer = try await site.as(.president).get("/moderation")
        #expect(answer.status == .internalServerError)
        #expect(answer.text.contains("</html>") && answer.text.contains("Se déconnecter"))
    }

    @Test("a body too large: the member stays signed in, and the page leads back to the form") func tooLarge() throws {
        let site = try TestSite()
        let cookie = try #require(Secret(presented: TestSite.Person.baker.rawValue)).text
        let request = Request(.post, "/compte", fields: [("Cookie", "chaland=" + cookie)], body: [])
        let answer = Answer(
            site.loop.refused(ParseError(.contentTooLarge, "too large"), head: request.head, id: request.id))
        #expect(answer.text.contains("C’est trop lourd"))
        #expect(answer.text.contains("Se déconnecter"))
        #expect(answer.text.contains("href=\"/compte\">Revenir à la page"))
    }

    @Test("a used letter leads to the sign-in page, and home when signed in") func letter() async throws {
        let site = try TestSite()
        let guest = try await site.as(.guest).get("/invitation/AAAA")
        #expect(guest.status == .gone)
        #expect(guest.text.contains("<a class=\"button primary\" href=\"/connexion\">"))
        let baker = try await site.as(.baker).get("/invitation/AAAA")
        #expect(baker.text.contains("<a class=\"button primary\" href=\"/accueil\">"))
    }

    @Test("an action already undone gets a page of its own, not that of a used link") func over() async throws {
        let answer = try await TestSite().as(.baker).post("/comptoir/7kq2/retrait?key=00112233445566778899aabbccddeeff")
        #expect(answer.status == .gone)
        #expect(answer.text.contains("C’est déjà fait, ou le délai est passé"))
        #expect(answer.text.contains("<a class=\"button primary\" href=\"/comptoir/7kq2\">"))
    }
}
