import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("/projets/:project/affiche") struct ProjectPosterTests {
    private let site: TestSite
    private let project: String

    init() async throws {
        site = try TestSite(origin: "https://rue.example")
        let form = [
            ("title", "Marché de nuit"), ("purpose", "Pour la rue."), ("confirmed", "1"),
            ("date-1-from", "2026-03-07"), ("place", "place de la Halle"),
        ]
        project = try #require(try await site.as(.baker).post("/projets", form).location)
    }

    private func publish() async throws {
        _ = try await site.as(.president).post(project + "/publication", [("version", "1")])
    }

    private func page(_ person: TestSite.Person = .baker) async throws -> String {
        try await site.as(person).get(project + "/affiche").text.replacing("\u{A0}", with: " ")
    }

    @Test("its own code leads everyone to the project, while it is public") func code() async throws {
        try await publish()
        for _ in 1...2 { #expect(try await site.as(.baker).post(project + "/affiche").status == .seeOther) }
        let code = try #require(try site.text("SELECT code FROM entry_point WHERE project_id IS NOT NULL"))
        let shown = try await page()
        for words in [
            "rue.example/b/\(code)", "samedi 7 mars", "place de la Halle", "Boulangerie de l’Étoile", "wa.me",
        ] {
            #expect(shown.contains(words), "\(words)")
        }
        #expect(try await site.as(.guest).get("/b/\(code.lowercased())").location == project)
        #expect(try await site.as(.guest).post("/b/\(code)", [("feeling", "4")]).status == .notFound)
        _ = try await site.as(.president).post(project + "/depublication")
        #expect(try await site.as(.guest).get("/b/\(code)").status == .notFound)
    }

    @Test("a project that is not public has none, and paper shows the approved text only") func hidden() async throws {
        _ = try await site.as(.baker).post(project + "/affiche")
        #expect(try site.value("SELECT count(*) FROM entry_point WHERE project_id IS NOT NULL") == 0)
        #expect(try await page().contains("montré au public"))
        try await publish()
        _ = try await site.as(.baker).post(project + "/affiche")
        let form = try await site.as(.baker).get(project + "/modifier").filled
        _ = try await site.as(.baker).post(project + "/modifier", form.with(("place", "chez moi")))
        let shown = try await page()
        #expect(shown.contains("place de la Halle") && !shown.contains("chez moi"))
    }

    @Test("only people of a shop taking part and the presidency prepare it") func rights() async throws {
        #expect(try await site.as(.florist).get(project + "/affiche").status == .notFound)
        #expect(try await site.as(.florist).post(project + "/affiche").status == .notFound)
        #expect(try await site.as(.president).get(project + "/affiche").status == .ok)
    }
}
