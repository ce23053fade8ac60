import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// Links copied out of messages, with one character too many at the end.
@Suite("A copied link") struct CopiedLinkTests {
    private static let signs = [
        ".", ",", ";", ":", "!", "%3F", "%3E", ")", "]", "%7D", "%22", "'", "%20", "%C2%BB", "%E2%80%9D",
        "%E2%80%A6", "%3E.", ").", "/", "/.", "/%3E", "//",
    ]

    /// Follows a redirect, if there is one.
    private func open(_ path: String, _ browser: Browser) async throws -> Answer {
        let answer = try await browser.get(path)
        guard answer.status == .permanentRedirect, let location = answer.location else { return answer }
        return try await browser.get(location)
    }

    @Test("that signs in opens", arguments: signs) func signIn(_ sign: String) async throws {
        let site = try TestSite()
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        for prefix in ["", "/fr"] {
            let page = try await open(prefix + path + sign, site.as(.guest))
            #expect(page.status == .ok && page.text.contains("Bonjour, Paul Martin"), "\(sign)")
            #expect(page.text.contains("action=\"\(prefix)\(path)\""), "\(sign)")
        }
    }

    @Test("of a letter opens", arguments: signs) func letter(_ sign: String) async throws {
        let site = try TestSite()
        let path = try site.letterPath(for: site.bakery)
        let page = try await open(path + sign, site.as(.guest))
        #expect(page.status == .ok && page.text.contains("Bonjour, Boulangerie de l’Étoile"), "\(sign)")
        #expect(page.text.contains("action=\"\(path)\""), "\(sign)")
    }

    @Test("of the setup opens", arguments: ["", ".", "/", "%3E"]) func setup(_ sign: String) async throws {
        let site = try TestSite(founded: false)
        let path = try #require(try Setup.prepare(site.site))
        #expect(try await open(path + sign, site.as(.guest)).text.contains("Premiers pas"))
    }

    @Test(
        "a path with more than one secret, or none, is not found",
        arguments: ["/connexion/7KQ2/abc", "/invitation/", "/invitation//"])
    func other(_ path: String) async throws {
        #expect(try await TestSite().as(.guest).get(path).status == .notFound)
    }

    @Test("one's own letter, scanned again, leads home with a sentence; for others it is invalid") func ownLetter()
        async throws
    {
        let site = try TestSite()
        let path = try site.letterPath(for: site.bakery)
        let browser = site.as(.guest)
        #expect(try await browser.post(path, [("name", "Zoé Blanc")]).location == "/accueil")
        _ = try await browser.get("/accueil")
        for answer in [try await browser.get(path), try await browser.post(path)] {
            #expect(answer.status == .seeOther && answer.location == "/accueil")
        }
        #expect(try await browser.get("/accueil").text.contains("est déjà à vous"))
        #expect(try await site.as(.florist).get(path).status == .gone)
        #expect(try await site.as(.guest).get(path).status == .gone)
        try site.write { try $0.run("UPDATE office SET until_at = since_at WHERE shop_id = 1") }
        #expect(try await browser.get(path).status == .gone)
    }

    @Test("one's own sign-in link, opened again, leads home with a sentence") func ownLink() async throws {
        let site = try TestSite()
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        let browser = site.as(.guest)
        #expect(try await browser.post(path).location == "/accueil")
        #expect(try await browser.get(path).location == "/accueil")
        #expect(try await browser.get("/accueil").text.contains("Vous êtes déjà connecté"))
        #expect(try await site.as(.florist).get(path).status == .gone)
    }
}
