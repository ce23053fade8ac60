import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Resuming a cancelled consultation") struct ConsultationResumeTests {
    let site: TestSite
    let project: String
    let scenario: String

    /// A project of the bakery with two scenarios.
    init() async throws {
        site = try TestSite()
        project = try site.project()
        var scenarios: [String] = []
        for title in ["Sobre", "Patinoire"] {
            scenarios.append(
                try #require(try await site.as(.baker).post(project + "/scenarios", [("title", title)]).location))
        }
        scenario = scenarios[0]
    }

    /// Opens a consultation of all shops. Returns its path.
    private func open(until: String) async throws -> String {
        let form = [("mode", "choose"), ("asks", "all"), ("until", until)]
        return try #require(try await site.as(.baker).post(project + "/consultations", form).location)
    }

    /// Whether a consultation takes answers after its lead asked for it again.
    private func resumes(_ path: String) async throws -> Bool {
        let answer = try await site.as(.baker).post(path + "/reprise")
        #expect(answer.status == .seeOther && answer.location == path)
        let publicID = path.split(separator: "/").last ?? ""
        return try site.value(
            "SELECT count(*) FROM consultation WHERE public_id = '\(publicID)' AND cancelled_at IS NULL") == 1
    }

    @Test("its shops are told once that it continues") func tells() async throws {
        let path = try await open(until: "2026-03-09")
        _ = try await site.as(.baker).post(path + "/annulation")
        let told = "SELECT sum(count) FROM notice WHERE event = 'consultationOpened'"
        let before = try site.value(told)
        for _ in 1...2 { #expect(try await resumes(path)) }
        #expect(try site.value(told) == before + 1)
        #expect(try site.value("SELECT count(*) FROM audit_entry WHERE action = 'project.consultation_resumed'") == 1)
    }

    @Test("is refused once a scenario was rewritten or removed: the answers were about another text")
    func changed() async throws {
        let path = try await open(until: "2026-03-09")
        _ = try await site.as(.baker).post(path + "/annulation")
        let form = try await site.as(.baker).get(scenario + "/modifier").filled
        _ = try await site.as(.baker).post(scenario + "/modifier", form.with(("title", "Ruineux")))
        #expect(try site.text("SELECT title FROM scenario ORDER BY id LIMIT 1") == "Ruineux")
        #expect(try await !resumes(path))
        let second = try await open(until: "2026-03-09")
        _ = try await site.as(.baker).post(second + "/annulation")
        _ = try await site.as(.baker).post(scenario + "/retrait")
        #expect(try await !resumes(second))
        _ = try await site.as(.baker).post(scenario + "/retablissement")
        #expect(try await resumes(second))
    }

    @Test("is refused once a later one has ended, counted or not, and while a resumed one is open")
    func later() async throws {
        let first = try await open(until: "2026-03-20")
        _ = try await site.as(.baker).post(first + "/annulation")
        let second = try await open(until: "2026-03-09")
        site.wait(Int.days(8))
        #expect(try await !resumes(first))
        try site.runDueWork()
        #expect(try await !resumes(first))
        _ = try await open(until: "2026-03-20")
        #expect(try await !resumes(first))
        #expect(second != first)
    }
}
