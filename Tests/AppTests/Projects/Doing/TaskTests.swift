import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("/projets/:project/taches") struct TaskTests {
    private let site: TestSite
    private let project: String
    private var path: String { project + "/taches" }

    init() async throws {
        site = try TestSite()
        let form = [("title", "Marché de nuit"), ("purpose", "Pour la rue."), ("confirmed", "1")]
        project = try #require(try await site.as(.baker).post("/projets", form).location)
    }

    private func publicID(_ person: TestSite.Person) throws -> String {
        try #require(try site.text("SELECT public_id FROM member WHERE id = \(try site.member(person).rawValue)"))
    }

    @discardableResult private func add(
        _ title: String, who: TestSite.Person? = nil, due: String = "", by person: TestSite.Person = .baker
    ) async throws -> Answer {
        try await site.as(person).post(
            path, [("task", title), ("who", try who.map(publicID) ?? ""), ("due", due)])
    }

    private func task(_ title: String) throws -> String {
        path + "/" + (try #require(try site.text("SELECT public_id FROM task WHERE title = '\(title)'")))
    }

    private func page(_ person: TestSite.Person) async throws -> String {
        try await site.as(person).get(path).text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    private func told(_ person: TestSite.Person) throws -> [String] {
        try site.loop.reader.rows(
            "SELECT event FROM notice WHERE member_id = ?1 AND event LIKE 'task%' ORDER BY id", try site.member(person)
        ) { $0.text(0) }
    }

    @Test("people of a shop taking part add, take and finish tasks; all members read them, guests do not")
    func adds() async throws {
        #expect(try await add("Réserver <b>les barnums</b>", due: "2026-03-06").status == .seeOther)
        for person in [TestSite.Person.staff, .florist, .president] {
            let shown = try await page(person)
            #expect(shown.contains("Réserver &lt;b&gt;les barnums&lt;/b&gt;") && shown.contains("vendredi 6 mars"))
        }
        #expect(try await site.as(.guest).get(path).status == .seeOther)
        let task = try task("Réserver <b>les barnums</b>")
        #expect(try await site.as(.staff).post(task + "/prise").status == .seeOther)
        #expect(try await page(.staff).contains("Les vôtres"))
        #expect(try await site.as(.staff).post(task + "/fait").status == .seeOther)
        #expect(try await page(.baker).contains("faite par Théo Blanc, le lundi 2 mars"))
        #expect(try await site.as(.staff).post(task + "/a-faire").status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM task WHERE done_at IS NULL") == 1)
    }

    @Test("a shop that does not take part gets 404, until it does") func outsiders() async throws {
        try await add("Réserver")
        let task = try task("Réserver")
        for action in ["/prise", "/fait", "/a-faire", "/retrait", "/retablissement", "/modifier"] {
            #expect(try await site.as(.florist).post(task + action).status == .notFound, "\(action)")
        }
        #expect(try await add("Autre", by: .florist).status == .notFound)
        _ = try await site.as(.florist).post(project + "/participation")
        #expect(try await add("Autre", by: .florist).status == .seeOther)
    }

    @Test("a task is given to a person who is told; one that another took stays theirs") func gives() async throws {
        _ = try await site.as(.florist).post(project + "/participation")
        try await add("Affiches", who: .florist)
        #expect(try told(.florist) == ["taskGiven"] && told(.baker) == [])
        #expect(try await site.as(.staff).post(task("Affiches") + "/prise").status == .seeOther)
        #expect(try site.value("SELECT member_id FROM task") == site.member(.florist).rawValue)
        let answer = try await site.as(.baker).post(path, [("task", "Sono"), ("who", try publicID(.secretary))])
        #expect(answer.status == .unprocessableContent && answer.text.contains("value=\"Sono\""))
        #expect(try await site.as(.staff).post(task("Affiches") + "/fait").status == .notFound)
        #expect(try await site.as(.baker).post(task("Affiches") + "/fait").status == .seeOther)
    }

    @Test(
        "422 with the form as typed",
        arguments: [
            ("task", "", "Dites ce qu’il y a à faire."), ("task", String(repeating: "é", count: 161), "160"),
            ("due", "2026-02-30", "date qui existe"),
        ])
    func refuses(_ name: String, _ value: String, _ words: String) async throws {
        let form = [("task", "Sono"), ("due", "2026-03-08")].map { ($0.0, $0.0 == name ? value : $0.1) }
        let answer = try await site.as(.baker).post(path, form)
        #expect(answer.status == .unprocessableContent && answer.text.contains(words))
        #expect(try site.value("SELECT count(*) FROM task") == 0)
    }

    @Test("the button pressed twice adds one; a removed one comes back with «Annuler»") func twice() async throws {
        for _ in 1...2 { try await add("Sono") }
        #expect(try site.value("SELECT count(*) FROM task") == 1)
        _ = try await site.as(.baker).post(task("Sono") + "/retrait")
        #expect(try await !page(.baker).contains("Sono"))
        _ = try await site.as(.baker).post(task("Sono") + "/retablissement")
        #expect(try await page(.baker).contains("Sono"))
    }

    @Test("the day after its last day the person who does it is told once; for a free one the leads are told")
    func late()
        async throws
    {
        _ = try await site.as(.florist).post(project + "/participation")
        try await add("Affiches", who: .florist, due: "2026-03-03")
        try await add("Sono", due: "2026-03-03")
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try told(.florist) == ["taskGiven"] && told(.baker) == [])
        for _ in 1...3 {
            site.wait(.days(1))
            try site.runDueWork()
        }
        #expect(try told(.florist) == ["taskGiven", "taskLate"] && told(.baker) == ["taskLate"])
        #expect(try await page(.baker).contains("en retard depuis le 3 mars"))
        #expect(try await site.as(.florist).get("/accueil").text.contains("Affiches"))
        _ = try await site.as(.florist).post(
            task("Affiches") + "/modifier",
            [("task", "Affiches"), ("who", try publicID(.florist)), ("due", "2026-03-07")])
        site.wait(.days(3))
        try site.runDueWork()
        #expect(try site.value("SELECT count FROM notice WHERE event = 'taskLate' ORDER BY count DESC") == 2)
    }

    @Test("tasks of a withdrawn project are gone with it") func withdrawn() async throws {
        try await add("Sono", due: "2026-03-03")
        _ = try await site.as(.baker).post(project + "/retrait")
        #expect(try await site.as(.baker).get(path).status == .notFound)
        site.wait(.days(3))
        try site.runDueWork()
        #expect(try told(.baker) == [])
    }

    @Test("a removed one is in the bin, and is neither changed, taken nor done") func removed() async throws {
        try await add("Sono")
        let task = try task("Sono")
        _ = try await site.as(.baker).post(task + "/retrait")
        for action in ["/prise", "/fait", "/a-faire", "/modifier"] {
            let answer = try await site.as(.baker).post(task + action, [("task", "Autre")])
            #expect(answer.status == .notFound, "\(action)")
        }
        #expect(try site.value("SELECT count(*) FROM task WHERE title = 'Sono' AND done_at IS NULL") == 1)
        let bin = try await site.as(.staff).get("/corbeille").text
        #expect(bin.contains("Sono") && bin.contains(task + "/retablissement"))
        #expect(try await !site.as(.florist).get("/corbeille").text.contains("Sono"))
    }
}
