import Testing

@testable import SQLite

/// Adds up notes and writes their number into the table of authors, once a group.
private final class Tally: GroupWork {
    var added = 0
    init() {}
    func finish(in db: Writer) throws {
        guard added < 100 else { throw Refusal() }
        try db.run(
            """
            INSERT INTO author (name, id) VALUES ('all', ?1)
                ON CONFLICT (name) DO UPDATE SET id = id + excluded.id
            """, added)
    }
}

extension Writer {
    fileprivate func insertCounted(_ text: String, _ amount: Int = 1) throws {
        try insert(text)
        shared(Tally.self).added += amount
    }
}

/// Knows the highest number of a note.
private final class Highest: WriterMemory {
    var number: Int?
    init() {}
}

extension Writer {
    /// Inserts a note under the next number, which is looked up once.
    fileprivate func insertNumbered() throws {
        let highest = memory(Highest.self)
        let known = try highest.number ?? first("SELECT ifnull(max(id), 0) FROM note") { $0.int(0) } ?? 0
        highest.number = known + 1
        try run("INSERT INTO note (id, text) VALUES (?1, 'numbered')", known + 1)
    }
}

@Suite("What the writing connection remembers") struct WriterMemoryTests {
    @Test("lasts from one write to the next, and goes with whatever is undone") func undone() async throws {
        let folder = try TestFolder()
        let database = try folder.database()
        for number in 0..<20 {
            try database.writeNow { try $0.insertNumbered() }
            if number % 4 == 1 {
                #expect(throws: Refusal.self) {
                    try database.writeNow { db in
                        try db.insertNumbered()
                        throw Refusal()
                    }
                }
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<60 {
                tasks.addTask {
                    try? await database.write { db in
                        try db.insertNumbered()
                        if number % 5 == 0 { throw Refusal() }
                    }
                }
            }
            try await tasks.waitForAll()
        }
        let numbers = try database.makeReader().rows("SELECT id FROM note ORDER BY id") { $0.int(0) }
        #expect(numbers == Array(1...68))
    }
}

@Suite("Work that a group shares") struct GroupWorkTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func total(_ database: Database) throws -> Int {
        try database.makeReader().first("SELECT id FROM author") { $0.int(0) } ?? 0
    }

    @Test("is done once for all, and is in the commit of each") func together() async throws {
        let database = try folder.database()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<64 { tasks.addTask { try await database.write { try $0.insertCounted("\(number)") } } }
            try await tasks.waitForAll()
        }
        #expect(try total(database) == 64)
        try database.writeNow { try $0.insertCounted("alone") }
        #expect(try total(database) == 65)
    }

    @Test("has nothing of a write that was undone, alone or among others") func undone() async throws {
        let database = try folder.database()
        let kept = try await withThrowingTaskGroup(of: Bool.self) { tasks in
            for number in 0..<90 {
                tasks.addTask {
                    do {
                        try await database.write { db in
                            try db.insertCounted("\(number)")
                            if number % 3 == 0 { throw Refusal() }
                        }
                        return true
                    } catch is Refusal { return false }
                }
            }
            return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(kept == 60)
        #expect(throws: Refusal.self) {
            try database.writeNow { db in
                try db.insertCounted("alone")
                throw Refusal()
            }
        }
        #expect(try total(database) == 60)
        #expect(try database.makeReader().noteCount == 60)
    }

    @Test("when it cannot be done, only the write it cannot be done for fails") func impossible() async throws {
        let database = try folder.database()
        let kept = try await withThrowingTaskGroup(of: Bool.self) { tasks in
            for number in 0..<40 {
                tasks.addTask {
                    do {
                        try await database.write { try $0.insertCounted("\(number)", number == 20 ? 1_000 : 1) }
                        return true
                    } catch { return false }
                }
            }
            return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(kept == 39)
        #expect(try total(database) == 39)
        #expect(try database.makeReader().noteCount == 39)
    }

    @Test("a change of the schema is undone with the write that made it") func schema() async throws {
        let database = try folder.database()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<20 {
                tasks.addTask {
                    do {
                        try await database.write { db in
                            if number % 4 == 0 {
                                try db.execute("CREATE TABLE t\(number) (a)")
                                throw Refusal()
                            }
                            try db.insert("\(number)")
                        }
                    } catch is Refusal {}
                }
            }
            try await tasks.waitForAll()
        }
        let tables = try database.makeReader().schema().filter { $0.type == "table" }.map(\.name)
        #expect(tables == ["author", "note"])
        #expect(try database.makeReader().noteCount == 15)
    }
}
