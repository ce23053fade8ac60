@testable import Base
@testable import Encounters
@testable import Shell
@testable import Shops
import HTMLTemplate
import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("No row is stored longer than the privacy page says") struct RetentionTests {
    /// Tables without a rule, with the reason. A row that belongs to a row of another table is deleted with it.
    private static let withoutRule: [String: String] = [
        "restoration": "no personal data",
        "mail_server": "settings of the association", "mail_key": "random bytes",
        "mail_opt_out": "a keyed hash; whoever refused mail is not written to again, also after their erasure",
        "notice_pace": "with its member", "mail_language": "with its member",
        "association": "public in the legal notice",
        "address_trial": "no personal data; replaced by the next",
        "picture": "until it is replaced or removed", "rendition": "with its picture", "drawing": "with its picture",
        "device_key": "random bytes",
        "setup_link": "a hash, replaced at each start", "due_work": "no personal data",
        "change_key": "random bytes, replaced every ten minutes",
        "member": "as long as the person is a member", "access_change": "with its member; says who decided",
        "presidency_offer": "with its members; says who presides since when",
        "shop": "public; as long as the shop is listed",
        "office": "with its member; the past ones say who decided", "shop_field": "with its shop",
        "entry_point": "of the shop, public", "opening_hours": "of the shop, public",
        "exceptional_closure": "of the shop, public", "exceptional_opening": "of the shop, public",
        "season": "of the shop, public", "season_hours": "of the shop, public", "street_answer": "no personal data",
        "directory": "no personal data",
        "invitation": "with its batch",
        "list_import_change": "with its import", "list_row": "what a list said of a shop",
        "encounter_time": "no personal data",
        "burst_decision": "with its burst",
        "figures": "no personal data", "figures_changed_day": "no personal data", "shop_day": "figures",
        "association_day": "figures", "shop_day_feeling": "figures", "shop_feeling": "figures",
        "shop_feelings_shown": "figures",
        "review_decision": "with its review", "shop_reply": "with its review",
        "participation": "of a shop; with its project", "project_version": "with its project",
        "project_date": "with its project",
    ]

    @Test("each rule deletes rows past their term, and not a second earlier", arguments: siteMap.retention.indices)
    func deletes(_ index: Int) throws {
        let (site, rule) = (try TestSite(), siteMap.retention[index])
        let insert = try #require(
            RetentionFixtures.rows[rule.purpose], "no row of \(rule.table) to try “\(rule.purpose)” on")
        let now = site.now
        let before = try site.value("SELECT count(*) FROM \(rule.table)")
        try site.write { db in
            try insert(1, now - rule.term, db)
            try insert(2, now - rule.term + 1, db)
        }
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM \(rule.table)") == before + 1)
        // The next night the other row is past its term too.
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM \(rule.table)") == before)
    }

    @Test("deletes all such rows, in several writes") func many() throws {
        let site = try TestSite()
        let past = site.now - .days(400)
        try site.write { db in
            for tag in 1...(2 * RetentionRule.rowsAtOnce + 1) {
                try StoredImport.insert(
                    [0], fileName: "", choices: ImportChoices(), publicID: "i\(tag)", by: nil, at: past, in: db)
            }
        }
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM list_import") == 0)
    }

    @Test("the privacy page states the term of each rule, in both languages") func sentences() async throws {
        #expect(Set(siteMap.retention.map(\.purpose)).count == siteMap.retention.count)
        let site = try TestSite()
        for language in site.site.resources.languages.complete {
            let page = try await site.as(.guest).get("/\(language.tag)/confidentialite").text
            for rule in siteMap.retention {
                guard let sentence = rule.sentence else {
                    #expect(rule.term == 0, "\(rule.purpose)")
                    continue
                }
                let days = rule.term / .days(1)
                #expect(days * .days(1) == rule.term)
                let text = language.messages.text(sentence.key, [sentence.days: "<here>"])
                #expect(text.contains("<here>"), "\(sentence.key) does not state \(sentence.days)")
                #expect(page.contains("\(days)"))
            }
            #expect(!page.contains("Days}"))
        }
    }

    @Test("a table has a rule, or a reason why not") func everyTable() throws {
        let tables = try TestSite().loop.reader.rows(
            """
            SELECT name FROM sqlite_schema
             WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_search%' ESCAPE '\\'
            """
        ) { $0.text(0) }
        let ruled = Set(siteMap.retention.map(\.table))
        for table in tables {
            #expect(ruled.contains(table) != (Self.withoutRule[table] != nil), "\(table): a rule, or a reason")
        }
        #expect(Set(Self.withoutRule.keys).subtracting(tables).isEmpty, "reasons for unknown tables")
    }

    @Test("a withdrawn review is deleted after thirty days, with all that belongs to it") func withdrawn() async throws
    {
        let site = try TestSite()
        let author = try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci")])
        #expect(try await site.as(.guest).post(author + "/retrait").status == .seeOther)
        site.wait(ReviewRetention.withdrawn.term - 1)
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
        site.wait(ReviewRetention.refused.term)
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
