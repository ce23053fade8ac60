import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Chaland
@testable import SQLite

@Suite("Work in the background") struct BackgroundWorkTests {
    /// The timer that makes it give way ends a sleep; SQLite counts what it meant to sleep as waited.
    @Test("is as patient with another writer as any other") func patience() throws {
        let path = NSTemporaryDirectory() + "chaland-patience-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
        let database = try Store.open(path)
        defer { database.close() }
        let connection = try Connection.writing(path, .init())
        let (isWriting, hasEnded) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        Thread.detachNewThread {
            _ = try? database.writeNow { db in
                try db.run("DELETE FROM sign_in_link")
                isWriting.signal()
                Thread.sleep(forTimeInterval: 0.5)
            }
        }
        isWriting.wait()
        Thread.detachNewThread { [lent = Lent(connection)] in
            let result = Result { try BackgroundWork.run { try lent.connection.control("BEGIN IMMEDIATE") } }
            outcome.withLock { $0 = result }
            hasEnded.signal()
        }
        hasEnded.wait()
        try #require(outcome.withLock { $0 }).get()
        connection.rollBackIfNeeded()
    }

    /// A connection handed to one other thread, and back.
    private struct Lent: @unchecked Sendable {
        let connection: Connection

        init(_ connection: Connection) { self.connection = connection }
    }
}
