import Testing

@testable import SQLite

@Suite("Group-commit delay") struct CommitDelayTests {
    @Test("waits for as many writes as are in flight, up to a millisecond after the commit") func waits() {
        let delay = CommitDelay(answered: 40, waiting: 24, at: 5_000)
        #expect(delay.wait(with: 24, upTo: 256, at: 6_000) == 1_005_000)
        #expect(delay.wait(with: 63, upTo: 256, at: 1_004_999) == 1_005_000)
        #expect(delay.wait(with: 64, upTo: 256, at: 6_000) == nil, "all are queued")
        #expect(delay.wait(with: 24, upTo: 256, at: 1_005_000) == nil, "the time is over")
    }

    @Test("waits for at most the group limit") func limit() {
        let delay = CommitDelay(answered: 300, waiting: 0, at: 0)
        #expect(delay.wait(with: 255, upTo: 256, at: 1) != nil)
        #expect(delay.wait(with: 256, upTo: 256, at: 1) == nil)
    }

    @Test("no delay for fewer than eight writes, nor before the first commit", arguments: [(1, 0), (1, 6), (7, 0)])
    func few(answered: Int, waiting: Int) {
        #expect(CommitDelay(answered: answered, waiting: waiting, at: 0).wait(with: 1, upTo: 256, at: 1) == nil)
        #expect(CommitDelay().wait(with: 1, upTo: 256, at: 0) == nil)
    }

    @Test("closing during the delay commits the queued writes and returns") func closing() async throws {
        for _ in 0..<20 {
            let folder = try TestFolder()
            let database = try folder.database()
            // Sixteen at once, then one alone during the delay.
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for n in 0..<16 { tasks.addTask { try await database.write { try $0.insert("note \(n)") } } }
                try await tasks.waitForAll()
            }
            let last = Task { try await database.write { try $0.insert("the last") } }
            while database.statistics.queueDepth == 0, database.statistics.writes < 17 { await Task.yield() }
            database.close()
            try await last.value
            let stored = try folder.foreign().integer("SELECT count(*) FROM note")
            #expect(stored == 17)
        }
    }
}
