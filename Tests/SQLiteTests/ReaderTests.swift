import Testing

@testable import SQLite

@Suite("Reading") struct ReaderTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    @Test("a reader cannot write") func readOnly() throws {
        let reader = try folder.database().makeReader()
        let error = #expect(throws: SQLiteError.self) {
            try reader.rows("INSERT INTO note (text) VALUES ('x') RETURNING id") { $0.int(0) }
        }
        #expect(error?.code == 8)
    }

    @Test("errors have their code and never a bound value") func errors() throws {
        let database = try folder.database()
        let secret = "Mme Dupont"
        try database.writeNow { try $0.run("INSERT INTO author (name) VALUES (?1)", secret) }
        let writes: [(String, (SQLiteError) -> Bool, @Sendable (Writer) throws -> Void)] = [
            ("unique", \.isUniqueViolation, { try $0.run("INSERT INTO author (name) VALUES (?1)", secret) }),
            ("check", \.isCheckViolation, { try $0.run("INSERT INTO note (text) VALUES (?1)", "") }),
            ("type", \.isConstraint, { try $0.run("INSERT INTO note (text, author_id) VALUES ('a', ?1)", secret) }),
            ("count", { $0.code == 25 }, { try $0.run("INSERT INTO note (text) VALUES (?1)") }),
            ("count", { $0.code == 25 }, { try $0.run("INSERT INTO note (text) VALUES (?1)", secret, secret) }),
            ("two", { $0.code == 21 }, { try $0.run("DELETE FROM note; DELETE FROM author") }),
            ("none", { $0.code == 21 }, { try $0.run(" -- nothing") }),
            ("syntax", { $0.code == 1 }, { try $0.run("DELETE note") }),
        ]
        for (name, isExpected, body) in writes {
            let error = #expect(throws: SQLiteError.self, "\(name)") { try database.writeNow(body) }
            let found = try #require(error)
            #expect(isExpected(found), "\(name): \(found)")
            #expect(!found.description.contains(secret))
            #expect(found.sql != nil)
        }
    }

    @Test("the error of a search does not contain the typed text") func searchError() throws {
        let search = Migration(version: 1, name: "search", sql: "CREATE VIRTUAL TABLE s USING fts5 (t)")
        let reader = try folder.database(migrations: [search]).makeReader()
        let error = #expect(throws: SQLiteError.self) {
            try reader.rows("SELECT t FROM s WHERE s MATCH ?1", "Dupont NEAR( \"") { $0.text(0) }
        }
        #expect(error?.description.contains("Dupont") == false)
        #expect(error?.code == 1)
    }

    @Test("a read sees one snapshot, and may nest") func snapshot() throws {
        let database = try folder.database()
        let reader = try database.makeReader()
        try database.writeNow { try $0.insert("before") }
        try reader.read {
            #expect(try reader.noteCount == 1)
            try database.writeNow { try $0.insert("meanwhile") }
            #expect(try reader.read { try reader.noteCount } == 1)
            #expect(try reader.noteCount == 1)
        }
        #expect(try reader.noteCount == 2)
        #expect(throws: Refusal.self) { try reader.read { throw Refusal() } }
        #expect(try reader.read { try reader.noteCount } == 2)
    }

    @Test("the data version changes only with a commit of another connection") func dataVersion() throws {
        let database = try folder.database()
        let reader = try database.makeReader()
        let first = try reader.dataVersion()
        #expect(try reader.dataVersion() == first)
        try database.writeNow { try $0.insert("ours") }
        let second = try reader.dataVersion()
        #expect(second != first)
        let other = try folder.foreign()
        try other.script("INSERT INTO note (text) VALUES ('theirs')")
        #expect(try reader.dataVersion() != second)
        #expect(try reader.notes == ["ours", "theirs"])
        #expect(throws: Refusal.self) { try database.writeNow { _ in throw Refusal() } }
    }

    @Test("statements survive a schema change") func schemaChange() throws {
        let database = try folder.database()
        let reader = try database.makeReader()
        try database.writeNow { try $0.insert("a") }
        #expect(try reader.first("SELECT * FROM note") { $0.count } == 3)
        try database.writeNow {
            try $0.execute("ALTER TABLE note ADD COLUMN more TEXT; CREATE INDEX n ON note (text);")
        }
        #expect(try reader.first("SELECT * FROM note") { $0.count } == 4)
        try database.writeNow { try $0.insert("b") }
        #expect(try reader.notes == ["a", "b"])
        try database.writeNow { try $0.execute("DROP TABLE note") }
        #expect(throws: SQLiteError.self) { try reader.notes }
    }

    @Test("a statement nested in itself, and more statements than are cached") func cache() throws {
        var configuration = DatabaseConfiguration()
        configuration.statementLimit = 4
        let reader = try folder.database(configuration: configuration).makeReader()
        let pairs = "SELECT value FROM json_each('[1,2]')"
        let all = try reader.rows(pairs) { outer in try reader.rows(pairs) { $0.int(0) * outer.int(0) } }
        #expect(all == [[1, 2], [2, 4]])
        for number in 0..<20 { #expect(try reader.first("SELECT \(number)") { $0.int(0) } == number) }
        #expect(try reader.first("SELECT 0") { $0.int(0) } == 0)
    }

    @Test("a decoder that throws leaves nothing open") func throwingDecoder() throws {
        let database = try folder.database()
        let reader = try database.makeReader()
        try database.writeNow { try $0.insert("a") }
        #expect(throws: Refusal.self) { try reader.rows("SELECT 1 FROM note") { _ in throw Refusal() } }
        try database.writeNow { try $0.insert("b") }
        #expect(try reader.noteCount == 2)
    }

    @Test("the query plan of every statement is available") func plans() throws {
        let log = StatementLog()
        let database = try folder.database(configuration: .init(statementLog: log))
        let reader = try database.makeReader()
        _ = try reader.notes
        _ = try reader.first("SELECT text FROM note WHERE id = ?1", 1) { $0.text(0) }
        try database.writeNow { try $0.insert("a") }
        #expect(log.statements.count == 3)
        let scans = try log.statements.filter { try reader.plan(of: $0).contains { $0.hasPrefix("SCAN") } }
        #expect(scans == ["SELECT text FROM note ORDER BY id"])
        #expect(log.statements.count == 3)
    }
}
