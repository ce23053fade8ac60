import HTTP
import Testing

@testable import Chaland

@Suite("What a browser may store") struct PrivatePageTests {
    @Test(
        "private pages with names are stored nowhere",
        arguments: ["/accueil", "/compte", "/boutiques/7kq2/personnes", "/moderation"])
    func noStore(_ path: String) async throws {
        let answer = try await TestSite().as(.president).get(path)
        #expect(answer.status == .ok)
        #expect(answer.fields[.cacheControl] == "no-store")
    }

    @Test(
        "the answer to a form may be shown again by Back, by the person's own browser only",
        arguments: [
            ("/compte", [("name", "")]), ("/projets", [("title", "")]), ("/boutiques/7kq2/modifier", [("name", "")]),
        ])
    func answers(_ path: String, _ form: [(String, String)]) async throws {
        let answer = try await TestSite().as(.baker).post(path, form)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.fields[.cacheControl] == "private, no-cache")
    }

    @Test("signing out clears pages, but not the cookies of this site, nor answers that wait for the network")
    func clears() async throws {
        let site = try TestSite()
        try site.givePassword()
        let browser = site.as(.guest)
        _ = try await browser.post("/connexion", [("email", "paul@example.org"), ("password", TestSite.password)])
        let answer = try await browser.post("/deconnexion")
        #expect(answer.fields["Clear-Site-Data"] == "\"cache\"")
        #expect(browser[cookie: "chaland-device"] != nil && browser[cookie: "chaland"] == nil)
        #expect(try await browser.get("/").text.contains("Vous êtes déconnecté."))
    }
}
