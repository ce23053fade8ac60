import Foundation
import SQLite
import Testing

@testable import Chaland
@testable import Encounters
@testable import Shell

/// The schema has one step until the first packaged release; these tests add a second one.
@Suite("A migration to the next schema") struct NextSchemaTests {
    private func filled() throws -> (TestSite, file: String) {
        let site = try TestSite()
        let (bakery, now) = (site.bakery, site.now)
        for _ in 0..<20 {
            try site.write { db in
                _ = try NewEncounter(source: .visitor, feeling: 4).insert(at: bakery, at: now, in: db)
            }
        }
        let file = site.folder + "/copy.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        return (site, file)
    }

    @Test("a file migrates from 1 to 2 with its data") func step() throws {
        let (site, file) = try filled()
        let next = StorageSchema.next(
            "ALTER TABLE shop ADD COLUMN slogan TEXT; UPDATE shop SET slogan = 'Ouvert'; CREATE INDEX x ON shop (slogan);"
        )
        do {
            let database = try Database(path: file, schema: next)
            defer { database.close() }
            let reader = try database.makeReader()
            #expect(try reader.first("PRAGMA user_version") { $0.int(0) } == 2)
            #expect(try reader.first("SELECT count(*) FROM encounter") { $0.int(0) } == 20)
            #expect(try reader.first("SELECT group_concat(slogan) FROM shop") { $0.text(0) } == "Ouvert,Ouvert")
            #expect(try reader.first("SELECT count(*) FROM pragma_foreign_key_check") { $0.int(0) } == 0)
        }
        let error = #expect(throws: DatabaseError.self) { try Store.open(file) }
        guard case .newerThanProgram(found: 2, known: 1) = error else { throw error ?? .closed }
        _ = site
    }

    @Test(
        "a step that fails leaves the file unchanged, byte for byte",
        arguments: ["DELETE FROM encounter; nonsense", "DROP TABLE shop", "CREATE TABLE member (mine)"])
    func failure(_ sql: String) throws {
        let (site, file) = try filled()
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        let error = #expect(throws: DatabaseError.self) {
            try Database(path: file, schema: .next("ALTER TABLE shop ADD COLUMN slogan TEXT; " + sql))
        }
        guard case .migrationFailed(version: 2, name: "next", _) = error else { throw error ?? .closed }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
        #expect(!FileManager.default.fileExists(atPath: file + ".migrating"))
        let database = try Store.open(file)
        defer { database.close() }
        #expect(try database.makeReader().first("SELECT count(*) FROM encounter") { $0.int(0) } == 20)
        _ = site
    }
}
