import Foundation
import HTTP
import SQLite
import TestSupport
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell

@Suite("A damaged file") struct DamageTests {
    private let site: TestSite
    private let backup: String

    init() throws {
        site = try TestSite()
        backup = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: backup)
    }

    /// Overwrites the first page of an index or table.
    private func damage(_ name: String) throws {
        let page = try site.value("SELECT rootpage FROM sqlite_schema WHERE name = '\(name)'")
        let file = try #require(FileHandle(forUpdatingAtPath: site.site.database.path))
        try file.seek(toOffset: UInt64(page - 1) * 4_096)
        try file.write(contentsOf: Data(repeating: 0xFF, count: 4_096))
        try file.close()
    }

    private func gauge() async throws -> Double? {
        let browser = site.as(.guest)
        browser.address = "127.0.0.1"
        return try PrometheusReader(try await browser.get("/metrics").text).value("chaland_storage_failing")
    }

    private func isReady() async throws -> Bool { try await site.as(.guest).get("/readyz").status == .ok }

    @Test("a write that meets damage gets 503; /readyz fails from then on, until a backup is restored")
    func write() async throws {
        #expect(try await isReady())
        #expect(try await gauge() == 0)
        try damage("encounter_by_shop")
        #expect(try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")]).status == .serviceUnavailable)
        #expect(await eventually { site.site.database.statistics.isDamaged })
        #expect(try await site.as(.guest).get("/readyz").text == "not ready: the storage is damaged\n")
        #expect(try await gauge() == 1)
        // A write elsewhere in the file still works, and does not hide it.
        try site.write { try $0.run("UPDATE association SET town = 'Ailleurs'") }
        #expect(try await !isReady())

        _ = try Store.restore(from: backup, into: site.site.database.path, clock: site.site.clock)
        // The first request finds the restored file; the writer records that after its answer.
        for _ in 0..<1_000 where try await !isReady() { await Task.yield() }
        #expect(try await isReady())
        #expect(try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")]).status == .seeOther)
        #expect(try await gauge() == 0)
    }

    @Test("a read that meets damage makes /readyz fail too") func read() async throws {
        try damage("project_by_date")
        #expect(try await site.as(.president).get("/projets").status == .serviceUnavailable)
        #expect(try await !isReady())
    }

    @Test("with the clock in 1971, the file can still be backed up and restored") func clock() async throws {
        site.wait(-.days(20_000))
        #expect(try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")]).status == .seeOther)
        try site.runDueWork()
        site.wait(.days(1))
        try site.runDueWork()
        let copy = site.folder + "/later.sqlite"
        try Backup.copy(from: site.site.database.path, to: copy)
        #expect(try Backup.check(copy, schema: Store.schema) > 0)
        _ = try Store.restore(from: copy, into: site.folder + "/other.sqlite", clock: site.site.clock)
    }
}
