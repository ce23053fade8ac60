import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("chaland restore: what ended since the backup") struct RestoreCarryOverTests {
    private let site: TestSite

    init() throws { site = try TestSite(limitsRate: false) }

    private func backup() throws -> String {
        let file = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        return file
    }

    private func restore(_ file: String) throws {
        let outcome = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        #expect(outcome.isCarriedOver)
        site.wait(60)
    }

    @Test("a letter that was not used is revoked") func letters() async throws {
        let now = site.now
        let secret = try site.letter(for: site.bakery)
        #expect(try Invitation.open(secret, at: now, in: site.loop.reader) != nil)
        let file = try backup()
        try restore(file)
        #expect(try Invitation.open(secret, at: now, in: site.loop.reader) == nil)
    }

    @Test("ended access stays ended, and known devices stay forgotten") func access() throws {
        let file = try backup()
        let now = site.now
        let florist = Member.ID(rawValue: try site.value("SELECT id FROM member WHERE name = 'Rose Petit'"))
        try site.write { _ = try Member.endAccess(of: florist, by: nil, at: now, in: $0) }
        try restore(file)
        let ended = "FROM member WHERE id = \(florist.rawValue) AND disabled_at = \(now.seconds) AND devices_after > 0"
        #expect(try site.value("SELECT count(*) \(ended)") == 1)
        #expect(try site.value("SELECT count(*) FROM member WHERE disabled_at IS NOT NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM access_change WHERE member_id = \(florist.rawValue)") == 1)
    }

    @Test("the presidency stays with those who hold it now; without them the last president keeps it") func presidency()
        async throws
    {
        func presidents() throws -> [String] { try AssociationSettings.presidents(in: site.loop.reader) }
        let file = try backup()
        let (camille, jean, now) = (try site.member(.president), try site.member(.secretary), site.now)
        try site.write { db in
            try Office.president.give(to: jean, by: camille, at: now, in: db)
            try Office.president.end(of: camille, by: jean, at: now, in: db)
        }
        try restore(file)
        #expect(try presidents() == ["Jean Morel"])
        let second = site.now
        try site.write { db in
            let new = try Member.insert(name: "Inès Roux", email: nil, passwordHash: nil, at: second, in: db)
            try Office.president.give(to: new, by: jean, at: second, in: db)
            try Office.president.end(of: jean, by: new, at: second, in: db)
        }
        try restore(file)
        #expect(try presidents().count == 1)
        #expect(try !presidents().contains("Inès Roux"))
    }

    @Test("an offer of the presidency ends") func offers() async throws {
        let jean = try site.member(.secretary).rawValue
        let path = "/adherents/" + (try #require(try site.text("SELECT public_id FROM member WHERE id = \(jean)")))
        _ = try await site.as(.president).post(path + "/presidence", [("after", "leave")])
        let file = try backup()
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM presidency_offer WHERE ended_at IS NULL") == 0)
    }

    @Test("news and bons plans that were taken back stay so") func news() async throws {
        _ = try await site.as(.president).post(
            "/actualites", [("title", "Noël"), ("text", "Des lampions."), ("until", "2026-03-16")])
        _ = try await site.as(.baker).post(
            "/boutiques/7kq2/bons-plans", [("text", "Le pain"), ("until", "2026-03-16")])
        let file = try backup()
        let post = try #require(try site.text("SELECT public_id FROM news_post"))
        let deal = try #require(try site.text("SELECT public_id FROM deal"))
        _ = try await site.as(.president).post("/actualites/\(post)/retrait")
        _ = try await site.as(.president).post("/boutiques/7kq2/bons-plans/\(deal)/retrait", [("reason", "Faux")])
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM news_post WHERE removed_at IS NOT NULL") == 1)
        #expect(try site.text("SELECT ended_reason FROM deal") == "Faux")
    }

    @Test(
        "a password changed since the backup is the valid one, with its address; a newer one in the backup stays valid")
    func passwords() async throws {
        let old = [("email", "paul@example.org"), ("password", TestSite.password)]
        let new = [("email", "paul.martin@example.org"), ("password", "une autre phrase")]
        let change = [("name", "Paul Martin"), ("current", TestSite.password)] + new
        try site.givePassword()
        let before = try backup()
        #expect(try await site.as(.baker).post("/compte", change).status == .seeOther)
        let after = site.folder + "/after.sqlite"
        try Backup.copy(from: site.site.database.path, to: after)
        try restore(before)
        #expect(try await site.as(.guest).post("/connexion", old).status == .unprocessableContent)
        #expect(try await site.as(.guest).post("/connexion", new).status == .seeOther)

        try site.write {
            try $0.run("UPDATE member SET password_set_at = password_set_at - 1, password_hash = 'older'")
        }
        try restore(after)
        #expect(try await site.as(.guest).post("/connexion", new).status == .seeOther)
    }

    @Test("an address that another member has taken since the backup stays with that member") func takenAddress() throws
    {
        try site.write { try $0.run("UPDATE member SET email = 'old@example.org' WHERE name = 'Rose Petit'") }
        let file = try backup()
        try site.write { db in
            try db.run("UPDATE member SET email = 'new@example.org' WHERE name = 'Rose Petit'")
            try db.run(
                """
                UPDATE member SET email = 'old@example.org', password_hash = 'x', password_set_at = 5
                 WHERE name = 'Jean Morel'
                """)
        }
        try restore(file)
        #expect(try site.text("SELECT email FROM member WHERE name = 'Rose Petit'") == "old@example.org")
        #expect(try site.text("SELECT email FROM member WHERE name = 'Jean Morel'") == nil)
        #expect(try site.text("SELECT password_hash FROM member WHERE name = 'Jean Morel'") == "x")
    }

    @Test("an ended office stays ended; other offices continue") func office() throws {
        let file = try backup()
        let (shop, now) = (site.bakery, site.now)
        let held = try site.value("SELECT count(*) FROM office WHERE until_at IS NULL")
        let baker = Member.ID(rawValue: try site.value("SELECT id FROM member WHERE name = 'Paul Martin'"))
        try site.write { try Office.shopkeeper.end(of: baker, for: shop.scope, at: now, in: $0) }
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM office WHERE until_at IS NULL") == held - 1)
        #expect(
            try site.value("SELECT count(*) FROM office WHERE until_at IS NOT NULL AND member_id = \(baker.rawValue)")
                == 1)
    }

    @Test("a withdrawn answer stays withdrawn, without its words, and does not count") func answers() throws {
        try site.write { db in
            try db.execute(
                """
                INSERT INTO encounter (shop_id, source, met_at, feeling, note)
                VALUES (1, 'visitor', 1772000000, 4, 'des mots'), (1, 'visitor', 1772000000, 5, NULL)
                """)
        }
        try site.night()
        let file = try backup()
        try site.write {
            try $0.run("UPDATE encounter SET withdrawn_at = met_at + 60, note = NULL WHERE note IS NOT NULL")
        }
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE withdrawn_at IS NULL") == 1)
        #expect(try site.value("SELECT count(note) FROM encounter") == 0)
        try site.night()
        #expect(try site.value("SELECT sum(encounters) FROM association_day") == 1)
    }

    @Test("an answer that was set aside and then erased does not come back, and does not count") func erasedAnswers()
        async throws
    {
        let met = (site.now - .days(20)).seconds
        try site.write { db in
            try db.execute(
                """
                INSERT INTO encounter (shop_id, source, met_at, feeling, note)
                VALUES (1, 'visitor', \(met), 1, 'des mots'), (1, 'visitor', \(met), 5, NULL)
                """)
        }
        try site.night()
        let file = try backup()
        let now = site.now
        try site.write { try $0.run("UPDATE encounter SET withdrawn_at = ?1 WHERE note IS NOT NULL", now) }
        site.wait(.days(30))
        try site.runDueWork()
        try restore(file)
        try site.night()
        #expect(try site.text("SELECT group_concat(feeling) FROM encounter") == "5")
        #expect(try site.value("SELECT sum(encounters) FROM association_day") == 1)
    }

    @Test("a withdrawn review stays withdrawn; one that was erased since does not come back", arguments: [0, 40])
    func reviews(_ days: Int) async throws {
        let author = try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        let file = try backup()
        #expect(try await site.as(.guest).post(author + "/retrait").status == .seeOther)
        site.wait(.days(days))
        try site.runDueWork()
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NULL") == 0)
        #expect(try site.value("SELECT count(*) FROM review") == (days == 0 ? 1 : 0))
        // The record of what was erased survives the restore.
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NULL") == 0)
    }

    @Test("a withdrawn project stays withdrawn, a removed comment removed") func projects() throws {
        try site.write { db in
            try db.execute(
                """
                INSERT INTO project (public_id, title, purpose, proposed_by, proposed_at, changed_at)
                VALUES ('p', 'Noël', '', 1, 1, 1);
                INSERT INTO project_comment (public_id, project_id, member_id, text, written_at) VALUES ('c', 1, 1, 'x', 1);
                """)
        }
        let file = try backup()
        try site.write { db in
            try db.execute("UPDATE project SET withdrawn_at = 2, withdrawn_by = 1")
            try db.execute("UPDATE project_comment SET removed_at = 2, removed_by = 1")
        }
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM project WHERE withdrawn_at = 2 AND withdrawn_by = 1") == 1)
        #expect(try site.value("SELECT count(*) FROM project_comment WHERE removed_at = 2") == 1)
    }

    @Test("nothing is carried over from another association, and the outcome says so") func otherAssociation() throws {
        let file = try backup()
        try site.write { db in
            try db.run("UPDATE association SET founded_at = founded_at + 1")
            try db.run("UPDATE member SET disabled_at = 5")
        }
        let outcome = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        #expect(!outcome.isCarriedOver)
        #expect(try site.value("SELECT count(*) FROM member WHERE disabled_at = 5") == 0)
    }

    @Test(
        "an emptied search index is filled again",
        arguments: ["DELETE FROM shop_search", "INSERT INTO shop_search (shop_search, rank) VALUES ('pgsz', 64)"])
    func searchIndex(_ script: String) async throws {
        let file = try backup()
        let tampered = try Store.open(file)
        try tampered.writeNow { try $0.execute(script) }
        tampered.close()
        try restore(file)
        #expect(try site.value("SELECT count(*) FROM shop_search WHERE shop_search MATCH 'boulangerie'") == 1)
        #expect(try await site.as(.guest).get("/boutiques?q=boulangerie").text.contains("7kq2"))
    }
}
