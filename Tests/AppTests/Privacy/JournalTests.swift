import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET /journal") struct JournalTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    /// The acts recorded, in order, without what the cast did before.
    private func acts() throws -> [String] {
        try site.loop.reader.rows("SELECT action FROM audit_entry ORDER BY id") { $0.text(0) }
    }

    @Test("what people do through forms is recorded with who did it and what it was done to") func recorded()
        async throws
    {
        let (president, baker) = (site.as(.president), site.as(.baker))
        let project = try #require(
            try await baker.post(
                "/projets", [("title", "Noël en lumières"), ("purpose", "Des guirlandes."), ("confirmed", "1")]
            ).location)
        _ = try await site.as(.florist).post(project + "/participation")
        _ = try await site.as(.florist).post(project + "/commentaires", [("text", "Avec plaisir")])
        _ = try await president.post(project + "/publication", [("version", "1")])
        _ = try await president.post("/boutiques/f10r/retrait")
        _ = try await president.post("/boutiques/f10r/retablissement")
        _ = try await baker.post("/boutiques/7kq2/absence", [("all", "1")])
        _ = try await president.post("/actualites", [("title", "Marché"), ("text", "Samedi"), ("until", "2026-03-20")])
        #expect(
            try acts() == [
                "project.proposed", "project.joined", "project.comment", "project.published", "shop.removed",
                "shop.restored", "shop.absent", "news.published",
            ])
        #expect(
            try site.value(
                "SELECT count(*) FROM audit_entry JOIN member ON member.id = actor_id WHERE member.name = 'Paul Martin'"
            )
                == 2)
        #expect(try site.text("SELECT object FROM audit_entry WHERE action = 'shop.removed'") == "F10R")
    }

    @Test("a refused form and a page that is read leave no entry") func nothing() async throws {
        _ = try await site.as(.baker).post("/boutiques/f10r/absence", [("all", "1")])
        _ = try await site.as(.president).post("/actualites", [("title", "")])
        _ = try await site.as(.president).get("/boutiques/7kq2/modifier")
        #expect(try acts() == [])
    }

    @Test("has no name and no words of a person in the file") func noWords() async throws {
        _ = try await site.as(.baker).post(
            "/projets", [("title", "Quine"), ("purpose", "Chez Paul Martin"), ("confirmed", "1")])
        let stored = try #require(
            try site.text("SELECT group_concat(action || kind || object) FROM audit_entry"))
        #expect(!stored.contains("Paul") && !stored.contains("Quine"))
    }

    @Test("the board reads the acts with names as they are now, the latest first") func page() async throws {
        _ = try await site.as(.president).post("/boutiques/f10r/retrait")
        _ = try await site.as(.baker).post("/boutiques/7kq2/absence", [("all", "1")])
        let page = try await site.as(.treasurer).get("/fr/journal").text
        let (absent, removed) = (
            page.firstRange(of: "Absence annoncée"), page.firstRange(of: "Boutique retirée de l’annuaire")
        )
        #expect(try #require(absent).lowerBound < #require(removed).lowerBound)
        for text in ["Camille Rey", "Paul Martin", "Au Cœur des fleurs", "Boulangerie de l’Étoile"] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test("is searched by person, shop and act, and filtered by subject and person") func search() async throws {
        _ = try await site.as(.president).post("/boutiques/f10r/retrait")
        _ = try await site.as(.baker).post("/boutiques/7kq2/absence", [("all", "1")])
        func rows(_ query: String) async throws -> Int {
            try await site.as(.president).get("/fr/journal?" + query).text.components(separatedBy: "<li class=\"row\">")
                .count - 1
        }
        #expect(try await rows("q=camille") == 1)
        #expect(try await rows("q=fleurs") == 1)
        #expect(try await rows("q=ABSENCE") == 1)
        #expect(try await rows("q=zzz") == 0)
        #expect(try await rows("sujet=shop") == 2)
        #expect(try await rows("sujet=news") == 0)
        let baker = try #require(try site.text("SELECT public_id FROM member WHERE name = 'Paul Martin'"))
        #expect(try await rows("personne=\(baker)") == 1)
        #expect(try await rows("personne=zzzzzzzzzzzzzzzz") == 0)
    }

    @Test("goes on to older entries, fifty at a time") func pages() async throws {
        let now = site.now
        try site.write { db in
            for _ in 1...120 { try Audit.record(.settingsChanged, by: nil, at: now, in: db) }
        }
        var (link, sizes): (String?, [Int]) = ("/fr/journal", [])
        while let next = link {
            let page = try await site.as(.president).get(next).text
            sizes.append(page.components(separatedBy: "<li class=\"row\">").count - 1)
            link = page.firstMatch(of: /href="([^"]*avant=[^"]*)">Plus ancien/).map {
                String($0.1).replacing("&amp;", with: "&")
            }
        }
        #expect(sizes == [50, 50, 20])
    }

    @Test("as CSV, no name starts a formula") func csv() async throws {
        _ = try await site.as(.baker).post("/compte", [("name", "=1+1"), ("email", "paul@example.org")])
        _ = try await site.as(.baker).post("/boutiques/7kq2/absence", [("all", "1")])
        let csv = try await site.as(.president).get("/fr/journal.csv").text
        #expect(csv.contains(";\"'=1+1\";\"Absence annoncée\";"))
        #expect(csv.contains("2026-03-02 10:00;"))
    }

    @Test("an act on the machine is shown as a command") func command() async throws {
        let now = site.now
        let id = Member.ID(rawValue: 3)
        try site.write { try Member.endAccess(of: id, by: nil, at: now, in: $0) }
        #expect(try await site.as(.president).get("/fr/journal").text.contains("Une commande sur l’ordinateur du site"))
    }
}
