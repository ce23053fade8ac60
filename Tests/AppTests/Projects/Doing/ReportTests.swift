import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("/projets/:project/bilan") struct ReportTests {
    private let site: TestSite
    private let project: String
    private var report: String { project + "/bilan" }

    init() async throws {
        site = try TestSite()
        let form = [
            ("title", "Marché de nuit 2026"), ("purpose", "Pour la rue."), ("confirmed", "1"),
            ("date-1-from", "2026-03-07"), ("budget", "900"),
        ]
        project = try #require(try await site.as(.baker).post("/projets", form).location)
        _ = try await site.as(.florist).post(project + "/participation")
    }

    private func page(_ person: TestSite.Person, _ path: String? = nil) async throws -> String {
        try await site.as(person).get(path ?? report).text.replacing("\u{A0}", with: " ").replacing(
            "\u{202F}", with: " ")
    }

    private func answer(_ again: String, _ word: String = "", by person: TestSite.Person) async throws -> Answer {
        let form = [("again", again), ("word", word)]
        return try await site.as(person).post(report + "/reponse", form)
    }

    @Test("once it is over, each shop answers and may change its answer; all members read it")
    func answers() async throws {
        #expect(try await answer("yes", by: .baker).status == .gone)
        site.wait(.days(6))
        #expect(try await page(.baker, project).contains("Le referiez-vous à ce prix ?"))
        #expect(try await page(.florist, "/accueil").contains("Le referiez-vous à ce prix ?"))
        #expect(try await answer("", by: .baker).status == .unprocessableContent)
        for choice in ["no", "yes"] { _ = try await answer(choice, "Plus de <i>lumière", by: .baker) }
        _ = try await answer("otherwise", by: .florist)
        for person in [TestSite.Person.president, .staff] {
            #expect(try await page(person).contains("Plus de &lt;i&gt;lumière"))
        }
        #expect(try site.value("SELECT count(*) FROM report_answer WHERE answer = 'yes'") == 1)
        #expect(try await page(.florist, project).contains("Oui : 1 · Autrement : 1"))
        for person in [TestSite.Person.staff, .president, .treasurer] {
            #expect(try await answer("yes", by: person).status == .notFound, "\(person)")
        }
        #expect(try await site.as(.guest).get(report).status == .seeOther)
    }

    @Test("a project without a date is over when its leads say so") func ends() async throws {
        let form = [("title", "Guirlandes"), ("purpose", "Pour Noël."), ("confirmed", "1")]
        let other = try #require(try await site.as(.baker).post("/projets", form).location)
        #expect(try await site.as(.florist).post(other + "/bilan/fin").status == .notFound)
        #expect(try await site.as(.baker).post(other + "/bilan/fin").status == .seeOther)
        #expect(try await page(.baker, other + "/bilan").contains("Le referiez-vous à ce prix ?"))
        #expect(try await site.as(.baker).post(other + "/bilan/reprise").status == .seeOther)
        #expect(try await !page(.baker, other + "/bilan").contains("name=\"again\""))
    }

    @Test("its leads type what was paid; amounts are for members") func writes() async throws {
        _ = try await site.as(.president).post(project + "/publication", [("version", "1")])
        let form = try await site.as(.baker).get(report + "/modifier").filled
        let typed = form.with(
            ("paid-1-label", "Barnums"), ("paid-1-amount", "812,50"), ("paid-2-label", "Fanfare"),
            ("paid-2-amount", "300"), ("paid-21-label", "Mairie"), ("paid-21-amount", "500"),
            ("learnt", "Appeler plus tôt."))
        #expect(try await site.as(.baker).post(report + "/modifier", typed).status == .seeOther)
        let shown = try await page(.florist)
        for words in ["Barnums", "900,00 €", "812,50 €", "1 112,50 €", "500,00 €", "612,50 €", "Appeler plus tôt."] {
            #expect(shown.contains(words), "\(words)")
        }
        let guest = try await page(.guest, project)
        #expect(!guest.contains("812") && !guest.contains("Appeler"))
        #expect(try await site.as(.florist).get(report + "/modifier").status == .notFound)
    }

    @Test(
        "422 with the form as typed",
        arguments: [
            ("paid-2-amount", "beaucoup", "paid-2-amount-error"), ("paid-2-amount", "", "paid-2-amount-error"),
            ("paid-2-label", "", "paid-2-label-error"),
        ])
    func refuses(_ name: String, _ value: String, _ error: String) async throws {
        let form = [("paid-2-label", "Fanfare"), ("paid-2-amount", "300"), ("learnt", "Tôt"), ("version", "0")]
        let answer = try await site.as(.baker).post(
            report + "/modifier", form.map { ($0.0, $0.0 == name ? value : $0.1) })
        #expect(answer.status == .unprocessableContent && answer.text.contains(error))
        #expect(answer.text.contains("Tôt</textarea>"))
        #expect(try site.value("SELECT count(*) FROM project_report") == 0)
    }

    @Test("the second of two who write is shown what they typed, and may save it") func conflict() async throws {
        let form = try await site.as(.baker).get(report + "/modifier").filled
        _ = try await site.as(.president).post(report + "/modifier", form.with(("learnt", "Le premier")))
        let second = try await site.as(.baker).post(report + "/modifier", form.with(("learnt", "Le second")))
        #expect(second.status == .conflict && second.text.contains("Le second</textarea>"))
        #expect(try site.text("SELECT learnt FROM project_report") == "Le premier")
        #expect(try await site.as(.baker).post(report + "/modifier", second.filled).status == .seeOther)
        #expect(try site.text("SELECT learnt FROM project_report") == "Le second")
    }

    @Test("visitors see the summary that the presidency has approved, and no later text") func summary() async throws {
        _ = try await site.as(.president).post(project + "/publication", [("version", "1")])
        func write(_ text: String) async throws {
            let form = try await site.as(.baker).get(report + "/modifier").filled
            _ = try await site.as(.baker).post(report + "/modifier", form.with(("summary", text)))
        }
        try await write("Douze boutiques, une belle nuit.")
        #expect(try await !page(.guest, project).contains("belle nuit"))
        #expect(try await page(.president, "/accueil").contains("Résumé à relire"))
        let version = try #require(try site.text("SELECT version FROM project_report"))
        try await write("Douze boutiques, une bien belle nuit.")
        _ = try await site.as(.president).post(report + "/publication", [("version", version)])
        #expect(try await !page(.guest, project).contains("nuit."))
        let read = try await site.as(.president).get(report).filled
        _ = try await site.as(.president).post(report + "/publication", read)
        #expect(try await page(.guest, project).contains("une bien belle nuit."))
        try await write("Tout le monde était ivre.")
        #expect(try await page(.guest, project).contains("une bien belle nuit."))
        #expect(try await !page(.guest, project).contains("ivre"))
        #expect(try await site.as(.baker).post(report + "/publication", read).status == .notFound)
        _ = try await site.as(.president).post(report + "/depublication")
        #expect(try await !page(.guest, project).contains("belle nuit"))
    }

    @Test("the next edition has the actual amounts, shifted dates and free tasks; shops are asked, not added")
    func next() async throws {
        let task = [("task", "Réserver"), ("due", "2026-03-05")]
        _ = try await site.as(.baker).post(project + "/taches", task)
        let form = try await site.as(.baker).get(report + "/modifier").filled
        let typed = form.with(("paid-1-label", "Barnums"), ("paid-1-amount", "812,50"))
        _ = try await site.as(.baker).post(report + "/modifier", typed)
        site.wait(.days(6))
        #expect(try await site.as(.florist).post(project + "/suite").status == .notFound)
        let next = try #require(try await site.as(.baker).post(project + "/suite").location)
        #expect(try await site.as(.baker).post(project + "/suite").location == next)
        let shown = try await page(.baker, next)
        #expect(shown.contains("Marché de nuit 2027") && shown.contains("amedi 6 mars 2027"))
        #expect(try site.text("SELECT due_on FROM task ORDER BY id DESC") == "2027-03-04")
        #expect(try site.value("SELECT low_cents FROM budget_line") == 81_250)
        #expect(try site.value("SELECT count(*) FROM participation WHERE project_id = 2") == 1)
        let told = "SELECT count(*) FROM notice WHERE event = 'projectContinued' AND member_id = "
        #expect(try site.value(told + "\(try site.member(.florist).rawValue)") == 1)
        #expect(try await page(.florist, project).contains("href=\"\(next)\""))
    }

    @Test("the board sees all projects by stage and which are at risk; shopkeepers do not") func portfolio()
        async throws
    {
        let form = [("task", "Réserver"), ("due", "2026-03-03")]
        _ = try await site.as(.baker).post(project + "/taches", form)
        site.wait(.days(2))
        let shown = try await page(.treasurer, "/projets/tableau")
        #expect(shown.contains("Marché de nuit 2026") && shown.contains("1 tâche en retard"))
        #expect(shown.contains("il reste 3 jours, et rien n’est encore choisi"))
        #expect(try await site.as(.baker).get("/projets/tableau").status == .notFound)
    }

    @Test("an emptied summary is no longer shown to visitors") func emptied() async throws {
        _ = try await site.as(.president).post(project + "/publication", [("version", "1")])
        for text in ["Une belle nuit.", ""] {
            let form = try await site.as(.baker).get(report + "/modifier").filled
            _ = try await site.as(.baker).post(report + "/modifier", form.with(("summary", text), ("learnt", "Tôt")))
            if text.isEmpty { continue }
            let read = try await site.as(.president).get(report).filled
            _ = try await site.as(.president).post(report + "/publication", read)
            #expect(try await page(.guest, project).contains("Une belle nuit."))
        }
        #expect(try await !page(.guest, project).contains("Une belle nuit."))
    }
}
