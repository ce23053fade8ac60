import HTTP
import SQLite
import Testing

@testable import Chaland

/// A file may hold any number: another program has written it, or a backup was tampered with. No number ends the process or takes
/// a page away.
@Suite("Whatever number stands in the store") struct NumberTests {
    /// A street with a row in every table, its people signed in.
    private struct FullStreet {
        let site: TestSite
        var pages: [(person: TestSite.Person, path: String)] = []
        /// What is done there.
        var deeds: [(person: TestSite.Person, path: String, form: [(String, String)])] = []

        init() async throws {
            site = try TestSite(founded: false, limitsRate: false)
            var size = Demo.Size()
            (size.shops, size.projects, size.encounters) = (4, 3, 1_000)
            try Demo.fill(site.site.database, size, passwordHashes: [], clock: site.site.clock)
            let now = site.now
            try site.write { db in
                for (person, account) in zip([TestSite.Person.president, .baker], Demo.accounts) {
                    let row = "SELECT id FROM member WHERE email = ?1"
                    guard let id = try db.first(row, account.email, decode: { Member.ID(rawValue: $0.int(0)) }),
                        let cookie = person.cookie
                    else { continue }
                    try Session.open(cookie, for: id, closing: nil, at: now, in: db)
                }
                try db.run("UPDATE project SET public_at = proposed_at, budget_cents = 120000")
                try db.run("INSERT INTO sign_in_link VALUES (zeroblob(32), 1, ?1, NULL)", now + .hours(1))
                try db.run("INSERT INTO first_steps VALUES (zeroblob(32), ?1)", now + .hours(1))
            }
            let president = site.as(.president)
            let file = [("shops", "Nom;Métier;Adresse\nBar du Lac;Café;3 quai des Bateaux")]
            let lists = try #require(try await president.post("/boutiques/importer", file).location)
            let done = try #require(try await president.post("/boutiques/importer", file).location)
            _ = try await president.post(done + "/confirmation")
            let encounter = try await site.visit(by: site.as(.guest))
            let author = try await site.review()
            let directory = try await site.as(.guest).get("/boutiques").text
            let shop = try #require(directory.firstMatch(of: /href="(\/boutiques\/[^"]*-7kq2)"/)?.1)
            let project = "/projets/" + (try #require(try site.text("SELECT public_id FROM project LIMIT 1")))
            for path in [
                "/", "/boutiques", "/boutiques?page=9", "/boutiques?ouvert=1", "/boutiques?metier=boulangerie",
                String(shop), "/b/7KQ2", "/projets", project, encounter, author, "/sitemap.xml", "/readyz",
            ] { pages.append((.guest, path)) }
            for path in [
                "/accueil", "/boutiques/7kq2/rencontres", "/boutiques/7kq2/rencontres.csv", "/boutiques/7kq2/modifier",
                "/boutiques/7kq2/affichette", "/compte", "/projets", project,
            ] { pages.append((.baker, path)) }
            for path in [
                "/accueil", "/moderation", "/moderation?onglet=publies", "/invitations", "/affichettes",
                "/boutiques/importer", lists, done, "/boutiques/7kq2/invitation", project, project + "/modifier",
            ] { pages.append((.president, path)) }
            deeds = [
                (.guest, encounter, [("feeling", "2"), ("purchased", "yes")]),
                (.baker, "/boutiques/7kq2/rencontres", [("purchased", "no")]),
                (.baker, project + "/commentaires", [("text", "Avec plaisir.")]),
                (.president, "/moderation/7kq2/rencontres", []), (.president, done + "/annulation", []),
                (.president, "/boutiques/7kq2/retrait", []),
            ]
        }

        /// Columns of whole numbers, those of the search left out.
        func columns() throws -> [(table: String, column: String)] {
            try site.loop.reader.rows(
                """
                SELECT object.name, field.name FROM sqlite_schema AS object JOIN pragma_table_info(object.name) AS field
                 WHERE object.type = 'table' AND object.sql LIKE '%) STRICT%' AND field.type = 'INTEGER'
                """
            ) { ($0.text(0), $0.text(1)) }
        }
    }

    @Test("everybody gets a page, and a feeling is taken", arguments: [Int.min, -1, Int.max])
    func everyColumn(_ number: Int) async throws {
        let street = try await FullStreet()
        let site = street.site
        for (person, path) in street.pages {
            #expect(try await site.as(person).get(path).status == .ok, "\(person) \(path)")
        }
        let clean = site.folder + "/clean.sqlite"
        try Backup.copy(from: site.site.database.path, to: clean)
        let other = try Store.open(site.site.database.path)
        defer { other.close() }
        let columns = try street.columns()
        #expect(columns.count > 60)
        for (table, column) in columns {
            try Backup.restore(from: clean, into: site.site.database.path, schema: Store.schema)
            // What refers to nothing SQLite refuses itself: such a number cannot stand there.
            guard
                (try? other.writeNow { db in
                    try db.execute(
                        """
                        PRAGMA ignore_check_constraints = ON;
                        UPDATE OR IGNORE \(table) SET \(column) = \(number == .min ? "-9223372036854775807 - 1" : "\(number)")
                        """)
                }) != nil
            else { continue }
            for (person, path) in street.pages {
                let status = try await site.as(person).get(path).status
                #expect(status.code < 500, "\(table).\(column): \(person) \(path) \(status.code)")
            }
            let said = try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")])
            #expect(said.status.code < 500, "\(table).\(column): \(said.status.code) for a feeling")
            // A version that cannot become one more may be refused; but there is an answer.
            if number == -1 { continue }
            for (person, path, form) in street.deeds { _ = try await site.as(person).post(path, form) }
        }
    }

    @Test(
        "a moment beyond all days is one of their last, or first",
        arguments: [Int.min, Int.min + 1, Int.max, Int.max - 1])
    func moments(_ seconds: Int) {
        let day = Instant(seconds: seconds).local.day
        #expect((1...9999).contains(day.year))
        #expect((1...9999).contains((Instant(seconds: seconds) + .days(400)).local.day.adding(days: -400).year))
        #expect(Day(day.monday.description) == day.monday)
        #expect(Money(cents: seconds).cents >= 0)
    }

    @Test("one encounter beyond all days stops nothing", arguments: [Int.min, Int.max], [false, true])
    func beyond(_ number: Int, _ isHeld: Bool) async throws {
        let site = try TestSite(limitsRate: false)
        for _ in 0..<6 { try await site.visit(feeling: 4) }
        let other = try Store.open(site.site.database.path)
        defer { other.close() }
        let held = isHeld ? ", held_at = met_at" : ""
        let moment = number == .min ? "-9223372036854775807 - 1" : "\(number)"
        try other.writeNow { try $0.execute("UPDATE encounter SET met_at = \(moment)\(held) WHERE id = 1") }
        try site.night()
        try await site.visit(feeling: 5)
        #expect(try await site.as(.guest).get("/b/7KQ2").status == .ok)
        #expect(try await site.as(.baker).get("/boutiques/7kq2/rencontres").status == .ok)
        #expect(try await site.as(.president).get("/accueil").status == .ok)
        #expect(try ShopFeelings.shown(of: site.bakery, in: site.loop.reader).counts == [0, 0, 0, 5, 0])
    }
}
