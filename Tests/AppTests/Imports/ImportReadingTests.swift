import HTTP
import Testing

@testable import Chaland
@testable import Shops

@Suite("How a list is read, as choices of its preview") struct ImportReadingTests {
    let site: TestSite
    let president: Browser

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func start(_ text: String) async throws -> String {
        try #require(try await president.post("/boutiques/importer", [("shops", text)]).location)
    }

    private func names() throws -> String? {
        try site.text("SELECT group_concat(name, ', ') FROM (SELECT name FROM shop WHERE id > 2 ORDER BY id)")
    }

    @Test("another line may hold the titles") func titles() async throws {
        let path = try await start("Commerce;Rue\nEnseigne;Rue\nZinc;3 quai\n")
        let before = try await president.get(path)
        #expect(before.text.contains("2 boutiques à créer"))
        #expect(try await president.post(path, before.filled.with(("titles", "2"))).location == path)
        let after = try await president.get(path).text
        #expect(after.contains("1 boutique à créer"))
        #expect(after.contains("1 ligne au-dessus des titres"))
    }

    @Test("delimiter and encoding are chosen; columns are then guessed again") func delimiter() async throws {
        let path = try await start("Nom,Ville\n\"Zinc;Coin\",Bourg\n")
        let form = try await president.get(path).filled
        _ = try await president.post(path, form.with(("delimiter", "0")))
        #expect(try await president.get(path).text.contains("Nom,Ville"))
        let again = try await president.get(path).filled
        #expect(again.contains { $0 == ("delimiter", "0") })
        _ = try await president.post(path, again.with(("delimiter", "44")))
        #expect(try await president.get(path).text.contains("1 boutique à créer"))
    }

    @Test("422 with the reason when nothing is left as chosen") func nothingLeft() async throws {
        let path = try await start("Nom;Métier\nZinc;Café\n")
        let form = try await president.get(path).filled
        let answer = try await president.post(path, form.with(("titles", "2")))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("aucune boutique dans cette liste"))
        #expect(try await president.get(path).text.contains("1 boutique à créer"))
    }

    @Test("any line can be left out, and taken again") func leavesOut() async throws {
        let path = try await start("Nom;Métier\nZinc;Café\nCoin;Bar\n")
        let form = try await president.get(path).filled
        #expect(form.contains { $0 == ("take-3", "yes") })
        _ = try await president.post(path, form.without("take-3"))
        let preview = try await president.get(path)
        #expect(preview.text.contains("1 ligne laissée de côté"))
        _ = try await president.post(path, preview.filled.with(("take-3", "yes")))
        #expect(try await president.get(path).text.contains("2 boutiques à créer"))
        _ = try await president.post(path + "/confirmation", form.without("take-2"))
        #expect(try names() == "Coin")
    }

    @Test("a total below the shops is left out, with a box to take it; a shop called Total is not") func totals()
        async throws
    {
        let path = try await start("Nom;Adresse\nTotal;3 quai\nZinc;5 quai\nTotal : 2;\n")
        let preview = try await president.get(path)
        #expect(preview.text.contains("2 boutiques à créer"))
        #expect(preview.text.contains("Semble être un total"))
        _ = try await president.post(path, preview.filled.with(("take-4", "yes")))
        #expect(try await president.get(path).text.contains("3 boutiques à créer"))
    }

    @Test("exact doubles are left out and named; another cell makes another shop") func doubles() async throws {
        let path = try await start("Nom;Adresse\nZinc;3 quai\nCoin;5 quai\nZinc; 3  quai\nZinc;4 quai\n")
        let preview = try await president.get(path)
        #expect(preview.text.contains("3 boutiques à créer"))
        #expect(preview.text.contains("Identique à la ligne 2."))
        _ = try await president.post(path + "/confirmation", preview.filled)
        #expect(try names() == "Zinc, Coin, Zinc")
    }

    @Test("a surname is published only when the column is chosen") func surname() async throws {
        let path = try await start("Nom;Prénom;Adresse\nDURAND;Rose;3 quai\n")
        let preview = try await president.get(path)
        #expect(preview.text.contains("noms de personnes"))
        #expect(!preview.text.contains("/confirmation\""))
        _ = try await president.post(path + "/confirmation", preview.filled)
        #expect(try names() == nil)
        _ = try await president.post(path, preview.filled.with(("column-0", "name")))
        #expect(try await president.get(path).text.contains("1 boutique à créer"))
    }
}
