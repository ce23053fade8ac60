import HTMLTemplate
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("No row is stored longer than the register says") struct RetentionTests {
    @Test("each rule deletes rows past their term, and not a second earlier", arguments: siteMap.retention.indices)
    func deletes(_ index: Int) throws {
        let (site, rule) = (try TestSite(), siteMap.retention[index])
        let insert = try #require(
            RetentionFixtures.rows[rule.name], "no row of \(rule.table) to try “\(rule.name)” on")
        let now = site.now
        // The rows of former members stay, without their names.
        let rows = rule.name == "formerMembers" ? "member WHERE erased_at IS NULL" : rule.table
        let before = try site.value("SELECT count(*) FROM \(rows)")
        try site.write { db in
            try insert(1, now - rule.term, db)
            try insert(2, now - rule.term + 1, db)
        }
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM \(rows)") == before + 1)
        // The next night the other row is past its term too.
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM \(rows)") == before)
    }

    @Test("deletes all such rows, in several writes") func many() throws {
        let site = try TestSite()
        let past = site.now - .days(400)
        try site.write { db in
            for tag in 1...(2 * RetentionRule.rowsAtOnce + 1) {
                try StoredImport.insert(
                    [0], of: ShopRows.name, fileName: "", choices: ImportChoices(), publicID: "i\(tag)", by: nil,
                    at: past, in: db)
            }
        }
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM list_import") == 0)
    }

    @Test("a withdrawn review is deleted after thirty days, with all that belongs to it") func withdrawn() async throws
    {
        let site = try TestSite()
        let author = try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci")])
        #expect(try await site.as(.guest).post(author + "/retrait").status == .seeOther)
        site.wait(ReviewData.withdrawn.term - 1)
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NOT NULL") == 1)
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NOT NULL") == 0)
        #expect(
            try site.value("SELECT (SELECT count(*) FROM shop_reply) + (SELECT count(*) FROM review_decision)") == 0)
        #expect(try await site.as(.guest).get(author).status == .notFound)
    }

    @Test("a refused review is deleted after a year, a published one never") func refused() async throws {
        let site = try TestSite()
        for (word, text) in [("publication", "Bon accueil."), ("refus", "Nul.")] {
            try await site.review(text: text)
            let id = try #require(
                try site.text("SELECT public_id FROM review WHERE published_at IS NULL AND refused_at IS NULL"))
            _ = try await site.as(.president).post(
                "/moderation/\(id)/\(word)", [("version", "1"), ("reason", "Sans rapport")])
        }
        site.wait(ReviewData.refused.term)
        try site.runDueWork()
        #expect(try site.text("SELECT group_concat(text, '|') FROM review WHERE shop_id = 1") == "Bon accueil.")
    }

    @Test("a withdrawn project is deleted after a year, with all that belongs to it; so is a comment") func projects()
        async throws
    {
        let site = try TestSite()
        let form = { (title: String) in [("title", title), ("purpose", "Des guirlandes."), ("sure", "yes")] }
        let taken = try #require(try await site.as(.baker).post("/projets", form("Noël en lumières")).location)
        let other = try #require(try await site.as(.baker).post("/projets", form("Une braderie")).location)
        for (path, text) in [(taken, "Oui"), (other, "Trop cher"), (other, "Pourquoi pas")] {
            #expect(try await site.as(.florist).post(path + "/commentaires", [("text", text)]).status == .seeOther)
        }
        _ = try await site.as(.florist).post(taken + "/participation")
        let comment = try #require(try site.text("SELECT public_id FROM project_comment WHERE text = 'Trop cher'"))
        _ = try await site.as(.florist).post("\(other)/commentaires/\(comment)/retrait")
        _ = try await site.as(.baker).post(taken + "/retrait")
        #expect(try site.value("SELECT count(*) FROM project WHERE withdrawn_at IS NOT NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM project_comment WHERE removed_at IS NOT NULL") == 1)

        site.wait(.days(365) - 1)
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM project") == 2)
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try site.text("SELECT group_concat(title) FROM project") == "Une braderie")
        #expect(try site.text("SELECT group_concat(text) FROM project_comment") == "Pourquoi pas")
        #expect(try site.value("SELECT count(*) FROM participation WHERE shop_id = 2") == 0)
        #expect(try site.value("SELECT count(*) FROM project_search") == 1)
        #expect(try await site.as(.guest).get(taken).status == .notFound)
    }
}
