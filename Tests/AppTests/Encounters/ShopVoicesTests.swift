import HTTP
import Testing
import Web

@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("Feelings and reviews on a shop's page") struct ShopVoicesTests {
    private func voices(_ site: TestSite, query: String = "") throws -> ShopVoices {
        let request = Request(.get, "/boutiques/7kq2" + query)
        let context = Context(
            loop: site.loop, request: request, locale: site.loop.locale(of: request.head), parameters: .init(),
            now: site.now,
            association: .inPreparation, member: nil, session: nil)
        let shop = try #require(try Shop.find("7KQ2", in: site.loop.reader))
        return try ShopVoices.of(shop, context)
    }

    @Test("feelings are published from five answers up, the next night") func threshold() async throws {
        let site = try TestSite()
        for _ in 0..<4 { try await site.visit(feeling: 5) }
        try site.night()
        #expect(try voices(site).groups.isEmpty)
        try await site.visit(feeling: 1)
        #expect(try voices(site).groups.isEmpty)
        try site.night()
        let feelings = try #require(try voices(site).groups.first).feelings
        #expect(feelings.map(\.count) == [4, 0, 0, 0, 1])
        #expect(feelings.map(\.percent) == [80, 0, 0, 0, 20])
    }

    @Test("notes of the shop are not feelings") func noted() async throws {
        let site = try TestSite()
        for _ in 0..<6 { _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")]) }
        #expect(try voices(site).groups.isEmpty)
    }

    @Test("published reviews, newest first, twenty a page") func pages() async throws {
        let site = try TestSite(limitsRate: false)
        for number in 1...21 {
            try await site.review(text: "Avis \(number)")
            let id = try #require(try site.text("SELECT public_id FROM review WHERE published_at IS NULL"))
            site.wait(60)
            _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        }
        let first = try voices(site)
        #expect(first.reviews.count == 20)
        #expect(first.reviews.first?.text == "Avis 21")
        #expect(first.pages.next == "/boutiques/boulangerie-de-l-etoile-7kq2?avis=2#avis")
        let second = try voices(site, query: "?avis=2")
        #expect(second.reviews.map(\.text) == ["Avis 1"])
        #expect(second.pages.next == nil)
        #expect(try voices(site, query: "?avis=-3").pages.page == 1)
        #expect(try voices(site, query: "?avis=99").pages.page == 2)
    }
}
