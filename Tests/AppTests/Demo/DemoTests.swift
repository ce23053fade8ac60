import Foundation
import HTTP
import SQLite
import Synchronization
import Testing

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

@Suite("chaland demo") struct DemoTests {
    /// A storage for one demonstration, at 2026-03-02 10:00 in Paris.
    private final class Storage {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("chaland-demo-" + UUID().uuidString)
            .path
        let database: Database
        static let clock = Clock { Instant(seconds: 1_772_442_000) }

        init() throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            database = try Store.open(folder + "/association.sqlite")
        }

        deinit {
            database.close()
            try? FileManager.default.removeItem(atPath: folder)
        }

        func fill(shops: Int = 12, projects: Int = 5, encounters: Int = 1_500, seed: UInt64 = 7) throws {
            var size = Demo.Size()
            (size.shops, size.projects, size.encounters, size.seed) = (shops, projects, encounters, seed)
            try Demo.fill(database, size, passwordHashes: [], clock: Storage.clock)
        }

        func rows(_ sql: String) throws -> [String] { try database.makeReader().rows(sql) { $0.text(0) } }
        func value(_ sql: String) throws -> Int { try database.makeReader().first(sql) { $0.int(0) } ?? 0 }
    }

    @Test("inserts the requested number of shops, projects and encounters") func sizes() throws {
        let storage = try Storage()
        try storage.fill()
        #expect(try storage.value("SELECT count(*) FROM shop") == 12)
        #expect(try storage.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 12)
        #expect(try storage.value("SELECT count(*) FROM project") == 5)
        #expect(try storage.value("SELECT count(*) FROM encounter") == 1_500)
        #expect(try storage.value("SELECT count(*) FROM association WHERE demo = 1") == 1)
        #expect(try storage.value("SELECT max(met_at) FROM encounter") <= 1_772_442_000)
        #expect(try storage.rows("PRAGMA integrity_check") == ["ok"])
        #expect(try storage.rows("PRAGMA foreign_key_check").isEmpty)
    }

    @Test("leaves the schema exactly as the migrations made it") func schema() throws {
        let filled = try Storage()
        try filled.fill()
        let fresh = try Storage()
        #expect(try Set(filled.database.makeReader().schema()) == Set(fresh.database.makeReader().schema()))
    }

    @Test("has the figures of every past day") func counts() throws {
        let storage = try Storage()
        try storage.fill(encounters: 1_200)
        #expect(try figuresAgree(in: storage.database.makeReader()))
        #expect(try storage.value("SELECT sum(encounters) FROM association_day") > 1_000)
        #expect(try storage.value("SELECT sum(shown) FROM shop_feeling") > 500)
        #expect(try storage.value("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL") > 0)
        #expect(try Figures.current(in: storage.database.makeReader()).lastDay.description == "2026-03-01")
    }

    @Test("the same seed makes the same street, another seed another street") func seeded() throws {
        func street(_ seed: UInt64) throws -> [String] {
            let storage = try Storage()
            try storage.fill(encounters: 300, seed: seed)
            return try storage.rows("SELECT code || name || phone FROM shop ORDER BY id")
                + storage.rows(
                    "SELECT shop_id || ' ' || met_at || ' ' || ifnull(feeling, '') FROM encounter ORDER BY id")
                + storage.rows("SELECT public_id || title FROM project ORDER BY id")
                + storage.rows("SELECT public_id || text FROM review ORDER BY id")
        }
        let first = try street(3)
        #expect(try street(3) == first)
        #expect(try street(4) != first)
    }

    @Test("refuses a storage with an association") func refuses() throws {
        let storage = try Storage()
        try storage.fill(encounters: 50)
        #expect(throws: Demo.Refusal.self) { try storage.fill(encounters: 50, seed: 2) }
        #expect(try storage.value("SELECT count(*) FROM encounter") == 50)
    }

    @Test("has reviews in every state, replies, closures and invitations") func variety() throws {
        let storage = try Storage()
        try storage.fill(shops: 40)
        for sql in [
            "SELECT count(*) FROM review WHERE published_at IS NOT NULL AND withdrawn_at IS NULL",
            "SELECT count(*) FROM review WHERE refused_at IS NOT NULL",
            "SELECT count(*) FROM review WHERE published_at IS NULL AND refused_at IS NULL",
            "SELECT count(*) FROM review WHERE withdrawn_at IS NOT NULL", "SELECT count(*) FROM shop_reply",
            "SELECT count(*) FROM exceptional_closure", "SELECT count(*) FROM encounter WHERE held_at IS NOT NULL",
            "SELECT count(*) FROM invitation WHERE claimed_at IS NOT NULL",
            "SELECT count(*) FROM invitation JOIN invitation_batch ON invitation_batch.id = batch_id WHERE claimed_at IS NULL AND expires_at > 1772442000",
            "SELECT count(*) FROM participation WHERE left_at IS NULL", "SELECT count(*) FROM project_comment",
        ] {
            #expect(try storage.value(sql) > 0, "\(sql)")
        }
    }

    @Test("a treasurer and a secretary run shops, a salesperson works at the bakery") func offices() throws {
        let storage = try Storage()
        try storage.fill(encounters: 50)
        let held = try storage.rows(
            """
            SELECT member_id || ' ' || office || ifnull(' ' || shop_id, '')
              FROM office JOIN member ON member.id = member_id
             WHERE email IS NOT NULL AND until_at IS NULL AND project_id IS NULL
             ORDER BY member_id, office
            """)
        #expect(
            held == [
                "1 president", "2 shopkeeper 1", "3 shopkeeper 2", "3 treasurer", "4 secretary", "4 shopkeeper 3",
                "5 staff 1",
            ])
    }

    @Test("no encounter falls on a day when its shop is closed") func open() throws {
        let storage = try Storage()
        try storage.fill(shops: 20, encounters: 1_200)
        let clock = try storage.database.makeReader().rows(
            """
            SELECT encounter.shop_id, met_at FROM encounter
             WHERE met_at < 1772442000 - 86400 AND NOT EXISTS (SELECT 1 FROM review WHERE encounter_id = encounter.id)
            """
        ) { row in (row.int(0), Instant(seconds: row.int(1)).local) }
        let hours = try storage.database.makeReader().rows(
            "SELECT shop_id, weekday FROM opening_hours"
        ) { row in (row.int(0), row.int(1)) }
        // Only the day of an encounter is stored, not its time.
        for (shop, met) in clock {
            #expect(hours.contains { $0 == (shop, met.day.weekday) }, "shop \(shop) on \(met.day)")
        }
    }

    @Test("visitors of the bakery report more waiting than its counter notes, and doors closed on Thursdays")
    func story() async throws {
        let site = try TestSite(founded: false)
        try Demo.fill(site.site.database, Demo.Size(), passwordHashes: [], clock: site.site.clock)
        let bakery = try #require(try Shop.find("7kq2", in: site.loop.reader))
        let differences = ViewDifference.all(ViewLine.all(try ShopViews.of(bakery, in: site.loop.reader)))
        #expect(differences.contains { $0.line.question == .waited && $0.visitorsReportMore })
        let cells = try Demand.Cell.all(of: Demand.Group(scope: .all, key: ""), in: site.loop.reader)
        let closed = try #require(cells.first { $0.record.reason == .closed })
        #expect(closed.weekday == 4)
        #expect(try !Demand.Cell.places(in: site.loop.reader).isEmpty)
        #expect(try !AllowedWords.published(in: site.loop.reader).isEmpty)
    }

    @Test("the counters have notes of the same days last year, and slips for and from neighbours") func counters()
        async throws
    {
        let site = try TestSite(founded: false)
        try Demo.fill(site.site.database, Demo.Size(), passwordHashes: [], clock: site.site.clock)
        for code in try site.loop.reader.rows(
            "SELECT code FROM shop WHERE id <= 3 ORDER BY id", decode: { $0.text(0) })
        {
            let shop = try #require(try Shop.find(code, in: site.loop.reader))
            let week = try #require(try CounterWeek.of(shop.id, in: site.loop.reader))
            #expect(week.lastYear.total > 0 && week.now.total > 0, "\(code)")
        }
        let bakery = try #require(try Shop.find("7kq2", in: site.loop.reader))
        let slips = try NeighbourSlip.sums(of: bakery.id, until: site.now.local.day, in: site.loop.reader)
        #expect(slips.given > 0 && slips.received > 0)
    }

    @Test("every page says that everything is invented") func says() async throws {
        let site = try TestSite(founded: false)
        try Demo.fill(site.site.database, Demo.Size(), passwordHashes: [], clock: site.site.clock)
        let page = try await site.as(.guest).get("/")
        #expect(page.text.contains("tout est inventé"))
        let other = try await TestSite().as(.guest).get("/")
        #expect(!other.text.contains("tout est inventé"))
    }

    @Test("the accounts can sign in") func accounts() async throws {
        let site = try TestSite(founded: false)
        var size = Demo.Size()
        size.encounters = 20
        try Demo.fill(site.site.database, size, clock: site.site.clock)
        for account in Demo.accounts {
            let browser = site.as(.guest)
            let answer = try await browser.post(
                "/connexion", [("email", account.email), ("password", account.password)])
            #expect(answer.status == .seeOther)
            let home = try await browser.get("/accueil")
            #expect(home.text.contains(account.name))
        }
    }
}
