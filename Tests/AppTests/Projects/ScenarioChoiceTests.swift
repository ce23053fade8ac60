import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("POST /projets/:project/choix") struct ScenarioChoiceTests {
    let site: TestSite
    let project: String
    let ids: [String]

    init() async throws {
        site = try TestSite()
        project = try site.project()
        var ids: [String] = []
        for title in ["Sobre", "Patinoire"] {
            let answer = try await site.as(.baker).post(project + "/scenarios", [("title", title)])
            ids.append(String(try #require(answer.location).dropFirst((project + "/scenarios/").count)))
        }
        self.ids = ids
    }

    private func choose(_ scenario: String, _ person: TestSite.Person) async throws -> Answer {
        try await site.as(person).post(project + "/choix", [("scenario", scenario), ("reason", "Moins cher")])
    }

    private func text() async throws -> String {
        try await site.as(.florist).get(project + "/scenarios").text.replacing("\u{202F}", with: " ")
    }

    @Test("the lead or the board chooses, with a reason; the participants are told") func chooses() async throws {
        _ = try await site.as(.florist).post(project + "/participation")
        #expect(try await choose(ids[0], .treasurer).location == project + "/scenarios")
        let page = try await text()
        #expect(page.contains("« Sobre » est choisi") && page.contains("Odile Fabre") && page.contains("Moins cher"))
        for person in [TestSite.Person.baker, .florist] {
            let notices = try await site.as(person).get("/notifications").text
            #expect(notices.contains("Un scénario est choisi"))
        }
    }

    @Test("the latest choice applies; after an undo, the previous one applies again") func undoes() async throws {
        _ = try await choose(ids[0], .baker)
        _ = try await choose(ids[1], .president)
        #expect(try await text().contains("« Patinoire » est choisi"))
        _ = try await site.as(.baker).post(project + "/choix/annulation")
        #expect(try await text().contains("« Sobre » est choisi"))
        _ = try await site.as(.baker).post(project + "/choix/annulation")
        #expect(try await text().contains("est choisi") == false)
    }

    @Test("the same choice twice is one") func twice() async throws {
        for _ in 1...2 { _ = try await choose(ids[0], .baker) }
        #expect(try site.value("SELECT count(*) FROM scenario_choice") == 1)
    }

    @Test("members who neither lead nor sit on the board do not choose") func rights() async throws {
        for person in [TestSite.Person.florist, .staff] {
            #expect(try await choose(ids[0], person).status == .notFound)
            #expect(try await site.as(person).post(project + "/choix/annulation").status == .notFound)
        }
        #expect(try site.value("SELECT count(*) FROM scenario_choice") == 0)
    }

    @Test("nothing is chosen beforehand; 422 without a choice, with the reason as typed") func missing() async throws {
        #expect(try await site.as(.baker).get(project + "/scenarios").text.contains(" checked") == false)
        let answer = try await choose("", .baker)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Moins cher") && answer.text.contains("Choisissez un scénario."))
        let other = try site.project("Braderie", by: .florist)
        let foreign = try await site.as(.florist).post(other + "/choix", [("scenario", ids[0])])
        #expect(foreign.status == .unprocessableContent)
    }

    @Test("a scenario changed after it was chosen says so") func changed() async throws {
        _ = try await choose(ids[0], .baker)
        site.wait(60)
        let path = project + "/scenarios/" + ids[0]
        let form = try await site.as(.baker).get(path + "/modifier").filled
        _ = try await site.as(.baker).post(path + "/modifier", form.with(("title", "Très sobre")))
        #expect(try await text().contains("modifié depuis le choix"))
    }

    @Test("a removed scenario is chosen no longer") func removed() async throws {
        _ = try await choose(ids[0], .baker)
        _ = try await site.as(.baker).post(project + "/scenarios/\(ids[0])/retrait")
        #expect(try await text().contains("est choisi") == false)
    }
}
