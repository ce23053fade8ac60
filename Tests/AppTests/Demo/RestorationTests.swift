import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("chaland restore") struct RestorationTests {
    private func backup(of site: TestSite) throws -> String {
        let file = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        return file
    }

    private func rename(_ site: TestSite, _ name: String) throws {
        try site.write { db in try db.run("UPDATE association SET name = ?1", name) }
    }

    @Test("the server continues with the backup, and the replaced association is stored beside it") func restores()
        async throws
    {
        let site = try TestSite()
        let file = try backup(of: site)
        try rename(site, "Après")
        #expect(try await site.as(.guest).get("/").text.contains("Après"))
        let copy = try #require(
            try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock).copy)
        #expect(try await site.as(.guest).get("/").text.contains("Les Vitrines du Lac"))
        let replaced = try Store.open(copy)
        defer { replaced.close() }
        #expect(try replaced.makeReader().first("SELECT name FROM association") { $0.text(0) } == "Après")
    }

    @Test("two restores in the same second store both replaced associations") func sameSecond() throws {
        let site = try TestSite()
        let file = try backup(of: site)
        var copies: Set<String> = []
        for name in ["Première", "Deuxième"] {
            try rename(site, name)
            let copy = try #require(
                try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock).copy)
            let replaced = try Store.open(copy)
            #expect(try replaced.makeReader().first("SELECT name FROM association") { $0.text(0) } == name)
            replaced.close()
            copies.insert(copy)
        }
        #expect(copies.count == 2)
    }

    @Test("everybody has to sign in again") func endsSessions() async throws {
        let site = try TestSite()
        #expect(try await site.as(.baker).get("/accueil").status == .ok)
        let file = try backup(of: site)
        _ = try Store.restore(from: file, into: site.site.database.path)
        #expect(try await site.as(.baker).get("/accueil").status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM session") == 0)
    }

    @Test("a file with a foreign trigger is refused and nothing changes") func refusesTrigger() throws {
        let site = try TestSite()
        let file = try backup(of: site)
        let tampered = try Store.open(file)
        try tampered.writeNow { db in
            try db.execute("CREATE TRIGGER slipped AFTER INSERT ON member BEGIN DELETE FROM shop; END")
        }
        tampered.close()
        try rename(site, "Présent")
        #expect(throws: DatabaseError.self) { try Store.restore(from: file, into: site.site.database.path) }
        #expect(try site.text("SELECT name FROM association") == "Présent")
        let left = try FileManager.default.contentsOfDirectory(atPath: site.folder)
        #expect(!left.contains { $0.contains("restor") }, "left behind: \(left)")
    }

    @Test("a file with a row that violates a CHECK is refused and nothing changes") func refusesRows() throws {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            _ = try NewEncounter(source: .visitor, feeling: 4).insert(at: bakery, at: now, in: db)
        }
        let file = try backup(of: site)
        let tampered = try Store.open(file)
        try tampered.writeNow {
            try $0.execute("PRAGMA ignore_check_constraints = ON; UPDATE encounter SET feeling = 9")
        }
        tampered.close()
        try rename(site, "Présent")
        let error = #expect(throws: DatabaseError.self) {
            try Store.restore(from: file, into: site.site.database.path)
        }
        guard case .corrupt = error else { throw error ?? .closed }
        #expect(try site.text("SELECT name FROM association") == "Présent")
    }

    @Test(
        "figures are recounted, whatever the file says",
        arguments: [
            "shop_day SET encounters = 9223372036854775807", "shop_day SET source = 'kiosk'",
            "association_day SET encounters = -9223372036854775807", "shop_day_feeling SET encounters = 7",
            "shop_feeling SET counted = 3", "figures SET counted_before = 0",
            "figures SET counted_before = 9223372036854775807",
            "review SET replied_at = 5",
        ])
    func countsAnew(_ change: String) async throws {
        let site = try TestSite(limitsRate: false)
        let (bakery, now) = (site.bakery, site.now)
        for second in 0..<150 {
            try site.write { db in
                let encounter = NewEncounter(source: .visitor, feeling: 4, isHeld: second % 9 == 0)
                _ = try encounter.insert(at: bakery, at: now + second, in: db)
            }
        }
        try await site.review()
        try site.night()
        let file = try backup(of: site)
        let tampered = try Store.open(file)
        try tampered.writeNow { try $0.execute("UPDATE \(change)") }
        tampered.close()
        _ = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        #expect(try site.figuresAgree())
        #expect(try site.counted() == 134)
        #expect(try site.value("SELECT sum(encounters) FROM association_day") == 134)
        #expect(try ShopFeelings.shown(of: site.bakery, in: site.loop.reader).counts == [0, 0, 0, 133, 1])
        #expect(try site.value("SELECT count(*) FROM review WHERE replied_at IS NOT NULL") == 0)
        #expect(try await site.as(.guest).get("/boutiques").text.contains("2 boutiques"))
        #expect(try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")]).status == .seeOther)
    }

    @Test("a file that is no database is refused", arguments: ["", "not a database, but long enough to look at twice"])
    func refusesOthers(_ contents: String) throws {
        let site = try TestSite()
        let file = site.folder + "/other.sqlite"
        try contents.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(throws: DatabaseError.self) { try Store.restore(from: file, into: site.site.database.path) }
    }

    @Test("an association too damaged to copy is moved aside, and the backup takes its place") func replacesDamaged()
        throws
    {
        let site = try TestSite()
        let file = try backup(of: site)
        let folder = site.folder + "/other"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/association.sqlite"
        try "garbage".write(toFile: path, atomically: true, encoding: .utf8)
        let outcome = try Store.restore(from: file, into: path)
        let copy = try #require(outcome.copy)
        #expect(!outcome.isCarriedOver)
        #expect(try String(contentsOfFile: copy, encoding: .utf8) == "garbage")
        let restored = try Store.open(path)
        defer { restored.close() }
        #expect(try restored.makeReader().first("SELECT count(*) FROM shop") { $0.int(0) } == 2)
    }
}
