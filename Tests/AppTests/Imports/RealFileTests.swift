import Foundation
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// The list the City of Paris published. It is not part of the program: `CHALAND_SHARED` names the folder it is in, or
/// it lies beside the repository.
private let realFile: [UInt8]? = {
    let beside = URL(fileURLWithPath: TestSite.home).deletingLastPathComponent().path + "/shared"
    let folder = ProcessInfo.processInfo.environment["CHALAND_SHARED"] ?? beside
    return FileManager.default.contents(atPath: folder + "/data/commerces-paris-11-12.csv").map { Array($0) }
}()

@Suite(
    "A real list of 389 shops",
    .enabled(if: realFile != nil, "commerces-paris-11-12.csv is not beside the repository, nor below CHALAND_SHARED"))
struct RealFileTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    private func run(dryRun: Bool = false) throws -> ShopImport.Report {
        let random = site.site.randomness
        return try ShopImport.run(
            try #require(realFile), fileName: "commerces-paris-11-12.csv", on: site.site.database, home: TestSite.home,
            dryRun: dryRun, clock: site.site.clock, randomness: random)
    }

    @Test("every line becomes a shop") func all() throws {
        let report = try run()
        #expect((report.created, report.updated, report.unchanged) == (389, 0, 0))
        #expect(report.toCorrect.isEmpty)
        #expect(try site.value("SELECT count(*) FROM shop") == 391)
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 391)
        #expect(try site.value("SELECT count(*) FROM shop_search") == 391)
        #expect(report.unusedColumns == ["geo_shape"])
    }

    @Test("twice changes nothing") func twice() throws {
        _ = try run()
        let before = try site.text("SELECT group_concat(id || name || version || updated_at, '|') FROM shop")
        site.wait(60)
        let again = try run()
        #expect((again.created, again.updated, again.unchanged) == (0, 0, 389))
        #expect(try site.text("SELECT group_concat(id || name || version || updated_at, '|') FROM shop") == before)
    }

    @Test("a dry run reports the same and writes nothing") func dry() throws {
        let report = try run(dryRun: true)
        #expect(report.created == 389)
        #expect(report.path == nil)
        #expect(try site.value("SELECT count(*) FROM shop") == 2)
        #expect(try site.value("SELECT count(*) FROM list_import") == 0)
    }

    @Test("accents, capitals, line breaks, places, sites") func details() throws {
        let report = try run()
        let shops = try Shop.all(in: site.loop.reader)
        func shop(_ name: String) throws -> Shop? { shops.first { $0.name.folded == name.folded } }
        let pearl = try #require(try shop("La Perle de Dalian"))
        #expect(pearl.name == "La Perle de Dalian")
        #expect(pearl.address == "13 rue Petion")
        #expect(pearl.postcode == "75011")
        #expect(pearl.place == Shop.Place(latitude: 48.8587645716, longitude: 2.3813850649))
        let signs = try #require(try shop("1000 & 1 Signes"))
        #expect(
            signs.description
                == "Couscous\nà emporter (venir chercher sur place)\nLivraison (delivroo / UberEats)"
        )
        #expect(try shop("Shan goût")?.site == "")
        #expect(try shop("Le Moulin de l'Abbaye")?.name == "Le Moulin de l’Abbaye")
        #expect(try shop("Magnà")?.name == "Magnà")
        #expect(try shop("REFUGE BD")?.name == "Refuge BD")
        #expect(
            try site.value(
                "SELECT count(*) FROM shop WHERE latitude BETWEEN 48.8 AND 48.9 AND longitude BETWEEN 2.3 AND 2.5")
                == 389)
        #expect(try site.value("SELECT count(*) FROM shop WHERE name_key = 'enjoy'") == 2)
        #expect(
            report.remarks.contains {
                $0.sentences == ["Site internet\u{A0}: «\u{202F}instagram\u{202F}» n’a pas été reconnu."]
            }
        )
        #expect(
            report.remarks.contains {
                $0.name == "Enjoy" && $0.sentences.contains { $0.hasPrefix("Même nom et même adresse") }
            })
    }

    @Test("an undo empties the street; a second import fills it again") func undo() async throws {
        let report = try run()
        let path = try #require(report.path)
        let president = site.as(.president)
        #expect(try await president.post(path + "/annulation").location == path)
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 2)
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 2)
        #expect(try run().created == 389)
    }

    @Test("the president pastes the list, previews and confirms it") func web() async throws {
        let president = site.as(.president)
        let body = Multipart("file", fileName: "commerces.csv", try #require(realFile))
        let answer = try await president.send(.post, "/boutiques/importer", fields: body.fields, body: body.bytes)
        let path = try #require(answer.location)
        var seen = 0
        for page in 1...4 {
            let preview = try await president.get("\(path)?page=\(page)")
            #expect(preview.status == .ok)
            #expect(preview.text.contains("389 boutiques à créer"))
            seen += preview.text.components(separatedBy: "<td class=\"number\">").count - 1
        }
        #expect(seen == 389)
        #expect(try await president.post(path + "/confirmation").location == path)
        #expect(try site.value("SELECT count(*) FROM shop") == 391)
        #expect(try await president.get(path).text.contains("389 boutiques ajoutées"))
    }
}
