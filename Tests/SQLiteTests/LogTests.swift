import Testing

@testable import SQLite

@Suite("The write-ahead log, written in large pieces") struct LogTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// A text of its own for each number, of some pages.
    private func text(_ number: Int, pages: Int = 3) -> String { String(repeating: "\(number) ", count: pages * 1_024) }

    /// A copy of the file and its log as they stand on the disk, as a crash would leave them.
    private func copy(as name: String) throws -> Database {
        for suffix in ["", "-wal"] { folder.write(folder.bytes(of: "test.db" + suffix), to: name + suffix) }
        return try folder.database(name)
    }

    @Test("a write that was answered is in the files, however large it is", arguments: [0, 1, 40, 400])
    func durable(_ pages: Int) throws {
        let database = try folder.database()
        for number in 0..<3 {
            try database.writeNow { try $0.insert("\(number)" + text(number, pages: pages)) }
            let copied = try copy(as: "copy\(number).db")
            let notes = try copied.makeReader().notes
            #expect(notes == (0...number).map { "\($0)" + text($0, pages: pages) })
            copied.close()
        }
    }

    /// Writes through a connection whose pages go to the log before the commit, as those of migrations do.
    private struct Spilling {
        private let commit: GroupCommit

        init(_ database: Database, cacheKiB: Int) throws {
            var configuration = DatabaseConfiguration()
            configuration.cacheKiB = cacheKiB
            commit = GroupCommit(
                try Connection.writing(database.path, configuration), at: PrivateFile.Place(database.path), schema: 1)
        }

        func write<T: Sendable>(_ body: @escaping @Sendable (Writer) throws -> T) throws -> T {
            let ticket = BlockingTicket(body: body)
            _ = commit.commit([ticket])
            return try ticket.wait()
        }
    }

    @Test("a write that outgrows the memory for pages reads what it wrote, and is undone as a whole") func spilled()
        throws
    {
        let database = try folder.database()
        let writing = try Spilling(database, cacheKiB: 100)
        let reader = try database.makeReader()
        try writing.write { try $0.insert("first") }
        for attempt in 0..<3 {
            #expect(throws: Refusal.self) {
                try writing.write { db in
                    for number in 0..<300 {
                        try db.insert(text(number))
                        try db.run("UPDATE note SET text = text || '!' WHERE id = ?1", number / 2 + attempt + 2)
                    }
                    for number in 0..<300 {
                        let told = try db.first("SELECT text FROM note WHERE id = ?1", number + attempt + 2) {
                            $0.text(0)
                        }
                        #expect(told?.hasPrefix(text(number)) == true)
                    }
                    #expect(try database.makeReader().notes == ["first"] + (0..<attempt).map { "kept \($0)" })
                    throw Refusal()
                }
            }
            try writing.write { try $0.insert("kept \(attempt)") }
        }
        #expect(try reader.notes == ["first", "kept 0", "kept 1", "kept 2"])
        try writing.write { db in for number in 0..<300 { try db.insert(text(number)) } }
        #expect(try reader.notes.count == 304)
        let copied = try copy(as: "copy.db")
        #expect(try copied.makeReader().rows("PRAGMA integrity_check") { $0.text(0) } == ["ok"])
        #expect(try copied.makeReader().notes.last == text(299))
        copied.close()
    }

    @Test("a log that is emptied and begun anew stays whole") func begunAnew() throws {
        var configuration = DatabaseConfiguration()
        configuration.checkpointPages = 10
        let database = try folder.database(configuration: configuration)
        for number in 0..<200 { try database.writeNow { try $0.insert(text(number, pages: number % 7) + "\(number)") } }
        #expect(database.statistics.checkpoints > 10)
        let copied = try copy(as: "copy.db")
        #expect(try copied.makeReader().notes == (0..<200).map { text($0, pages: $0 % 7) + "\($0)" })
        #expect(try copied.makeReader().rows("PRAGMA integrity_check") { $0.text(0) } == ["ok"])
        copied.close()
    }

    @Test(
        "a large write that is undone among others takes no later one with it in a crash",
        arguments: [DatabaseConfiguration().changedKiB, 1_000, 1])
    func undoneAmongOthers(_ changedKiB: Int) throws {
        var configuration = DatabaseConfiguration()
        configuration.changedKiB = changedKiB
        let database = try folder.database(configuration: configuration)
        let door = Door()
        let large = 0..<500
        let group = [
            BlockingTicket { _ in door.wait() },
            BlockingTicket { try $0.insert("before") },
            BlockingTicket { db in
                for number in large { try db.insert(text(number)) }
                try db.run("UPDATE note SET text = text || '!' WHERE id BETWEEN 100 AND 200")
                for number in large { try db.insert(text(number)) }
                throw Refusal()
            },
            BlockingTicket { try $0.insert("beside") },
        ]
        for ticket in group { try database.thread.enqueue(ticket) }
        door.open()
        #expect(throws: Refusal.self) { try group[2].wait() }
        for ticket in [group[0], group[1], group[3]] { try ticket.wait() }
        try database.writeNow { try $0.insert("after") }
        let copied = try copy(as: "copy.db")
        #expect(try copied.makeReader().notes == ["before", "beside", "after"])
        copied.close()
    }

    @Test(
        "a large write whose statement was undone takes no later one with it in a crash", arguments: [64 << 10, 1_000])
    func statementUndone(_ changedKiB: Int) throws {
        var configuration = DatabaseConfiguration()
        configuration.changedKiB = changedKiB
        let database = try folder.database(configuration: configuration)
        try database.writeNow { db in
            for number in 1...500 { try db.insert(text(number)) }
            #expect(throws: SQLiteError.self) {
                // The last of them is refused, after the others were changed.
                try db.run("UPDATE note SET text = iif(id = 500, '', text || '!')")
            }
            for number in 1...500 { try db.insert(text(number)) }
        }
        try database.writeNow { try $0.insert("after") }
        let copied = try copy(as: "copy.db")
        #expect(try copied.makeReader().noteCount == 1_001)
        copied.close()
    }

    @Test("writes that change much share no commit with those behind them, and all are answered") func groupIsCut()
        throws
    {
        var configuration = DatabaseConfiguration()
        configuration.changedKiB = 500
        let database = try folder.database(configuration: configuration)
        let syncs = database.statistics.syncs
        let (entered, release) = (Door(), Door())
        let holding = BlockingTicket { _ in
            entered.open()
            release.wait()
        }
        let large = (0..<10).map { number in
            BlockingTicket { db in for part in 0..<100 { try db.insert(text(number * 100 + part)) } }
        }
        try database.thread.enqueue(holding)
        entered.wait()
        for ticket in large { try database.thread.enqueue(ticket) }
        release.open()
        for ticket in large { try ticket.wait() }
        #expect(try database.makeReader().notes == (0..<1_000).map { text($0) })
        database.close()
        #expect(database.statistics.syncs - syncs == 10)
        #expect(database.statistics.biggestGroup == 10)
    }

    @Test("what was undone is never written over what another program has committed meanwhile", arguments: 1..<40)
    func undoneBesideAnother(_ notes: Int) throws {
        var configuration = DatabaseConfiguration()
        // Everything stands in the database: nothing is read out of the log as it is undone.
        configuration.checkpointPages = 1
        let other = try folder.database(configuration: configuration)
        let one = try Spilling(other, cacheKiB: 40)
        for round in 0..<3 {
            #expect(throws: Refusal.self) {
                try one.write { db in
                    for number in 0..<notes { try db.insert(text(number)) }
                    throw Refusal()
                }
            }
            try other.writeNow { try $0.insert("other \(round)" + text(round, pages: 20)) }
            try one.write { try $0.insert("one \(round)") }
        }
        let copied = try copy(as: "copy.db")
        for reader in [try other.makeReader(), try copied.makeReader()] {
            #expect(try reader.rows("PRAGMA integrity_check") { $0.text(0) } == ["ok"])
            #expect(
                try reader.notes == (0..<3).flatMap { ["other \($0)" + text($0, pages: 20), "one \($0)"] })
        }
    }
}
