import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET /corbeille") struct BinTests {
    let site: TestSite

    init() throws { site = try TestSite(limitsRate: false) }

    /// The actions of the buttons «Remettre», in the order of the page.
    private func actions(_ person: TestSite.Person) async throws -> [String] {
        let page = try await site.as(person).get("/fr/corbeille").text
        let main = page.components(separatedBy: "<main").last ?? ""
        return main.matches(of: /method="post" action="(?:\/fr)?([^"]+)"/).map { String($0.output.1) }
    }

    private func removeSomethingOfEach() async throws {
        let (president, baker) = (site.as(.president), site.as(.baker))
        let project = { (title: String) in
            try #require(
                try await baker.post("/projets", [("title", title), ("purpose", "Pour tous."), ("confirmed", "1")])
                    .location)
        }
        let (lights, fair) = (try await project("Noël en lumières"), try await project("Braderie"))
        _ = try await baker.post(fair + "/commentaires", [("text", "Trop tôt")])
        let comment = try #require(try site.text("SELECT public_id FROM project_comment"))
        let post = try #require(
            try await president.post("/actualites", [("title", "Marché"), ("text", "Samedi"), ("until", "2026-05-20")])
                .location)
        _ = try await baker.post(
            "/boutiques/7kq2/bons-plans", [("text", "Deux pains"), ("from", "2026-03-02"), ("until", "2026-03-20")])
        let deal = try #require(try site.text("SELECT public_id FROM deal"))
        let removals: [(Browser, String)] = [
            (baker, lights + "/retrait"), (baker, fair + "/commentaires/\(comment)/retrait"),
            (president, post + "/retrait"), (baker, "/boutiques/7kq2/bons-plans/\(deal)/retrait"),
            (president, "/boutiques/f10r/retrait"),
        ]
        for (person, path) in removals {
            site.wait(60)
            #expect(try await person.post(path).status == .seeOther, "\(path)")
        }
    }

    @Test("lists all that was removed, the latest first, and each button puts it back") func everything() async throws {
        try await removeSomethingOfEach()
        let president = try await actions(.president)
        #expect(president.count == 5)
        #expect(president.first == "/boutiques/f10r/retablissement")
        for action in president {
            #expect(try await site.as(.president).post(action).status == .seeOther, "\(action)")
        }
        #expect(try await actions(.president) == [])
        #expect(try await site.as(.president).get("/fr/corbeille").text.contains("La corbeille est vide"))
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 2)
    }

    @Test("shows people only what they may put back, and the board the shops") func rights() async throws {
        try await removeSomethingOfEach()
        #expect(try await actions(.baker).count == 3)
        #expect(try await actions(.florist) == [])
        #expect(try await actions(.secretary) == ["/boutiques/f10r/retablissement"])
        let page = try await site.as(.treasurer).get("/fr/corbeille").text
        #expect(page.contains("Au Cœur des fleurs") && !page.contains("Trop tôt"))
        #expect(try await actions(.treasurer) == [])
        #expect(try await site.as(.guest).get("/corbeille").status == .seeOther)
    }

    @Test("after thirty days shops and news are gone for good, projects and comments after a year") func gone()
        async throws
    {
        try await removeSomethingOfEach()
        site.wait(SiteLimits.bin)
        try site.runDueWork()
        #expect(try site.text("SELECT group_concat(code) FROM shop") == "7KQ2")
        #expect(try site.value("SELECT count(*) FROM news_post") == 0)
        #expect(try site.value("SELECT count(*) FROM shop_search") == 1)
        #expect(try await actions(.baker).count == 2)
        #expect(try await site.as(.president).post("/boutiques/f10r/retablissement").status == .notFound)
        site.wait(.days(365))
        try site.runDueWork()
        #expect(try await actions(.baker) == [])
    }

    @Test("a deleted shop leaves its projects, and no backup brings it back") func deletedShop() async throws {
        let project = try #require(
            try await site.as(.florist).post(
                "/projets", [("title", "Fleurs"), ("purpose", "Partout."), ("confirmed", "1")]
            ).location)
        let file = site.folder + "/backup.sqlite"
        _ = try await site.as(.president).post("/boutiques/f10r/retrait")
        try Backup.copy(from: site.site.database.path, to: file)
        site.wait(SiteLimits.bin)
        try site.runDueWork()
        #expect(try await site.as(.baker).get(project).status == .ok)
        _ = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        #expect(try site.value("SELECT count(*) FROM shop WHERE code = 'F10R'") == 0)
        #expect(try site.value("SELECT count(*) FROM project") == 1)
    }
}
