import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("GET /projets/:project") struct ProjectTests {
    @Test("the baker proposes a project with date and budget") func shows() async throws {
        let site = try TestSite()
        let path = try site.project(
            purpose: "Douze chalets\net une <b>chorale</b>.", happens: "premier week-end de décembre",
            budget: Money(cents: 123_450))
        let answer = try await site.as(.florist).get(path)
        #expect(answer.status == .ok)
        #expect(answer.text.contains("Budget estimé"))
        #expect(answer.text.contains("1\u{202F}234,50\u{A0}€"))
        #expect(answer.text.contains("premier week-end de décembre"))
        #expect(answer.text.contains("Paul Martin, Boulangerie de l’Étoile"))
        #expect(answer.text.contains("&lt;b&gt;chorale"))
        #expect(answer.text.contains("Je participe"))
        #expect(try await site.as(.florist).get("/en" + path).text.contains("€1,234.50"))
    }

    @Test("a guest sees a public project, without persons and comments") func guest() async throws {
        let site = try TestSite()
        let path = try site.project(isPublic: true)
        _ = try await site.as(.florist).post(path + "/commentaires", [("text", "Entre nous seulement.")])
        let answer = try await site.as(.guest).get(path)
        #expect(answer.status == .ok)
        #expect(answer.text.contains("Boulangerie de l’Étoile"))
        #expect(!answer.text.contains("Paul Martin"))
        #expect(!answer.text.contains("Entre nous seulement"))
        #expect(!answer.text.contains("Je participe"))
        #expect(answer.text.contains("rel=\"canonical\""))
    }

    @Test("a guest gets the same 404 for a project that is not public as for a missing one") func hidden() async throws
    {
        let site = try TestSite()
        let path = try site.project()
        let hidden = try await site.as(.guest).get(path)
        let missing = try await site.as(.guest).get("/projets/0000000000000000")
        #expect(hidden.status == .notFound)
        #expect(missing.status == .notFound)
        #expect(hidden.text.count - path.count * 2 == missing.text.count - "/projets/0000000000000000".count * 2)
    }

    @Test("unknown paths below /projets are 404") func methods() async throws {
        let site = try TestSite()
        let path = try site.project()
        let answer = try await site.as(.baker).post(path)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.fields["Allow"]?.contains("GET") == true)
    }
}

@Suite("POST /projets/:project/participation and /depart") struct ParticipationTests {
    @Test("the florist joins, leaves and joins again; the rows are preserved") func joins() async throws {
        let site = try TestSite()
        let path = try site.project()
        let florist = site.as(.florist)
        let answer = try await florist.post(path + "/participation", [("boutique", "F10R")])
        #expect(answer.status == .seeOther)
        #expect(answer.location == path)
        let page = try await florist.get(path)
        #expect(page.text.contains("Au Cœur des fleurs participe au projet."))
        #expect(page.text.contains("Je ne participe plus"))
        #expect(page.text.contains("2 participants"))
        _ = try await florist.post(path + "/depart", [("boutique", "F10R")])
        #expect(try await florist.get(path).text.contains("1 participant<"))
        _ = try await florist.post(path + "/participation?boutique=F10R")
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 2)
        #expect(try site.value("SELECT count(*) FROM participation") == 3)
    }

    @Test("joining twice counts once") func twice() async throws {
        let site = try TestSite()
        let path = try site.project()
        for _ in 1...3 { _ = try await site.as(.florist).post(path + "/participation") }
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 2)
    }

    @Test("fifty requests at once count once") func parallel() async throws {
        let site = try TestSite()
        _ = try site.project()
        let (chaland, shop, member, now) = (site.site, site.florist, try site.member(.florist), site.now)
        let project = Project.ID(rawValue: try site.value("SELECT id FROM project"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...50 {
                group.addTask {
                    try await chaland.database.write {
                        try Participation.join(project, shop, by: member, at: now, in: $0)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 2)
    }

    @Test("another person’s shop is 404") func foreign() async throws {
        let site = try TestSite()
        let path = try site.project()
        #expect(try await site.as(.florist).post(path + "/participation", [("boutique", "7KQ2")]).status == .notFound)
        #expect(try await site.as(.florist).post(path + "/depart", [("boutique", "7KQ2")]).status == .notFound)
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 1)
    }

    @Test("a shopkeeper of two shops says which one joins") func chooses() async throws {
        let site = try TestSite()
        try site.giveSecondShop()
        let path = try site.project(by: .florist)
        let baker = site.as(.baker)
        let page = try await baker.get(path)
        #expect(page.text.contains("Je participe – Boulangerie de l’Étoile"))
        #expect(page.text.contains("Je participe – Fournil du port"))
        #expect(try await baker.post(path + "/participation").status == .notFound)
        _ = try await baker.post(path + "/participation", [("boutique", "P0RT")])
        let joined = try await baker.get(path)
        #expect(joined.text.contains("Fournil du port</a>"))
        #expect(!joined.text.contains("Boulangerie de l’Étoile</a>"))
    }

    @Test("a removed shop is no longer a participant; its row is preserved") func removed() async throws {
        let site = try TestSite()
        let path = try site.project(by: .florist)
        _ = try await site.as(.baker).post(path + "/participation")
        try site.remove(site.bakery)
        let page = try await site.as(.florist).get(path)
        #expect(page.text.contains("1 participant<"))
        #expect(!page.text.contains("Boulangerie de l’Étoile"))
        #expect(try site.value("SELECT count(*) FROM participation WHERE left_at IS NULL") == 2)
    }

    @Test("joining a withdrawn project is 404") func withdrawn() async throws {
        let site = try TestSite()
        let path = try site.project()
        _ = try await site.as(.baker).post(path + "/retrait")
        #expect(try await site.as(.florist).post(path + "/participation").status == .notFound)
        #expect(try await site.as(.baker).post(path + "/participation").status == .notFound)
    }
}
