import Foundation
import SQLite
import Testing

@testable import Chaland

@Suite("docs/schema.sql") struct SchemaTests {
    /// The schema as the migrations leave it, in the order they make it; FTS5's own tables are left out.
    private func made() throws -> String {
        let folder = try ScratchFolder()
        let database = try Store.open(folder.path + "/association.sqlite")
        defer { database.close() }
        let statements = try database.makeReader().rows(
            """
            SELECT sql FROM sqlite_schema AS object
             WHERE sql IS NOT NULL AND NOT EXISTS (
                       SELECT 1 FROM sqlite_schema AS search
                        WHERE search.sql LIKE 'CREATE VIRTUAL TABLE%'
                          AND object.name LIKE search.name || '\\_%' ESCAPE '\\')
             ORDER BY rowid
            """
        ) { $0.text(0) }
        return "-- What the migrations make, for reading. Written by the test that compares it:\n"
            + "-- CHALAND_WRITE_SCHEMA=1 swift test --filter SchemaTests\n\n"
            + statements.map { $0 + ";\n" }.joined(separator: "\n")
    }

    @Test("is what the migrations make") func same() throws {
        let path = TestSite.home + "/docs/schema.sql"
        let made = try made()
        if ProcessInfo.processInfo.environment["CHALAND_WRITE_SCHEMA"] == "1" {
            try made.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == made)
    }
}
