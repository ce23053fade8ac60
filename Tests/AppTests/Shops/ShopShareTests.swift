import HTTP
import Shops
import Testing

@testable import Chaland

@Suite("GET /boutiques/:shop/partager") struct ShopShareTests {
    private let path = "/boutiques/7kq2/partager"

    @Test("has a text with the shop, its state and its address, and links that carry it") func shares() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let id = site.bakery
        try site.write { db in
            try OpeningHours(intervals: [.init(weekday: 1, opens: 540, closes: 1_140)]).save(for: id, in: db)
        }
        let page = try await site.as(.guest).get(path).text
        let url = "https://rue.example/fr/boutiques/boulangerie-de-l-etoile-7kq2"
        let shop = "Boulangerie de l’Étoile, 12 rue Royale\u{A0}: ouvert"
        #expect(page.contains(">\(shop)") && page.contains(" → \(url)</p>"))
        #expect(page.contains("href=\"https://wa.me/?text=Boulangerie%20de"))
        #expect(page.contains("href=\"mailto:?subject=Boulangerie%20de") && page.contains("href=\"sms:?&amp;body=Boul"))
        #expect(page.contains("content=\"noindex\""))
    }

    @Test("names no host without a public address, and no shop that is unknown") func bare() async throws {
        let guest = try TestSite().as(.guest)
        let page = try await guest.get(path, fields: [("Host", "evil.example")]).text
        #expect(!page.contains("evil.example") && !page.contains("→"))
        #expect(try await guest.get("/boutiques/zzzz/partager").status == .notFound)
    }
}
