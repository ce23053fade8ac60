import Testing

@testable import SQLite

@Suite("Opening and migrating") struct MigrationTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }
    static let titled = Migration(version: 2, name: "titles", sql: "ALTER TABLE note ADD COLUMN title TEXT")

    @Test("migrations run in order, and continue from the file's version") func onwards() throws {
        do {
            let database = try folder.database()
            try database.writeNow { try $0.insert("old") }
        }
        let database = try folder.database(migrations: [TestFolder.notes, Self.titled])
        let reader = try database.makeReader()
        #expect(try reader.first("PRAGMA user_version") { $0.int(0) } == 2)
        #expect(try reader.first("SELECT text, title FROM note") { $0.isNull(1) } == true)
        #expect(!PrivateFile.exists(folder.file("test.db.migrating")))
    }

    @Test("when the second of two migrations fails, the file is unchanged") func putBack() throws {
        do {
            let database = try folder.database()
            try database.writeNow { try $0.insert("old") }
        }
        let broken = Migration(version: 3, name: "broken", sql: "CREATE TABLE a (b) STRICT; DROP TABLE missing;")
        let error = #expect(throws: DatabaseError.self) {
            try folder.database(migrations: [TestFolder.notes, Self.titled, broken])
        }
        guard case .migrationFailed(3, "broken", _) = error else { throw error ?? .closed }
        let database = try folder.database()
        let reader = try database.makeReader()
        #expect(try reader.notes == ["old"])
        #expect(try reader.schema().filter { $0.type == "table" }.map(\.name) == ["author", "note"])
        #expect(!PrivateFile.exists(folder.file("test.db.migrating")))
        try database.writeNow { try $0.insert("goes on") }
    }

    @Test(
        "a failing migration leaves the file unchanged byte for byte, in any journal mode",
        arguments: ["WAL", "DELETE"], [1, 2])
    func untouched(_ journal: String, _ broken: Int) throws {
        do { try folder.database().writeNow { db in for number in 0..<500 { try db.insert("old \(number)") } } }
        do { try folder.foreign().script("PRAGMA journal_mode = \(journal)") }
        let before = folder.bytes(of: "test.db")
        let steps = (1...2).map { step in
            Migration(
                version: step + 1, name: "\(step)",
                sql: step == broken ? "DELETE FROM note; SELECT nothing FROM nowhere" : "UPDATE note SET text = 'new'")
        }
        #expect(throws: DatabaseError.self) { try folder.database(migrations: [TestFolder.notes] + steps) }
        #expect(folder.bytes(of: "test.db") == before)
        for suffix in [".migrating", ".migrating-journal", ".migrating.part", "-wal", "-journal"] {
            #expect(!PrivateFile.exists(folder.file("test.db" + suffix)), "\(suffix)")
        }
        #expect(try folder.database().makeReader().noteCount == 500)
    }

    @Test("a leftover copy of a killed start does not disturb the next one") func leftOver() throws {
        do { try folder.database().writeNow { try $0.insert("old") } }
        for suffix in ["", ".part", "-journal", ".part-journal", "-wal"] {
            folder.write([1, 2, 3], to: "test.db.migrating" + suffix)
        }
        let database = try folder.database(migrations: [TestFolder.notes, Self.titled])
        #expect(try database.makeReader().notes == ["old"])
        #expect(!PrivateFile.exists(folder.file("test.db.migrating")))
    }

    @Test("four programs started at once migrate the file once") func atOnce() async throws {
        do { try folder.database().writeNow { try $0.insert("old") } }
        let counting = Migration(version: 2, name: "counting", sql: "INSERT INTO note (text) VALUES ('migrated')")
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<4 {
                tasks.addTask { try folder.database(migrations: [TestFolder.notes, counting]).close() }
            }
            try await tasks.waitForAll()
        }
        #expect(
            try folder.database(migrations: [TestFolder.notes, counting]).makeReader().notes == ["old", "migrated"])
    }

    @Test("when the first migration fails on a new file, the next start begins again") func firstFails() throws {
        let broken = Migration(version: 1, name: "broken", sql: "CREATE TABLE a (b TEXT) STRICT; nonsense;")
        #expect(throws: DatabaseError.self) { try folder.database(migrations: [broken]) }
        #expect(try folder.database().makeReader().noteCount == 0)
    }

    @Test("a migration that leaves an invalid foreign key fails") func foreignKeys() throws {
        do {
            try folder.database().writeNow { db in
                try db.run("INSERT INTO author (id, name) VALUES (1, 'A')")
                try db.run("INSERT INTO note (text, author_id) VALUES ('n', 1)")
            }
        }
        let careless = Migration(version: 2, name: "careless", sql: "DELETE FROM author")
        #expect(throws: DatabaseError.self) { try folder.database(migrations: [TestFolder.notes, careless]) }
        let rebuild = Migration(
            version: 2, name: "rebuild",
            sql: """
                CREATE TABLE author_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT) STRICT;
                INSERT INTO author_new (id, name) SELECT id, name FROM author;
                DROP TABLE author; ALTER TABLE author_new RENAME TO author;
                """)
        let database = try folder.database(migrations: [TestFolder.notes, rebuild])
        #expect(try database.makeReader().first("SELECT count(*) FROM author") { $0.int(0) } == 1)
        let error = #expect(throws: SQLiteError.self) {
            try database.writeNow { try $0.run("INSERT INTO note (text, author_id) VALUES ('n', 2)") }
        }
        #expect(error?.isForeignKeyViolation == true)
    }

    @Test("a file of a newer program is rejected and unchanged") func newer() throws {
        do { _ = try folder.database(migrations: [TestFolder.notes, Self.titled]) }
        let error = #expect(throws: DatabaseError.self) { try folder.database() }
        guard case .newerThanProgram(found: 2, known: 1) = error else { throw error ?? .closed }
    }

    @Test("writes fail after a newer program has migrated the file") func overtaken() throws {
        let old = try folder.database()
        try old.writeNow { try $0.insert("before") }
        do {
            let new = try folder.database(migrations: [TestFolder.notes, Self.titled])
            try new.writeNow { try $0.insert("new") }
        }
        for _ in 0..<2 {
            let error = #expect(throws: DatabaseError.self) { try old.writeNow { try $0.insert("wrong") } }
            guard case .schemaChanged(found: 2, known: 1) = error else { throw error ?? .closed }
        }
        #expect(try old.makeReader().notes == ["before", "new"])
        old.close()
        let again = try folder.database(migrations: [TestFolder.notes, Self.titled])
        try again.writeNow { try $0.insert("after") }
        #expect(try again.makeReader().notes == ["before", "new", "after"])
    }

    @Test("a file of a pre-release is rejected with its own error and unchanged") func preRelease() throws {
        do {
            let old = try folder.foreign("old.db")
            try old.script("PRAGMA application_id = 0x6F6C6421; PRAGMA user_version = 12; CREATE TABLE note (a)")
        }
        let before = folder.bytes(of: "old.db")
        for attempt in [
            { _ = try folder.database("old.db") },
            { _ = try Database.reader(path: folder.file("old.db"), schema: TestFolder.schema()) },
            { _ = try Backup.check(folder.file("old.db"), schema: TestFolder.schema()) },
        ] {
            let error = #expect(throws: DatabaseError.self, performing: attempt)
            guard case .preRelease = error else { throw error ?? .closed }
        }
        #expect(folder.bytes(of: "old.db") == before)
    }

    @Test("a read-only command does not migrate an older file, and finds no schema in a new one") func reader()
        throws
    {
        do { try folder.database().writeNow { try $0.insert("old") } }
        let newer = TestFolder.schema([TestFolder.notes, Self.titled])
        #expect(try Database.reader(path: folder.file("test.db"), schema: newer)?.notes == ["old"])
        #expect(try folder.database().makeReader().first("PRAGMA user_version") { $0.int(0) } == 1)
        try PrivateFile.createIfMissing(folder.file("empty.db"))
        #expect(try Database.reader(path: folder.file("empty.db"), schema: newer) == nil)
        #expect(throws: DatabaseError.self) { try Database.reader(path: folder.path, schema: newer) }
    }

    @Test("a database of another program, or another file, is rejected and unchanged") func foreign() throws {
        do { try folder.foreign("other.db").script("CREATE TABLE theirs (a)") }
        let before = folder.bytes(of: "other.db")
        let error = #expect(throws: DatabaseError.self) { try folder.database("other.db") }
        guard case .notThisProgram = error else { throw error ?? .closed }
        #expect(folder.bytes(of: "other.db") == before)

        folder.write(Array(String(repeating: "Dear diary, ", count: 1_000).utf8), to: "diary.txt")
        let second = #expect(throws: DatabaseError.self) { try folder.database("diary.txt") }
        guard case .notThisProgram = second else { throw second ?? .closed }
    }
}
