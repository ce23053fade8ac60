import Glibc
import TestSupport
import Testing

@testable import SQLite

@Suite("Writes") struct WriteTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// Runs `writes` in one group: they queue up while the first one blocks the writer.
    private func group(_ database: Database, _ writes: [@Sendable (Writer) throws -> Void]) async throws -> [Result<
        Void, any Error
    >] {
        let entered = Latch()
        let release = Latch()
        let holding = Task {
            try await database.write { _ in
                entered.open()
                release.wait()
            }
        }
        try #require(await eventually { entered.hasOpened })
        return try await withThrowingTaskGroup(of: (Int, Result<Void, any Error>).self) { tasks in
            for (index, write) in writes.enumerated() {
                tasks.addTask {
                    do { return (index, .success(try await database.write(write))) } catch {
                        return (index, .failure(error))
                    }
                }
                try #require(await eventually { database.statistics.queueDepth > index })
            }
            release.open()
            try await holding.value
            var results = [Result<Void, any Error>](repeating: .success(()), count: writes.count)
            for try await (index, result) in tasks { results[index] = result }
            return results
        }
    }

    @Test("of a group, only the writes that throw are rolled back") func oneFails() async throws {
        let database = try folder.database()
        let results = try await group(
            database,
            [
                { try $0.insert("first") },
                {
                    try $0.insert("undone")
                    throw Refusal()
                },
                { try $0.insert("") },
                { try $0.insert("last") },
            ])
        #expect(throws: Refusal.self) { try results[1].get() }
        #expect(throws: SQLiteError.self) { try results[2].get() }
        for index in [0, 3] { try results[index].get() }
        #expect(try database.makeReader().notes == ["first", "last"])
        database.close()
        #expect(database.statistics.biggestGroup == 4)
        #expect(database.statistics.groups == 2)
        #expect(database.statistics.failed == 0)
    }

    @Test("a single write that throws is rolled back") func singleFails() async throws {
        let database = try folder.database()
        await #expect(throws: Refusal.self) {
            try await database.write { db in
                try db.insert("undone")
                throw Refusal()
            }
        }
        let id = try await database.write { db in
            try db.insert("kept")
            return db.lastInsertedID
        }
        #expect(id == 1)
        #expect(try database.makeReader().notes == ["kept"])
    }

    @Test("a constraint checked at COMMIT fails only the write that violates it") func deferredRule() async throws {
        let database = try folder.database()
        let results = try await group(
            database,
            [
                { try $0.insert("first") },
                { try $0.run("INSERT INTO note (text, author_id) VALUES ('orphan', 99)") },
                { try $0.insert("last") },
            ])
        let error = #expect(throws: SQLiteError.self) { try results[1].get() }
        #expect(error?.isForeignKeyViolation == true)
        #expect(try database.makeReader().notes == ["first", "last"])
        #expect(await eventually { database.statistics.failed == 1 })
    }

    @Test("a write that rolls back the transaction fails alone, and the others run again", arguments: [true, false])
    func lostTransaction(isHidden: Bool) async throws {
        let database = try folder.database()
        let results = try await group(
            database,
            [
                { try $0.insert("first") },
                { db in
                    do {
                        try db.execute(
                            "INSERT INTO note (text) VALUES ('x'); INSERT OR ROLLBACK INTO note VALUES (1, 'y', 0)")
                    } catch { if !isHidden { throw error } }
                    // Outside a transaction this would autocommit.
                    do { try db.insert("after the rollback") } catch {}
                    do { try db.execute("INSERT INTO note (text) VALUES ('z')") } catch {}
                },
                { try $0.insert("last") },
            ])
        #expect(throws: SQLiteError.self) { try results[1].get() }
        for index in [0, 2] { try results[index].get() }
        #expect(try database.makeReader().notes == ["first", "last"])
    }

    @Test(
        "a write can neither end the transaction nor attach files",
        arguments: ["COMMIT", "ROLLBACK", "SAVEPOINT a", "ATTACH '' AS b"])
    func refusedControl(_ sql: String) throws {
        let database = try folder.database()
        let error = #expect(throws: SQLiteError.self) {
            try database.writeNow { db in
                try db.insert("undone")
                try db.execute(sql)
            }
        }
        #expect(error?.code == 23)
        #expect(try database.makeReader().noteCount == 0)
    }

    @Test("while another program holds the lock, later writes wait no longer than the first") func heldUp() throws {
        var configuration = DatabaseConfiguration()
        configuration.busyTimeout = 1_000
        let database = try folder.database(configuration: configuration)
        let other = try folder.foreign()
        try other.control("BEGIN IMMEDIATE")
        let tickets = ["first", "second"].map { text in BlockingTicket { try $0.insert(text) } }
        try database.thread.enqueue(tickets[0])
        #expect(eventually { database.writing > .zero })
        try database.thread.enqueue(tickets[1])
        let error = #expect(throws: SQLiteError.self) { try tickets[0].wait() }
        #expect(error?.isBusy == true)
        try other.control("ROLLBACK")
        // The lock is free by now: the second failed together with the first.
        #expect(throws: SQLiteError.self) { try tickets[1].wait() }
        try database.writeNow { try $0.insert("third") }
        #expect(try database.makeReader().notes == ["third"])
        database.close()
        #expect(database.statistics.failed == 2)
        #expect(database.writing == .zero)
    }

    @Test("64 concurrent writes are durable, share commits and have distinct ids") func concurrent() async throws {
        let database = try folder.database()
        let ids = try await withThrowingTaskGroup(of: Int64.self) { tasks in
            for writer in 0..<64 {
                tasks.addTask {
                    var last: Int64 = 0
                    for number in 0..<20 {
                        last = try await database.write { db in
                            try db.insert("\(writer)/\(number)")
                            return db.lastInsertedID
                        }
                    }
                    return last
                }
            }
            return try await tasks.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 64)
        // A second connection sees all writes before the database is closed.
        let reader = try Reader(folder.foreign())
        #expect(try reader.first("SELECT count(DISTINCT text) FROM note") { $0.int(0) } == 1_280)
        database.close()
        let statistics = database.statistics
        #expect(statistics.writes == 1_280)
        #expect(statistics.groups < 640)
        #expect(try folder.database().makeReader().noteCount == 1_280)
    }

    @Test("a full queue and a closed database reject writes at once; queued writes are committed") func queueFull()
        async throws
    {
        var configuration = DatabaseConfiguration()
        configuration.queueLimit = 2
        let database = try folder.database(configuration: configuration)
        let entered = Latch()
        let release = Latch()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await database.write { db in
                    entered.open()
                    release.wait()
                    try db.insert("held")
                }
            }
            try #require(await eventually { entered.hasOpened })
            for number in 1...2 { tasks.addTask { try await database.write { try $0.insert("waiting \(number)") } } }
            try #require(await eventually { database.statistics.queueDepth >= 2 })
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.insert("too much") }
            }
            guard case .queueFull = error else { throw Refusal() }
            release.open()
            try await tasks.waitForAll()
        }
        database.close()
        database.close()
        let error = #expect(throws: DatabaseError.self) { try database.writeNow { try $0.insert("late") } }
        guard case .closed = error else { throw Refusal() }
        #expect(try folder.database().makeReader().noteCount == 3)
    }

    @Test("closing commits queued writes and leaves one file") func closingDrains() async throws {
        let database = try folder.database()
        let entered = Latch()
        let release = Latch()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await database.write { _ in
                    entered.open()
                    release.wait()
                }
            }
            try #require(await eventually { entered.hasOpened })
            for number in 0..<10 { tasks.addTask { try await database.write { try $0.insert("\(number)") } } }
            try #require(await eventually { database.statistics.queueDepth >= 10 })
            release.open()
            database.close()
            try await tasks.waitForAll()
        }
        #expect(!PrivateFile.exists(folder.file("test.db-wal")))
        #expect(try folder.database().makeReader().noteCount == 10)
    }

    @Test("writes fail as busy while another process holds the lock too long, and recover") func busy() async throws {
        var configuration = DatabaseConfiguration()
        configuration.busyTimeout = 50
        let database = try folder.database(configuration: configuration)
        let other = try folder.foreign()
        try other.control("BEGIN IMMEDIATE")
        let error = #expect(throws: SQLiteError.self) { try database.writeNow { try $0.insert("now") } }
        #expect(error?.isBusy == true)
        #expect(await eventually { database.statistics.failed == 1 })
        try other.control("COMMIT")
        try database.writeNow { try $0.insert("later") }
        #expect(try database.makeReader().notes == ["later"])
    }

    @Test("the log grows during a long read and is reused afterwards") func longReader() async throws {
        var configuration = DatabaseConfiguration()
        configuration.checkpointPages = 20
        let database = try folder.database(configuration: configuration)
        let reader = try database.makeReader()
        try reader.read {
            _ = try reader.noteCount
            for _ in 0..<50 { try database.writeNow { try $0.insert("during a read") } }
            #expect(try reader.noteCount == 0)
        }
        #expect(await eventually { database.statistics.walPages >= 50 })
        for _ in 0..<50 { try database.writeNow { try $0.insert("afterwards") } }
        #expect(await eventually { database.statistics.walPages < 50 })
        #expect(database.statistics.checkpoints < 20)
        #expect(try reader.noteCount == 100)
    }

    @Test("files have mode 0600") func mode() throws {
        let database = try folder.database()
        try database.writeNow { try $0.insert("personal") }
        for name in ["test.db", "test.db-wal", "test.db-shm"] {
            var status = stat()
            #expect(stat(folder.file(name), &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600, "\(name)")
        }
    }
}
