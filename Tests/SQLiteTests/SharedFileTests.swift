import Foundation
import TestSupport
import Testing

@testable import SQLite

/// Other connections and processes read, write and change the file while the database is open.
@Suite("A file shared with other processes") struct SharedFileTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// Starts SQLite's shell on the file, as another process.
    private func shell(_ sql: String, _ name: String = "test.db") throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sqlite3", "-bail", folder.file(name)]
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = Pipe()
        process.standardError = Pipe()
        try process.run()
        input.fileHandleForWriting.write(Data((".timeout 120000\n" + sql + "\n").utf8))
        try input.fileHandleForWriting.close()
        return process
    }

    /// A generous timeout: on a busy machine the other process may take long.
    private static let patient: DatabaseConfiguration = {
        var configuration = DatabaseConfiguration()
        configuration.busyTimeout = 120_000
        return configuration
    }()

    private static let hasShell = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test("no write is lost while another process writes under load", .enabled(if: hasShell)) func secondProcess()
        async throws
    {
        let database = try folder.database(configuration: Self.patient)
        let theirs = (0..<200).map { "INSERT INTO note (text) VALUES ('theirs \($0)');" }.joined(separator: "\n")
        let process = try shell(theirs)
        for number in 0..<300 { try await database.write { try $0.insert("ours \(number)") } }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let reader = try database.makeReader()
        #expect(try reader.first("SELECT count(DISTINCT text) FROM note WHERE text LIKE 'ours %'") { $0.int(0) } == 300)
        #expect(
            try reader.first("SELECT count(DISTINCT text) FROM note WHERE text LIKE 'theirs %'") { $0.int(0) } == 200)
    }

    @Test("a commit of another process is visible to the next read", .enabled(if: hasShell)) func seen() throws {
        let database = try folder.database()
        let reader = try database.makeReader()
        #expect(try reader.noteCount == 0)
        let version = try reader.dataVersion()
        let process = try shell("INSERT INTO note (text) VALUES ('theirs');")
        process.waitUntilExit()
        #expect(try reader.dataVersion() != version)
        #expect(try reader.notes == ["theirs"])
    }

    @Test(
        "the data version changes with each commit of any process, and with nothing else",
        .enabled(if: hasShell))
    func stateNumber() throws {
        let database = try folder.database()
        let (reader, other) = (try database.makeReader(), try database.makeReader())
        var last = try reader.dataVersion()
        func expectChange(_ what: String, _ isChanged: Bool = true, _ change: () throws -> Void) throws {
            let asked = try other.connection.integer("PRAGMA data_version")
            try change()
            let now = try reader.dataVersion()
            #expect((now != last) == isChanged, "\(what)")
            #expect(
                try (other.connection.integer("PRAGMA data_version") != asked) == isChanged, "\(what), as SQLite says")
            #expect(try reader.dataVersion() == now, "\(what), asked again")
            last = now
        }
        func theirs(_ sql: String) throws {
            let process = try shell(sql)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(sql)")
        }
        for round in 1...3 {
            try expectChange("nothing", false) {}
            try expectChange("a write of this process") { try database.writeNow { try $0.insert("ours \(round)") } }
            try expectChange("a read", false) { _ = try other.noteCount }
            try expectChange("a write that fails", false) {
                #expect(throws: (any Error).self) {
                    try database.writeNow { try $0.run("INSERT INTO note (id, text) VALUES (1, 'a'), (1, 'b')") }
                }
            }
            try expectChange("a write of another process") { try theirs("INSERT INTO note (text) VALUES ('theirs');") }
            try expectChange("an update by another process") {
                try theirs("UPDATE note SET text = text || '.' WHERE id = (SELECT max(id) FROM note);")
            }
            try expectChange("a rollback", false) { try theirs("BEGIN; DELETE FROM note; ROLLBACK;") }
            try theirs("PRAGMA wal_checkpoint(TRUNCATE);")
            last = try reader.dataVersion()
            try expectChange("the first write into an empty log") {
                try theirs("DELETE FROM note WHERE id = (SELECT max(id) FROM note);")
            }
            try expectChange("VACUUM") { try theirs("VACUUM;") }
            #expect(try reader.noteCount == other.noteCount)
        }
    }

    @Test(
        "while another process holds the lock, writes wait, nothing is lost, and reads continue",
        .enabled(if: hasShell))
    func held() async throws {
        let database = try folder.database(configuration: Self.patient)
        try database.writeNow { try $0.insert("before") }
        // The other process holds the lock until this one opens the pipe for writing.
        try #require(mkfifo(folder.file("release"), 0o600) == 0)
        let process = try shell(
            """
            BEGIN IMMEDIATE; INSERT INTO note (text) VALUES ('theirs');
            .shell touch \(folder.file("held")); cat \(folder.file("release"))
            COMMIT;
            """)
        try #require(await eventually { PrivateFile.exists(folder.file("held")) })
        let reader = try database.makeReader()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<20 { tasks.addTask { try await database.write { try $0.insert("ours \(number)") } } }
            try #require(await eventually { database.writing > .milliseconds(100) })
            #expect(try reader.notes == ["before"])
            folder.write([], to: "release")
            try await tasks.waitForAll()
        }
        process.waitUntilExit()
        #expect(try reader.noteCount == 22)
    }

    @Test("prepared statements work after another connection changes the schema") func schemaChange() throws {
        let database = try folder.database()
        let reader = try database.makeReader()
        try database.writeNow { try $0.insert("one") }
        #expect(try reader.notes == ["one"])
        let other = try folder.foreign()
        try other.script("ALTER TABLE note ADD COLUMN colour TEXT; CREATE INDEX note_by_text ON note (text)")
        #expect(try reader.notes == ["one"])
        try database.writeNow { try $0.insert("two") }
        try other.script("ALTER TABLE note RENAME COLUMN colour TO tint; DROP INDEX note_by_text; ANALYZE")
        try database.writeNow { try $0.insert("three") }
        #expect(try reader.notes == ["one", "two", "three"])
        try other.script("ALTER TABLE note RENAME TO jotting")
        #expect(throws: SQLiteError.self) { try reader.notes }
        #expect(throws: SQLiteError.self) { try database.writeNow { try $0.insert("nowhere") } }
        try other.script("ALTER TABLE jotting RENAME TO note")
        try database.writeNow { try $0.insert("four") }
        #expect(try reader.noteCount == 4)
    }

    @Test("a checkpoint during a read does not change the reader's snapshot") func checkpoint() async throws {
        var configuration = DatabaseConfiguration()
        configuration.checkpointPages = 5
        let database = try folder.database(configuration: configuration)
        for number in 0..<20 { try database.writeNow { try $0.insert("\(number)") } }
        let early = try database.makeReader()
        try early.read {
            #expect(try early.noteCount == 20)
            for number in 20..<200 { try database.writeNow { try $0.insert("\(number)") } }
            let late = try database.makeReader()
            let seen = try late.read { try late.noteCount }
            #expect(seen == 200)
            #expect(try early.noteCount == 20)
        }
        #expect(database.statistics.checkpoints > 0)
        #expect(try early.noteCount == 200)
        #expect(try early.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
    }

    @Test("a log that grew during a long read is truncated afterwards") func logSpace() async throws {
        var configuration = DatabaseConfiguration()
        configuration.checkpointPages = 20
        configuration.logBytes = 256 << 10
        let database = try folder.database(configuration: configuration)
        let reader = try database.makeReader()
        let pad = String(repeating: "x", count: 30_000)
        try reader.read {
            _ = try reader.noteCount
            for _ in 0..<100 { try database.writeNow { try $0.insert(pad) } }
        }
        func size() -> Int { folder.bytes(of: "test.db-wal").count }
        #expect(size() > 2 << 20)
        // Enough writes for another checkpoint and a reset of the log.
        for _ in 0..<60 { try database.writeNow { try $0.insert("afterwards") } }
        #expect(await eventually { size() <= 512 << 10 })
        #expect(try reader.noteCount == 160)
    }
}
