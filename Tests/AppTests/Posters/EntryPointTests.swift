import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shops

@Suite("Printed codes") struct EntryPointTests {
    @Test("a new shop has the code of its counter") func counter() async throws {
        let site = try TestSite()
        let form = [("name", "Le Four"), ("trade", "Boulangerie")]
        #expect(try await site.as(.president).post("/boutiques/nouvelle", form).status == .seeOther)
        let code = try #require(try site.text("SELECT code FROM shop WHERE name = 'Le Four'"))
        #expect(try site.text("SELECT medium FROM entry_point WHERE code = '\(code)'") == "counter")
        #expect(try await site.as(.guest).get("/b/\(code)").text.contains("Le Four"))
    }

    @Test("every code of a shop leads to it, and only printed ones do") func codes() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let (bakery, now) = (site.bakery, site.now)
        try site.write { try EntryPoint.insert("W1ND", on: .counter, of: bakery, at: now + 60, in: $0) }
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

    @Test("an answer says which printed code it came by, one without a code says nothing") func answers() async throws {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            try EntryPoint.insert("W1ND", on: .window, of: bakery, at: now + 60, in: db)
            _ = try NewEncounter(source: .visitor, feeling: 3).insert(at: bakery, at: now, in: db)
        }
        try await site.visit("w1nd", feeling: 4)
        try await site.visit("7KQ2", feeling: 5)
        for (face, code) in [(3, "none"), (4, "W1ND"), (5, "7KQ2")] {
            #expect(try site.text("SELECT ifnull(entry_code, 'none') FROM encounter WHERE feeling = \(face)") == code)
        }
    }

    @Test("the counter code of a shop is the first that has not ended") func ended() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let (bakery, now) = (site.bakery, site.now)
        func poster() async throws -> String { try await site.as(.baker).get("/boutiques/7kq2/affichette").text }
        try site.write { db in
            try EntryPoint.insert("W1ND", on: .window, of: bakery, at: now + 60, in: db)
            try EntryPoint.insert("C0T2", on: .counter, of: bakery, at: now + 120, in: db)
        }
        #expect(try await poster().contains("/b/7KQ2"))
        try site.write { _ = try $0.run("UPDATE entry_point SET ended_at = 1 WHERE code = '7KQ2'") }
        #expect(try await poster().contains("/b/C0T2"))
        try site.write { _ = try $0.run("UPDATE entry_point SET ended_at = 1 WHERE shop_id = \(bakery.rawValue)") }
        #expect(try await poster().contains("/b/7KQ2"))
    }

    @Test("a new shop never gets a code that is already printed") func taken() throws {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            try EntryPoint.insert("W1ND", on: .counter, of: bakery, at: now, in: db)
            var codes = ["W1ND", "F10R", "N3W0"]
            _ = try ShopDetails(name: "Le Four", trade: "Boulangerie").insert(
                code: { codes.removeFirst() }, by: .test(at: now), in: db)
        }
        #expect(try site.text("SELECT code FROM shop WHERE name = 'Le Four'") == "N3W0")
    }
}
