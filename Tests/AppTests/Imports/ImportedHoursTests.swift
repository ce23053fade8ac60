@testable import Shell
@testable import Shops
import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("Opening hours out of a list") struct ImportedHoursTests {
    let site: TestSite
    let president: Browser

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func hours(of name: String) throws -> Int {
        try site.value(
            "SELECT count(*) FROM opening_hours JOIN shop ON shop.id = shop_id WHERE name = '\(name)'")
    }

    @Test("a new shop gets its week; an undo and a second import change nothing else") func new() async throws {
        let list = "Nom;Adresse;Lundi;Mardi\nLe Zinc;3 quai;9h-12h30 / 14h30-19h;fermé\n"
        let path = try #require(try await president.post("/boutiques/importer", [("shops", list)]).location)
        _ = try await president.post(path + "/confirmation")
        #expect(try hours(of: "Le Zinc") == 2)
        let again = try #require(try await president.post("/boutiques/importer", [("shops", list)]).location)
        #expect(try await president.get(again).text.contains("1 boutique inchangée"))
        #expect(try await president.post(path + "/annulation").location == path)
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 2)
    }

    @Test("the hours of a stored shop are its own") func stored() async throws {
        let (name, address) = try #require(
            try site.loop.reader.first("SELECT name, address FROM shop WHERE code = 'F10R'") {
                ($0.text(0), $0.text(1))
            })
        let before = try hours(of: name)
        let list = "Nom\tAdresse\tHoraires\n\(name)\t\(address)\tlundi au mardi 9h-12h\n"
        let path = try #require(try await president.post("/boutiques/importer", [("shops", list)]).location)
        _ = try await president.post(path + "/confirmation")
        #expect(try hours(of: name) == before)
    }
}
