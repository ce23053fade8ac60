import CSQLite
import Glibc
import TestSupport
import Testing

@testable import SQLite

@Suite("Backup and restore") struct BackupTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func check(_ name: String) throws -> Int {
        try Backup.check(folder.file(name), schema: TestFolder.schema())
    }

    private func restore(_ name: String, into target: String, migrations: [Migration] = [TestFolder.notes]) throws {
        try Backup.restore(
            from: folder.file(name), into: folder.file(target), schema: TestFolder.schema(migrations))
    }

    @Test("a copy made during writes is a snapshot") func whileWriting() async throws {
        let database = try folder.database()
        let pad = String(repeating: "x", count: 2_000)
        try database.writeNow { db in for number in 0..<2_000 { try db.insert("\(number)\(pad)") } }
        let isDone = Latch()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                // Notes are written in pairs: an odd number in the copy would be an inconsistent state.
                while !isDone.hasOpened {
                    try await database.write { db in
                        try db.insert("one \(pad)")
                        try db.insert("two \(pad)")
                    }
                }
            }
            var heard: [Double] = []
            try Backup.copy(from: database.path, to: folder.file("copy.db")) { heard.append($0) }
            isDone.open()
            try await tasks.waitForAll()
            #expect(heard.count > 2 && heard.last == 1 && heard == heard.sorted())
        }
        #expect(try check("copy.db") == 1)
        #expect(!PrivateFile.exists(folder.file("copy.db-wal")))
        #expect(!PrivateFile.exists(folder.file("copy.db.part")))
        let copied = try folder.database("copy.db").makeReader().noteCount
        #expect(copied >= 2_000 && copied % 2 == 0)
    }

    @Test("an older copy is replaced; a database in use is not") func replacing() throws {
        let database = try folder.database()
        try database.writeNow { try $0.insert("a") }
        try Backup.copy(from: database.path, to: folder.file("copy.db"))
        try database.writeNow { try $0.insert("b") }
        try Backup.copy(from: database.path, to: folder.file("copy.db"))
        #expect(try folder.database("copy.db").makeReader().noteCount == 2)
        let open = try folder.database("open.db")
        #expect(throws: DatabaseError.self) { try Backup.copy(from: database.path, to: open.path) }
        #expect(throws: DatabaseError.self) { try Backup.copy(from: database.path, to: database.path) }
        #expect(throws: SQLiteError.self) { try Backup.copy(from: folder.file("missing"), to: folder.file("x.db")) }
        #expect(!PrivateFile.exists(folder.file("missing")) && !PrivateFile.exists(folder.file("x.db")))
    }

    @Test("rejects files that are newer, foreign, empty, damaged or not a database") func refusals() throws {
        do { _ = try folder.database("newer.db", migrations: [TestFolder.notes, MigrationTests.titled]) }
        let newer = #expect(throws: DatabaseError.self) { try check("newer.db") }
        guard case .newerThanProgram(found: 2, known: 1) = newer else { throw newer ?? .closed }

        do { try folder.foreign("foreign.db").script("CREATE TABLE a (b); PRAGMA user_version = 1") }
        folder.write([], to: "empty.db")
        folder.write(Array("GIF89a".utf8) + [UInt8](repeating: 7, count: 9_000), to: "image.db")
        for name in ["foreign.db", "empty.db", "image.db"] {
            let error = #expect(throws: DatabaseError.self, "\(name)") { try check(name) }
            guard case .notThisProgram = error else { throw error ?? .closed }
        }
        #expect(throws: SQLiteError.self) { try check("missing.db") }
        #expect(!PrivateFile.exists(folder.file("missing.db")))
    }

    @Test("rejects a damaged page, a truncated file, an invalid foreign key") func damaged() throws {
        let database = try folder.database()
        try database.writeNow { db in for number in 0..<500 { try db.insert("note \(number)") } }
        try Backup.copy(from: database.path, to: folder.file("copy.db"))
        let good = folder.bytes(of: "copy.db")
        var spoilt = good
        for offset in stride(from: 4_096 * 4 + 40, to: good.count, by: 7) { spoilt[offset] ^= 0x5A }
        folder.write(spoilt, to: "spoilt.db")
        folder.write(Array(good.prefix(4_096 * 3)), to: "cut.db")
        do {
            folder.write(good, to: "orphan.db")
            let other = try folder.foreign("orphan.db")
            try other.script("PRAGMA foreign_keys = OFF; INSERT INTO note (text, author_id) VALUES ('o', 9)")
        }
        #expect(try check("copy.db") == 1)
        for name in ["spoilt.db", "cut.db", "orphan.db"] {
            let error = #expect(throws: DatabaseError.self, "\(name)") { try check(name) }
            guard case .corrupt(let damage) = error else { throw error ?? .closed }
            #expect(!damage.description.isEmpty && !damage.description.contains("\n"))
        }
    }

    @Test("rejects a file truncated in its last page, even an empty page") func cutInLastPage() throws {
        let database = try folder.database()
        try database.writeNow { try $0.execute("CREATE TABLE last (a)") }
        try Backup.copy(from: database.path, to: folder.file("copy.db"))
        #expect(try check("copy.db") == 1)
        let good = folder.bytes(of: "copy.db")
        for missing in [1, 1_000, 4_000] {
            folder.write(Array(good.dropLast(missing)), to: "cut.db")
            #expect(throws: DatabaseError.self, "\(missing) bytes") { try check("cut.db") }
        }
    }

    @Test("rejects files that would break open connections, and copies taken during a write") func unfit() throws {
        do { try folder.database().writeNow { try $0.insert("ours") } }
        try Backup.copy(from: folder.file("test.db"), to: folder.file("good.db"))
        func refusal(_ name: String) throws -> Damage {
            let error = #expect(throws: DatabaseError.self, "\(name)") { try restore(name, into: "test.db") }
            guard case .corrupt(let damage) = error else { throw error ?? .closed }
            return damage
        }
        do {
            let wide = try folder.foreign("wide.db")
            try wide.script("PRAGMA encoding = 'UTF-16le'; PRAGMA application_id = \(TestFolder.applicationID)")
            try wide.script(TestFolder.notes.sql + "PRAGMA user_version = 1")
        }
        #expect(try refusal("wide.db") == .encoding("UTF-16le"))
        folder.write(folder.bytes(of: "good.db"), to: "pages.db")
        do {
            let pages = try folder.foreign("pages.db")
            try pages.script("PRAGMA page_size = 8192")
            try pages.control("VACUUM")
        }
        #expect(try refusal("pages.db") == .pageSize(8_192))
        folder.write(folder.bytes(of: "good.db"), to: "half.db")
        folder.write([UInt8](repeating: 7, count: 600), to: "half.db-journal")
        #expect(try refusal("half.db") == .unfinished)
        folder.write(folder.bytes(of: "good.db"), to: "disguised.db")
        do {
            let disguised = try folder.foreign("disguised.db")
            // A plain connection, as used to tamper with a file.
            try disguised.script("CREATE TABLE stat9 (a)")
            csqlite_db_config(disguised.handle, SQLITE_DBCONFIG_DEFENSIVE, 0)
            try disguised.script(
                """
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET name = 'sqlite_stat9', tbl_name = 'sqlite_stat9',
                    sql = 'CREATE TABLE sqlite_stat9 (a)' WHERE name = 'stat9'
                """)
        }
        #expect(try refusal("disguised.db") == .schema(type: "table", name: "sqlite_stat9"))
        #expect(try folder.database().makeReader().notes == ["ours"])
    }

    @Test("pipes, folders and devices are neither read nor replaced; a symbolic link is followed") func noFiles() throws
    {
        let database = try folder.database()
        try database.writeNow { try $0.insert("a") }
        mkfifo(folder.file("pipe"), 0o600)
        for path in [folder.file("pipe"), folder.path, "/dev/null"] {
            for attempt in [
                { _ = try Backup.check(path, schema: TestFolder.schema()) },
                {
                    try Backup.copy(from: database.path, to: path)
                },
            ] {
                let error = #expect(throws: DatabaseError.self, "\(path)", performing: attempt)
                guard case .notAFile = error else { throw error ?? .closed }
            }
        }
        #expect(!PrivateFile.isRegular("/dev/null"))
        let error = #expect(throws: DatabaseError.self) {
            _ = try Database(path: folder.file("pipe"), schema: TestFolder.schema())
        }
        guard case .notAFile = error else { throw error ?? .closed }

        symlink("kept/copy.db", folder.file("link"))
        mkdir(folder.file("kept"), 0o700)
        for _ in 0..<2 { try Backup.copy(from: database.path, to: folder.file("link")) }
        #expect(try check("kept/copy.db") == 1)
        var found = stat()
        #expect(lstat(folder.file("link"), &found) == 0 && found.st_mode & S_IFMT == S_IFLNK)
    }

    @Test("a copy never replaces the log of a database") func logName() throws {
        do { try folder.database().writeNow { try $0.insert("a") } }
        do { _ = try folder.database("other.db") }
        for suffix in ["-wal", "-shm", "-journal"] {
            let error = #expect(throws: DatabaseError.self) {
                try Backup.copy(from: folder.file("test.db"), to: folder.file("other.db" + suffix))
            }
            guard case .inUse = error else { throw error ?? .closed }
        }
    }

    @Test("each byte of the first pages changed in turn: rejected or accepted, without a crash") func fuzzed() throws {
        do { try folder.database().writeNow { try $0.insert("a") } }
        let good = folder.bytes(of: "test.db")
        for offset in stride(from: 0, to: min(good.count, 8_192), by: 61) {
            var spoilt = good
            spoilt[offset] = ~spoilt[offset]
            folder.write(spoilt, to: "fuzzed.db")
            do {
                _ = try check("fuzzed.db")
                _ = try Backup.schema(of: folder.file("fuzzed.db"))
            } catch is DatabaseError {} catch is SQLiteError {}
        }
    }

    @Test("an added trigger is reported and does not run") func hostile() throws {
        do { try folder.database().writeNow { try $0.insert("a") } }
        do { try folder.foreign().script("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM author; END") }
        let extra = Set(try Backup.schema(of: folder.file("test.db")))
            .subtracting(try folder.database("fresh.db").makeReader().schema())
        #expect(extra.map(\.type) == ["trigger"])
        #expect(extra.first?.sql?.contains("DELETE FROM author") == true)
    }

    @Test("a running server continues with the restored contents") func restored() throws {
        let database = try folder.database()
        try database.writeNow { try $0.insert("then") }
        try Backup.copy(from: database.path, to: folder.file("copy.db"))
        try database.writeNow { try $0.insert("now") }
        let reader = try database.makeReader()
        #expect(try reader.noteCount == 2)
        let version = try reader.dataVersion()
        try restore("copy.db", into: "test.db")
        #expect(try reader.dataVersion() != version)
        #expect(try reader.notes == ["then"])
        try database.writeNow { try $0.insert("afterwards") }
        #expect(try reader.notes == ["then", "afterwards"])
        #expect(throws: DatabaseError.self) {
            folder.write([1, 2, 3], to: "bad.db")
            try restore("bad.db", into: "test.db")
        }
        #expect(try reader.noteCount == 2)
        #expect(try folder.database().makeReader().noteCount == 2)
    }

    @Test(
        "a schema with missing or additional objects is not restored",
        arguments: [
            "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM author; END",
            "CREATE VIEW v AS SELECT * FROM note", "CREATE INDEX i ON note (text)", "DROP TABLE note",
            "ALTER TABLE author ADD COLUMN more TEXT",
        ])
    func changedSchema(_ sql: String) throws {
        do { try folder.database("tampered.db").writeNow { try $0.execute(sql) } }
        try folder.database().writeNow { try $0.insert("ours") }
        let error = #expect(throws: DatabaseError.self) { try restore("tampered.db", into: "test.db") }
        guard case .corrupt = error else { throw error ?? .closed }
        #expect(try folder.database().makeReader().notes == ["ours"])
    }

    @Test("an older copy with ANALYZE tables is restored; another program's database is not overwritten") func targets()
        throws
    {
        do {
            try folder.database("old.db").writeNow { db in
                try db.insert("old")
                try db.execute("ANALYZE")
            }
        }
        let migrations = [TestFolder.notes, MigrationTests.titled]
        try restore("old.db", into: "fresh.db", migrations: migrations)
        #expect(try folder.database("fresh.db", migrations: migrations).makeReader().notes == ["old"])

        do { try folder.foreign("theirs.db").script("CREATE TABLE theirs (a)") }
        let before = folder.bytes(of: "theirs.db")
        #expect(throws: DatabaseError.self) { try restore("old.db", into: "theirs.db") }
        #expect(folder.bytes(of: "theirs.db") == before)
    }
}
