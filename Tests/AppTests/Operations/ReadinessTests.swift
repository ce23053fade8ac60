import Foundation
import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shell

@Suite("GET /readyz") struct ReadinessTests {
    @Test("is ready where reads and writes work, and writes nothing") func ready() async throws {
        let site = try TestSite()
        let before = try site.loop.reader.dataVersion()
        let answer = try await site.as(.guest).get("/readyz")
        #expect(answer.status == .ok)
        #expect(answer.text == "ready\n")
        #expect(try site.loop.reader.dataVersion() == before)
        #expect(site.site.database.statistics.syncs == 0)
    }

    @Test("is not ready while the program stops, with a reason and Retry-After") func stopping() async throws {
        let site = try TestSite()
        site.site.prepareToStop()
        let answer = try await site.as(.guest).get("/readyz")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text == "not ready: stopping\n")
        #expect(answer.fields[.retryAfter] == "5")
        #expect(try await site.as(.guest).get("/up").status == .ok)
    }

    @Test("is not ready once the writer has ended") func noWriter() async throws {
        let site = try TestSite()
        site.site.database.close()
        let answer = try await site.as(.guest).get("/readyz")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text.contains("the writer has ended"))
        #expect(try await site.as(.guest).get("/boutiques").status == .ok)
    }

    @Test("is not ready once a newer program migrated the file; a sent form is offered again") func overtaken()
        async throws
    {
        let site = try TestSite()
        let other = try Database(
            path: site.site.database.path, schema: .next("CREATE TABLE newer (a INTEGER) STRICT"))
        other.close()
        let answer = try await site.as(.guest).get("/readyz")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text.contains("another program has migrated the database"))
        let refused = try await site.as(.guest).post("/b/7KQ2", [("feeling", "5"), ("note", "Un mot gardé.")])
        #expect(refused.status == .serviceUnavailable)
        #expect(refused.fields[.retryAfter] != nil)
        #expect(refused.text.contains("Un mot gardé."))
        #expect(try await site.as(.guest).get("/boutiques").status == .ok)
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
    }

    @Test("is not ready where the association cannot be read") func unreadable() async throws {
        let site = try TestSite()
        try site.write { try $0.execute("ALTER TABLE association RENAME COLUMN town TO settlement") }
        let answer = try await site.as(.guest).get("/readyz")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text == "not ready: the storage cannot be read\n")
    }

    @Test("is not ready, and writes nothing, once the log was moved away", arguments: ["-wal", "-shm"])
    func noLog(_ suffix: String) async throws {
        let site = try TestSite()
        let log = site.site.database.path + suffix
        try FileManager.default.moveItem(atPath: log, toPath: log + "-moved")
        #expect(try await site.as(.guest).post("/b/7KQ2", [("feeling", "4")]).status == .serviceUnavailable)
        let answer = try await site.as(.guest).get("/readyz")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.text == "not ready: the storage cannot be written\n")
        try FileManager.default.moveItem(atPath: log + "-moved", toPath: log)
        #expect(try await site.as(.guest).get("/readyz").status == .ok)
    }

    @Test("is not ready when the association’s file is gone") func noFile() async throws {
        let site = try TestSite()
        try FileManager.default.moveItem(atPath: site.folder, toPath: site.folder + "-moved")
        defer { try? FileManager.default.removeItem(atPath: site.folder + "-moved") }
        #expect(try await site.as(.guest).get("/readyz").status == .serviceUnavailable)
    }
}
