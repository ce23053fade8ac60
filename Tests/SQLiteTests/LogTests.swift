import TestSupport
import Testing

@testable import SQLite

@Suite("Write-ahead log after a crash") struct LogTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// A different text for each number, some pages long.
    private func text(_ number: Int, pages: Int = 3) -> String { String(repeating: "\(number) ", count: pages * 1_024) }

    /// Opens a copy of the file and its log, as after a crash.
    private func copy(as name: String) throws -> Database {
        for suffix in ["", "-wal"] { folder.write(folder.bytes(of: "test.db" + suffix), to: name + suffix) }
        return try folder.database(name)
    }

    @Test("an acknowledged write of any size is in the files", arguments: [0, 1, 40, 400])
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

    @Test("a log that restarts after a checkpoint is intact") func begunAnew() throws {
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
        "acknowledged writes survive a crash that follows a rolled-back large write",
        arguments: [DatabaseConfiguration().changedKiB, 1_000, 1])
    func undoneAmongOthers(_ changedKiB: Int) throws {
        var configuration = DatabaseConfiguration()
        configuration.changedKiB = changedKiB
        let database = try folder.database(configuration: configuration)
        let latch = Latch()
        let large = 0..<500
        let group = [
            BlockingTicket { _ in latch.wait() },
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
        latch.open()
        #expect(throws: Refusal.self) { try group[2].wait() }
        for ticket in [group[0], group[1], group[3]] { try ticket.wait() }
        try database.writeNow { try $0.insert("after") }
        let copied = try copy(as: "copy.db")
        #expect(try copied.makeReader().notes == ["before", "beside", "after"])
        copied.close()
    }

    @Test(
        "acknowledged writes survive a crash that follows a large write with a failed statement",
        arguments: [64 << 10, 1_000])
    func statementUndone(_ changedKiB: Int) throws {
        var configuration = DatabaseConfiguration()
        configuration.changedKiB = changedKiB
        let database = try folder.database(configuration: configuration)
        try database.writeNow { db in
            for number in 1...500 { try db.insert(text(number)) }
            #expect(throws: SQLiteError.self) {
                // The last row fails, after the others were changed.
                try db.run("UPDATE note SET text = iif(id = 500, '', text || '!')")
            }
            for number in 1...500 { try db.insert(text(number)) }
        }
        try database.writeNow { try $0.insert("after") }
        let copied = try copy(as: "copy.db")
        #expect(try copied.makeReader().noteCount == 1_001)
        copied.close()
    }

    @Test("large writes are split over several commits, and all are answered") func groupIsCut()
        throws
    {
        var configuration = DatabaseConfiguration()
        configuration.changedKiB = 500
        let database = try folder.database(configuration: configuration)
        let syncs = database.statistics.syncs
        let (entered, release) = (Latch(), Latch())
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
}
