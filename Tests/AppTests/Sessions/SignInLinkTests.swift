import HTTP
import SQLite
import Testing
import Web

@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /connexion/:token") struct SignInLinkTests {
    @Test("signs in once; opening it does not use it up") func once() async throws {
        let site = try TestSite()
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        for _ in 1...2 { #expect(try await site.as(.guest).get(path).text.contains("Bonjour, Paul Martin")) }
        let browser = site.as(.guest)
        #expect(try await browser.post(path).location == "/accueil")
        #expect(try await browser.get("/accueil").text.contains("Paul Martin"))
        #expect(try await site.as(.guest).post(path).status == .gone)
        #expect(try await site.as(.guest).get(path).status == .gone)
    }

    @Test("expires after an hour; a mistyped one is 410") func over() async throws {
        let site = try TestSite()
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        site.wait(SiteLimits.signInLink)
        #expect(try await site.as(.guest).get(path).status == .gone)
        #expect(try await site.as(.guest).post(path).status == .gone)
        #expect(try await site.as(.guest).get("/connexion/AAAA-BBBB").status == .gone)
        #expect(try SignInLink.make(email: "unknown@example.org", on: site.site) == nil)
    }
}
