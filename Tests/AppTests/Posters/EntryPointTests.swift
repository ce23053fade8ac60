import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shops

@Suite("Printed codes") struct EntryPointTests {
    @Test("a new shop has the code of its counter") func counter() async throws {
        let site = try TestSite()
        let form = [("name", "Le Four"), ("trade", "Boulangerie")]
        #expect(try await site.as(.president).post("/boutiques/nouvelle", form).status == .seeOther)
        let code = try #require(try site.text("SELECT code FROM shop WHERE name = 'Le Four'"))
        #expect(try site.text("SELECT place FROM entry_point WHERE code = '\(code)'") == "counter")
        #expect(try await site.as(.guest).get("/b/\(code)").text.contains("Le Four"))
    }

    @Test("every code of a shop leads to it, and only printed ones do") func codes() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let (bakery, now) = (site.bakery, site.now)
        try site.write { try EntryPoint.insert("W1ND", at: .counter, of: bakery, at: now + 60, in: $0) }
        #expect(try await site.as(.guest).get("/b/w1nd").text.contains("Boulangerie de l’Étoile"))
        try await site.visit("W1ND")
        #expect(try site.value("SELECT count(*) FROM encounter WHERE shop_id = \(bakery.rawValue)") == 1)
        // The first one stays the one that is printed and linked.
        #expect(try await site.as(.baker).get("/boutiques/7kq2/affichette").text.contains("/b/7KQ2"))
        try site.write { _ = try $0.run("DELETE FROM entry_point WHERE code = '7KQ2'") }
        #expect(try await site.as(.guest).get("/b/7KQ2").status == .notFound)
        #expect(try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")]).status == .notFound)
        #expect(try await site.as(.baker).get("/boutiques/7kq2/affichette").text.contains("/b/W1ND"))
        #expect(try await site.as(.guest).get("/boutiques/boulangerie-de-l-etoile-7kq2").text.contains("\"/b/W1ND\""))
    }

    @Test("a new shop never gets a code that is already printed") func taken() throws {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            try EntryPoint.insert("W1ND", at: .counter, of: bakery, at: now, in: db)
            var codes = ["W1ND", "F10R", "N3W0"]
            _ = try ShopDetails(name: "Le Four", trade: "Boulangerie").insert(
                code: { codes.removeFirst() }, by: .test(at: now), in: db)
        }
        #expect(try site.text("SELECT code FROM shop WHERE name = 'Le Four'") == "N3W0")
    }
}
