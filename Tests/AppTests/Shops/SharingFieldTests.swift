import HTTP
import Testing

@testable import Chaland
@testable import Shops

@Suite("Surface, frontage and headcount of a shop") struct SharingFieldTests {
    private let path = "/boutiques/7kq2/modifier"

    private func saved() async throws -> TestSite {
        let site = try TestSite()
        let form = try await site.as(.baker).get(path).filled
        let typed = form.with(("surface", "4321,05 m²"), ("frontage", "6.2"), ("headcount", "97"))
        #expect(try await site.as(.baker).post(path, typed).status == .seeOther)
        return site
    }

    @Test("are stored in whole units, and shown to the shop’s people and the board") func stored() async throws {
        let site = try await saved()
        #expect(
            try site.text("SELECT surface_dm2 || ' ' || frontage_cm || ' ' || headcount FROM shop WHERE code = '7KQ2'")
                == "432105 620 97")
        for person in [TestSite.Person.baker, .president, .secretary] {
            let text = try await site.as(person).get(path).text
            #expect(text.contains("name=\"surface\" value=\"4321,05\""))
            #expect(
                text.contains("name=\"frontage\" value=\"6,2\"") && text.contains("name=\"headcount\" value=\"97\""))
        }
        #expect(try await site.as(.florist).get(path).status == .notFound)
    }

    @Test("are on no public page, in no structured data, and found by no search") func hidden() async throws {
        let site = try await saved()
        let pages = [
            "/boutiques/boulangerie-de-l-etoile-7kq2", "/boutiques", "/boutiques?q=4321", "/b/7KQ2", "/sitemap.xml",
        ]
        for person in [TestSite.Person.guest, .florist] {
            for page in pages {
                let text = try await site.as(person).get(page).text
                #expect(!text.contains("4321,05") && !text.contains("432105"), "\(page)")
            }
        }
        #expect(try await site.as(.guest).get("/boutiques?q=4321").text.contains("Aucune boutique"))
    }

    @Test(
        "what is no number is refused with a sentence",
        arguments: [
            ("surface", "grande"), ("surface", "-3"), ("surface", "4,567"), ("surface", "100001"),
            ("frontage", "1001"), ("headcount", "2,5"), ("headcount", "10001"),
        ])
    func refused(_ field: String, _ value: String) async throws {
        let site = try TestSite()
        let form = try await site.as(.baker).get(path).filled
        let answer = try await site.as(.baker).post(path, form.with((field, value)))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(field)-error\"") && answer.text.contains("value=\"\(value)\""))
        #expect(answer.text.contains("<details open>\n<summary>Surface, vitrine, effectif"))
    }

    @Test(
        "are read as people write them",
        arguments: [
            ("45", 4_500, "45"), ("45,5", 4_550, "45,5"), ("45.50 m²", 4_550, "45,5"), ("1 250 m2", 125_000, "1250"),
            ("0,05", 5, "0,05"), ("45,05", 4_505, "45,05"),
        ])
    func reading(_ typed: String, _ units: Int, _ text: String) {
        #expect(Measure.surface.read(typed) == units)
        #expect(Measure.surface.text(units) == text)
        #expect(Measure.surface.understood(text) == text)
    }
}
