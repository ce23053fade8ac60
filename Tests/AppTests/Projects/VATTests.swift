import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("VAT in budgets") struct VATTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    private func set(_ regime: String, article: String = "") async throws -> Answer {
        try await site.as(.president).post("/reglages/tva", [("regime", regime), ("article", article)])
    }

    private func text(_ path: String) async throws -> String {
        try await site.as(.florist).get(path).text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    /// A project with a scenario of one line. Returns the path of the scenario.
    private func scenario(_ lines: [(String, String)]) async throws -> String {
        let project = try site.project()
        let answer = try await site.as(.baker).post(project + "/scenarios", [("title", "Sobre")] + lines)
        return try #require(answer.location)
    }

    @Test(
        "each regime has its sentence below the amounts",
        arguments: [
            ("outside", "", "Hors du champ de la TVA."),
            ("exempt", "art. 261, 7, 1° du CGI", "Exonération de TVA, art. 261, 7, 1° du CGI."),
            ("franchise", "", "TVA non applicable, art. 293 B du CGI."), ("rates", "", "Montants HT, avec leur TVA."),
        ])
    func sentences(_ regime: String, _ article: String, _ sentence: String) async throws {
        #expect(try await set(regime, article: article).status == .seeOther)
        let path = try await scenario(site.line(1, "decoration", "100", vat: regime == "rates" ? "200" : ""))
        #expect(try await text(path).contains(sentence))
        #expect(try await site.as(.president).get("/reglages/tva").text.contains("centre des impôts"))
    }

    @Test("with rates, what is divided includes VAT, rounded on each line") func rates() async throws {
        _ = try await set("rates")
        let lines =
            site.line(1, "decoration", "0,33", "100", vat: "55") + site.line(2, "security", "1000", vat: "200")
        let page = try await text(try await scenario(lines))
        // 0,33 € × 5,5 % = 1,815 cents; 100 € × 5,5 % = 5,50 €; 1 000 € × 20 % = 200 €.
        #expect(page.contains("entre 1 000,33 € et 1 100,00 €"))
        #expect(page.contains("entre 200,02 € et 205,50 €"))
        #expect(page.contains("entre 1 200,35 € et 1 305,50 €"))
        #expect(page.contains("5,5 %"))
    }

    @Test("a line without a rate is refused where there are rates; a rate is ignored elsewhere") func noRate()
        async throws
    {
        let project = try site.project()
        let form = [("title", "Sobre")] + site.line(1, "decoration", "100", vat: "")
        _ = try await set("rates")
        let answer = try await site.as(.baker).post(project + "/scenarios", form)
        #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"budget-1-vat-error\""))
        _ = try await set("franchise")
        _ = try await site.as(.baker).post(project + "/scenarios", form.with(("budget-1-vat", "200")))
        #expect(try site.value("SELECT count(*) FROM budget_line WHERE vat_permille IS NULL") == 1)
    }

    @Test("a change of the regime does not change what is paid, and an untouched form keeps the rate") func changes()
        async throws
    {
        _ = try await set("rates")
        let path = try await scenario(site.line(1, "decoration", "100", vat: "200"))
        _ = try await set("franchise")
        #expect(try await text(path).contains("120,00 €"))
        let form = try await site.as(.baker).get(path + "/modifier").filled
        #expect(form.contains { $0 == ("budget-1-low", "120") })
        _ = try await site.as(.baker).post(path + "/modifier", form.with(("what", "Des sapins")))
        #expect(try site.value("SELECT low_cents + vat_permille FROM budget_line") == 10_200)
        _ = try await site.as(.baker).post(path + "/modifier", form.with(("budget-1-low", "130")))
        #expect(try await text(path).contains("130,00 €"))
    }

    @Test("an exemption names its article; only the presidency sets the regime") func refuses() async throws {
        #expect(try await set("exempt").status == .unprocessableContent)
        #expect(try await set("").status == .unprocessableContent)
        #expect(try await site.as(.treasurer).post("/reglages/tva", [("regime", "rates")]).status == .notFound)
        #expect(try site.text("SELECT vat_regime FROM association") == "")
    }
}
