import SQLite
import Testing

@testable import Chaland

@Suite("The page cache for guests") struct CachedPageTests {
    private func rename(_ site: TestSite, _ name: String) throws {
        try site.changeShops("UPDATE shop SET name = '\(name)' WHERE code = '7KQ2'")
    }

    @Test("shows what was saved before the loop turn began") func freshness() async throws {
        let site = try TestSite()
        for name in ["Au pain neuf", "Au pain rassis", "Au pain perdu"] {
            try rename(site, name)
            for _ in 0..<2 { #expect(try await site.as(.guest).get("/boutiques").text.contains(name)) }
        }
    }

    @Test("is rendered again for another host, language and query") func keys() async throws {
        let site = try TestSite()
        let french = try await site.as(.guest).get("/boutiques").text
        let english = site.as(.guest)
        english.language = "en"
        #expect(try await english.get("/boutiques").text != french)
        #expect(try await site.as(.guest).get("/boutiques?q=rien-de-tel").text != french)
        #expect(try await site.as(.guest).get("/boutiques").text == french)
    }
}
