import HTTP
import Testing

@testable import Base
@testable import Chaland

@Suite("POST /projets") struct ProposeProjectTests {
    private let filled = [
        ("title", "Marché de Noël"), ("purpose", "Douze chalets\r\net une chorale."),
        ("happens", "premier week-end de décembre"), ("budget", "1\u{202F}234,50 €"),
    ]

    private func with(_ name: String, _ value: String) -> [(String, String)] {
        filled.map { ($0.0, $0.0 == name ? value : $0.1) }
    }

    @Test("the form has two required fields") func form() async throws {
        let answer = try await TestSite().as(.baker).get("/projets/nouveau")
        #expect(answer.status == .ok)
        #expect(answer.text.components(of: " required").count - 1 == 2)
        #expect(!answer.text.contains("name=\"shop\""))
    }

    @Test("a guest signs in first and comes back") func guest() async throws {
        let answer = try await TestSite().as(.guest).get("/projets/nouveau")
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/connexion?retour=%2Fprojets%2Fnouveau")
    }

    @Test("two fields are enough; the bakery takes part") func proposes() async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post("/projets", Array(filled.prefix(2)))
        #expect(answer.status == .seeOther)
        let page = try await site.as(.florist).get(try #require(answer.location))
        #expect(page.text.contains("Marché de Noël"))
        #expect(page.text.contains("1 participant<"))
        #expect(!page.text.contains("Budget"))
    }

    @Test("all four fields are stored") func keepsAll() async throws {
        let site = try TestSite()
        _ = try await site.as(.baker).post("/projets", filled)
        #expect(try site.value("SELECT budget_cents FROM project") == 123_450)
        #expect(try site.text("SELECT happens FROM project") == "premier week-end de décembre")
        #expect(try site.text("SELECT purpose FROM project") == "Douze chalets\net une chorale.")
    }

    @Test(
        "a budget as people write it", arguments: [("150", 15_000), ("1 234,5", 123_450), ("€ 12.30", 1_230), ("0", 0)])
    func budgets(_ typed: String, _ cents: Int) async throws {
        let site = try TestSite()
        _ = try await site.as(.baker).post("/projets", with("budget", typed))
        #expect(try site.value("SELECT budget_cents FROM project") == cents)
    }

    @Test(
        "422 with the typed text when the budget is not an amount",
        arguments: ["-1", "1e3", "12,345", "１２", "beaucoup"])
    func refusesBudget(_ typed: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post("/projets", with("budget", typed))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"budget-error\""))
        #expect(answer.text.contains("value=\"\(typed)\""))
        #expect(answer.text.contains("value=\"Marché de Noël\""))
        #expect(answer.text.contains("Douze chalets\net une chorale.</textarea>"))
        #expect(try site.value("SELECT count(*) FROM project") == 0)
    }

    @Test(
        "422 with the form as typed when a field is missing or too long",
        arguments: [
            ("title", ""), ("title", String(repeating: "a", count: 121)), ("purpose", " \n "),
            ("purpose", String(repeating: "é", count: 5_001)), ("happens", String(repeating: "h", count: 121)),
        ])
    func refuses(_ name: String, _ value: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post("/projets", with(name, value))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(name)-error\""))
        #expect(answer.text.contains("1\u{202F}234,50 €"))
        if !value.isEmpty, value.first != " " { #expect(answer.text.contains(value)) }
        #expect(try site.value("SELECT count(*) FROM project") == 0)
    }

    @Test("similar projects are shown first, with the form as typed") func similar() async throws {
        let site = try TestSite()
        let path = try site.project("Le marché de Noël de la rue", by: .florist)
        _ = try site.project("Bancs et jardinières", by: .florist)
        let baker = site.as(.baker)
        let answer = try await baker.post("/projets", filled)
        #expect(answer.status == .ok)
        #expect(answer.text.contains(path))
        #expect(answer.text.contains("Rejoindre celui-ci"))
        #expect(!answer.text.contains("Bancs"))
        #expect(answer.text.contains("name=\"confirmed\" value=\"1\""))
        for (name, value) in filled where name != "purpose" {
            #expect(answer.text.contains("name=\"\(name)\" value=\"\(value)\""))
        }
        #expect(answer.text.contains("Douze chalets\net une chorale.</textarea>"))
        #expect(try site.value("SELECT count(*) FROM project") == 2)
        let confirmed = try await baker.post("/projets", filled + [("confirmed", "1")])
        #expect(confirmed.status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM project") == 3)
    }

    @Test("the proposer goes back to the form as typed") func change()
        async throws
    {
        let site = try TestSite()
        _ = try site.project("Le marché de Noël de la rue", by: .florist)
        try site.giveSecondShop()
        let baker = site.as(.baker)
        let typed = filled + [("shop", "P0RT")]
        #expect(try await baker.post("/projets", typed).text.contains("name=\"change\""))
        let answer = try await baker.post("/projets", typed + [("confirmed", "1"), ("change", "1")])
        #expect(answer.status == .ok)
        for (name, value) in filled where name != "purpose" {
            #expect(answer.text.contains("name=\"\(name)\" value=\"\(value)\""))
        }
        #expect(answer.text.contains("Douze chalets\net une chorale.</textarea>"))
        #expect(answer.text.contains("<option value=\"P0RT\" selected>"))
        #expect(try site.value("SELECT count(*) FROM project") == 1)
        // Sent again, it is compared with similar projects again.
        #expect(try await baker.post("/projets", typed).text.contains("Est-ce le même projet"))
    }

    @Test(
        "a close title or text: similar projects are shown first",
        arguments: ["MARCHE DE NOEL", "Marchés de Noël", "Un marché pour Noël", "Chalets de décembre"])
    func close(_ title: String) async throws {
        let site = try TestSite()
        _ = try site.project("Le marché de Noël", purpose: "Douze chalets au début de décembre.")
        #expect(try await site.as(.florist).post("/projets", with("title", title)).status == .ok)
    }

    @Test(
        "a different title and text: the project is added at once",
        arguments: ["Bancs et jardinières", "Sacs en papier pour tous", "Le projet de la rue", "\"NEAR("])
    func far(_ title: String) async throws {
        let site = try TestSite()
        _ = try site.project("Marché de Noël", purpose: "Douze chalets dans toute la rue.")
        #expect(try await site.as(.florist).post("/projets", with("title", title)).status == .seeOther)
    }

    @Test("pressing the button twice adds one project") func twice() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        let first = try await baker.post("/projets", filled)
        let second = try await baker.post("/projets", filled)
        #expect(second.status == .seeOther)
        #expect(first.location == second.location)
        #expect(try site.value("SELECT count(*) FROM project") == 1)
        site.wait(.minutes(11))
        #expect(try await baker.post("/projets", filled).status == .ok)
    }

    @Test("a shopkeeper of two shops chooses") func chooses() async throws {
        let site = try TestSite()
        try site.giveSecondShop()
        let baker = site.as(.baker)
        #expect(
            try await baker.get("/projets/nouveau").text.contains("<option value=\"P0RT\">Fournil du port</option>"))
        let answer = try await baker.post("/projets", filled + [("shop", "P0RT")])
        #expect(try await baker.get(try #require(answer.location)).text.contains("Paul Martin, Fournil du port"))
        let foreign = try await baker.post("/projets", with("title", "Bancs") + [("shop", "F10R")])
        #expect(foreign.status == .unprocessableContent)
    }

    @Test("without a choice, a member proposes for their own shop, whatever was sent") func noChoice() async throws {
        let site = try TestSite()
        let answer = try await site.as(.florist).post("/projets", filled + [("shop", "7KQ2")])
        let page = try await site.as(.baker).get(try #require(answer.location))
        #expect(page.text.contains("Rose Petit, Au Cœur des fleurs"))
    }

    @Test("the president proposes for the association") func president() async throws {
        let site = try TestSite()
        let answer = try await site.as(.president).post("/projets", filled)
        let page = try await site.as(.baker).get(try #require(answer.location))
        #expect(page.text.contains("Camille Rey, Les Vitrines du Lac"))
        #expect(try site.value("SELECT count(*) FROM participation") == 0)
    }

    @Test("unknown fields change nothing") func massAssignment() async throws {
        let site = try TestSite()
        _ = try await site.as(.baker).post(
            "/projets", filled + [("public_at", "1"), ("proposed_by", "1"), ("id", "99"), ("publicID", "x")])
        #expect(try site.value("SELECT count(*) FROM project WHERE public_at IS NULL AND id = 1") == 1)
    }
}
