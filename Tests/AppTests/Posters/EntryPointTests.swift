import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
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
        try site.write { try PrintedCode.Details(.counter).insert(as: "W1ND", of: .shop(bakery), at: now + 60, in: $0) }
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
            try PrintedCode.Details(.window).insert(as: "W1ND", of: .shop(bakery), at: now + 60, in: db)
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
            try PrintedCode.Details(.window).insert(as: "W1ND", of: .shop(bakery), at: now + 60, in: db)
            try PrintedCode.Details(.counter).insert(as: "C0T2", of: .shop(bakery), at: now + 120, in: db)
        }
        #expect(try await poster().contains("/b/7KQ2"))
        try site.write { _ = try $0.run("UPDATE entry_point SET ended_at = 1 WHERE code = '7KQ2'") }
        #expect(try await poster().contains("/b/C0T2"))
        try site.write { _ = try $0.run("UPDATE entry_point SET ended_at = 1 WHERE shop_id = \(bakery.rawValue)") }
        #expect(try await poster().contains("/b/7KQ2"))
        try site.write { _ = try $0.run("UPDATE entry_point SET ended_at = NULL WHERE code = 'W1ND'") }
        #expect(try await poster().contains("/b/7KQ2"), "never the code of another medium")
    }

    @Test("the last counter code that ends or changes its medium gets a successor, which posters print")
    func successor() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let (baker, bakery, now) = (site.as(.baker), site.bakery, site.now)
        try site.write { db in
            try PrintedCode.Details(.window).insert(as: "W1ND", of: .shop(bakery), at: now, in: db)
        }
        func printed() throws -> String? {
            try site.loop.reader.first(
                "SELECT code FROM entry_point WHERE shop_id = ?1 AND medium = 'counter' AND ended_at IS NULL", bakery
            ) { $0.text(0) }
        }
        #expect(try await baker.post("/codes/7kq2/fin").status == .seeOther)
        let second = try #require(try printed())
        #expect(second != "7KQ2" && second != "W1ND")
        #expect(try await baker.get("/boutiques/7kq2/affichette").text.contains("/b/\(second)"))
        _ = try await baker.post("/codes/7kq2/retablissement")
        _ = try await baker.post("/codes/7kq2/fin")
        #expect(try site.value("SELECT count(*) FROM entry_point WHERE medium = 'counter' AND ended_at IS NULL") == 2)
        site.wait(120)
        let path = "/codes/\(second.lowercased())"
        let form = try await baker.get(path).filled
        #expect(try await baker.post(path, form.with(("medium", "flyer"))).status == .seeOther)
        let third = try #require(try printed())
        #expect(third != second)
        #expect(try await baker.get("/boutiques/7kq2/affichette").text.contains("/b/\(third)"))
    }

    @Test("a new shop never gets a code that is already printed") func taken() throws {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            try PrintedCode.Details(.counter).insert(as: "W1ND", of: .shop(bakery), at: now, in: db)
            var codes = ["W1ND", "F10R", "N3W0"]
            _ = try ShopDetails(name: "Le Four", trade: "Boulangerie").insert(
                code: { codes.removeFirst() }, by: .test(at: now), in: db)
        }
        #expect(try site.text("SELECT code FROM shop WHERE name = 'Le Four'") == "N3W0")
    }
}
