import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

extension TestSite {
    /// The fields of one line in the form of a scenario.
    func line(
        _ row: Int, _ kind: String, _ low: String, _ high: String = "", label: String = "", vat: String = ""
    ) -> [(String, String)] {
        [
            ("budget-\(row)-kind", kind), ("budget-\(row)-low", low), ("budget-\(row)-high", high),
            ("budget-\(row)-label", label), ("budget-\(row)-vat", vat),
        ]
    }
}

@Suite("Scenarios of a project") struct ScenarioTests {
    let site: TestSite
    let project: String

    init() throws {
        site = try TestSite()
        project = try site.project()
    }

    /// A scenario of the project, written by a person. Returns its path.
    private func scenario(
        _ title: String, _ lines: [(String, String)] = [], by person: TestSite.Person = .baker
    ) async throws -> String {
        let answer = try await site.as(person).post(project + "/scenarios", [("title", title)] + lines)
        #expect(answer.status == .seeOther, "\(answer.text)")
        return try #require(answer.location)
    }

    private func text(_ path: String, _ person: TestSite.Person = .florist) async throws -> String {
        try await site.as(person).get(path).text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    @Test("stand side by side with costs, income and what is left to pay") func compares() async throws {
        let sober = try await scenario(
            "Sobre", site.line(1, "decoration", "1 000", "1200,50") + site.line(2, "subsidy", "300"))
        _ = try await scenario("Patinoire", site.line(1, "equipment", "4000", label: "Glace"), by: .florist)
        let page = try await text(project + "/scenarios")
        #expect(page.contains("Sobre") && page.contains("Patinoire"))
        #expect(page.contains("entre 1 000,00 € et 1 200,50 €"))
        #expect(page.contains("entre 700,00 € et 900,50 €"))
        #expect(page.contains("Location de matériel"))
        let own = try await text(sober)
        #expect(own.contains("Décoration") && own.contains("Subvention") && own.contains("300,00 €"))
        #expect(own.contains("Écrit par Paul Martin."))
    }

    @Test("a member sees them, a guest signs in first, a foreign project is 404") func visible() async throws {
        let path = try await scenario("Sobre")
        #expect(try await site.as(.staff).get(path).status == .ok)
        #expect(try await site.as(.guest).get(path).status == .seeOther)
        let other = try site.project("Braderie", by: .florist)
        let foreign = path.replacing(project, with: other)
        #expect(try await site.as(.baker).get(foreign).status == .notFound)
        #expect(try await site.as(.baker).post(foreign + "/retrait").status == .notFound)
    }

    @Test("a fifth is refused; removing one makes room, and undo says that the room is taken") func four() async throws
    {
        var paths: [String] = []
        for name in ["A", "B", "C", "D"] { paths.append(try await scenario(name)) }
        let fifth = try await site.as(.florist).post(project + "/scenarios", [("title", "E")])
        #expect(fifth.status == .conflict && fifth.text.contains("value=\"E\""))
        #expect(try await site.as(.florist).get(project + "/scenarios/nouveau").location == project + "/scenarios")
        #expect(try await text(project + "/scenarios", .florist).contains("E</a>") == false)
        _ = try await site.as(.baker).post(paths[1] + "/retrait")
        #expect(try await site.as(.baker).get(paths[1]).status == .notFound)
        _ = try await scenario("E", by: .florist)
        let undo = try await site.as(.baker).post(paths[1] + "/retablissement")
        #expect(undo.location == project + "/scenarios")
        #expect(try site.value("SELECT count(*) FROM scenario WHERE removed_at IS NULL") == 4)
    }

    @Test("its author and the leads of the project change it, others do not") func rights() async throws {
        let path = try await scenario("Patinoire", by: .florist)
        for person in [TestSite.Person.florist, .baker, .president] {
            #expect(try await site.as(person).get(path + "/modifier").status == .ok)
        }
        #expect(try await site.as(.secretary).get(path + "/modifier").status == .notFound)
        let own = try await scenario("Sobre")
        #expect(try await site.as(.florist).post(own + "/modifier", [("title", "X")]).status == .notFound)
        #expect(try await site.as(.staff).post(project + "/scenarios", [("title", "X")]).status == .notFound)
    }

    @Test(
        "422 beside the field, with everything as typed",
        arguments: [
            ("", "decoration", "12", "", "title"), ("Sobre", "", "12", "", "budget-1-kind"),
            ("Sobre", "decoration", "", "", "budget-1-low"), ("Sobre", "decoration", "douze", "", "budget-1-low"),
            ("Sobre", "decoration", "12", "10", "budget-1-high"),
            ("Sobre", "decoration", "1000001", "", "budget-1-low"), ("Sobre", "pirates", "12", "", "budget-1-kind"),
        ])
    func refuses(_ title: String, _ kind: String, _ low: String, _ high: String, _ field: String) async throws {
        let form =
            [("title", title), ("what", "Deux <b>sapins</b>")] + site.line(1, kind, low, high, label: "Guirlandes")
        let answer = try await site.as(.baker).post(project + "/scenarios", form)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(field)-error\""))
        #expect(answer.text.contains("Deux &lt;b&gt;sapins") && answer.text.contains("value=\"Guirlandes\""))
        #expect(try site.value("SELECT count(*) FROM scenario") == 0)
    }

    @Test("«Ajouter des lignes» keeps what was typed; an empty line is left out; a line keeps its number") func lines()
        async throws
    {
        let form = [("title", "Sobre")] + site.line(1, "decoration", "12") + site.line(3, "security", "40")
        let more = try await site.as(.baker).post(project + "/scenarios", form + [("add", "line")])
        #expect(more.status == .ok && more.text.contains("value=\"40\"") && more.text.contains("budget-5-low"))
        let path = try await scenario("Sobre", site.line(1, "decoration", "12") + site.line(3, "security", "40"))
        let row = try site.value("SELECT id FROM budget_line WHERE number = 3")
        let filled = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.baker).post(
            path + "/modifier", filled.with(("budget-3-low", "50")) + [("budget-1-remove", "1")])
        #expect(try site.text("SELECT group_concat(number || ' ' || low_cents) FROM budget_line") == "3 5000")
        #expect(try site.value("SELECT id FROM budget_line WHERE number = 3") == row)
    }

    @Test("two people change it: what only one changed is merged, the same field is asked about") func merges()
        async throws
    {
        let path = try await scenario("Sobre", site.line(1, "decoration", "12"))
        let form = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.president).post(path + "/modifier", form.with(("title", "Simple")))
        let merged = try await site.as(.baker).post(path + "/modifier", form.with(("budget-1-low", "15")))
        #expect(merged.status == .seeOther)
        #expect(try site.text("SELECT title || low_cents FROM scenario, budget_line") == "Simple1500")
        let conflict = try await site.as(.baker).post(path + "/modifier", form.with(("title", "Frugal")))
        #expect(conflict.status == .conflict)
        #expect(conflict.text.contains("Simple") && conflict.text.contains("value=\"Frugal\""))
    }

    @Test("the same title sent twice is one scenario") func twice() async throws {
        let first = try await scenario("Sobre")
        #expect(try await scenario("Sobre") == first)
        #expect(try site.value("SELECT count(*) FROM scenario") == 1)
    }

    @Test("other amounts are tried without being stored, by anyone") func tries() async throws {
        _ = try await scenario("Sobre", site.line(1, "decoration", "1000"))
        let page = try await text(project + "/scenarios?depenses-1=500&recettes-1=120,50", .staff)
        #expect(page.contains("379,50 €") && page.contains("rien n’est enregistré"))
        #expect(try await text(project + "/scenarios").contains("1 000,00 €"))
        let odd = try await text(project + "/scenarios?depenses-1=beaucoup")
        #expect(odd.contains("id=\"depenses-1-error\"") && odd.contains("value=\"beaucoup\""))
        let surplus = try await text(project + "/scenarios?recettes-1=1500")
        #expect(surplus.contains("les recettes dépassent de 500,00 €"))
    }

    @Test("a line names a document of its project as its quote, and forgets it once it is removed") func quote()
        async throws
    {
        let (member, now) = (try site.member(.baker), site.now)
        let ids = try site.value("SELECT id FROM project")
        let other = try site.project("Braderie", by: .florist)
        let others = try site.value("SELECT max(id) FROM project")
        try site.write { db in
            for (name, id) in [("devis", ids), ("autre", others)] {
                try NewDocument(title: name, format: .pdf, contents: Array(name.utf8)).insert(
                    publicID: name + "-0123456789", in: Project.ID(rawValue: id), by: member, at: now, in: db)
            }
        }
        #expect(try await site.as(.florist).get(other + "/scenarios/nouveau").text.contains("devis-0") == false)
        let path = try await scenario(
            "Sobre",
            site.line(1, "decoration", "12") + [("budget-1-quote", "devis-0123456789")]
                + site.line(2, "security", "40") + [("budget-2-quote", "autre-0123456789")])
        let page = try await text(path)
        #expect(page.contains("/documents/devis-0123456789\""))
        #expect(page.contains("autre-0123456789") == false)
        let form = try await site.as(.baker).get(path + "/modifier").filled
        #expect(form.contains { $0 == ("budget-1-quote", "devis-0123456789") })
        _ = try await site.as(.baker).post(project + "/documents/devis-0123456789/retrait")
        #expect(try await text(path).contains("devis-0123456789") == false)
    }
}
