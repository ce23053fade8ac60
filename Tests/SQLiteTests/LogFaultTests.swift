import CSQLite
import Foundation
import Glibc
import Synchronization
import Testing

@testable import SQLite

/// Makes writes to one file fail below SQLite, like a full or broken disk. Replaces SQLite's `pwrite` in the whole
/// process; writes to other files succeed.
private enum Disk {
    /// The file, by its inode; 0 for none.
    private static let file = Atomic<UInt>(0)
    /// Writes that still succeed.
    private static let good = Atomic<Int>(0)
    /// Writes that fail after them; later ones succeed.
    private static let bad = Atomic<Int>(0)
    private static let reason = Atomic<Int32>(0)
    private static let failed = Atomic<Int>(0)

    private static let write: @convention(c) (Int32, UnsafeRawPointer?, Int, Int) -> Int = {
        descriptor, bytes, count, at in
        var found = stat()
        let watched = file.load(ordering: .relaxed)
        guard watched != 0, fstat(descriptor, &found) == 0, UInt(found.st_ino) == watched,
            good.subtract(1, ordering: .relaxed).newValue < 0
        else { return pwrite(descriptor, bytes, count, at) }
        guard bad.subtract(1, ordering: .relaxed).newValue >= 0 else {
            file.store(0, ordering: .relaxed)
            return pwrite(descriptor, bytes, count, at)
        }
        failed.add(1, ordering: .relaxed)
        // A partial write may have succeeded.
        _ = pwrite(descriptor, bytes, count / 2, at)
        errno = reason.load(ordering: .relaxed)
        return -1
    }

    private static let isInstalled: Bool = {
        guard let system = sqlite3_vfs_find("unix"), let replace = system.pointee.xSetSystemCall else { return false }
        for call in ["pwrite", "pwrite64"] {
            guard replace(system, call, unsafeBitCast(write, to: sqlite3_syscall_ptr.self)) == SQLITE_OK else {
                return false
            }
        }
        return true
    }()

    /// Makes `bad` writes to the file at `path` fail for `reason`, after `good` more.
    static func fail(_ path: String, after good: Int, _ bad: Int, _ reason: Int32) {
        #expect(isInstalled)
        var found = stat()
        guard stat(path, &found) == 0 else { return }
        self.good.store(good, ordering: .relaxed)
        self.bad.store(bad, ordering: .relaxed)
        self.reason.store(reason, ordering: .relaxed)
        file.store(UInt(found.st_ino), ordering: .relaxed)
    }

    /// Ends the fault; returns the number of failed writes.
    static func heal() -> Int {
        file.store(0, ordering: .relaxed)
        return failed.load(ordering: .relaxed)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same sequence for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

/// One statement of a write, applied to the database and to the expected contents.
private enum Change: Sendable {
    case put(Int, String)
    /// Many rows by one statement, which SQLite can roll back alone.
    case append(ClosedRange<Int>, String)
    case remove(ClosedRange<Int>)
    /// Many rows by one statement, which fails at the last row, if it exists.
    case empty(ClosedRange<Int>)

    static func any(_ random: inout SplitMix) -> Change {
        let first = Int.random(in: 1...40, using: &random)
        let range = first...(first + Int.random(in: 0...15, using: &random))
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<6:
            let length = random.chance(80) ? Int.random(in: 1...3_000, using: &random) : 30_000
            return .put(first, String(repeating: "\(first) \(length % 97) ", count: length / 6 + 1))
        case 6..<9: return .append(range, "+\(first)")
        case 9: return .remove(range)
        default: return .empty(range)
        }
    }

    func make(in db: Writer) throws {
        switch self {
        case .put(let id, let text):
            try db.run(
                "INSERT INTO note (id, text) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET text = excluded.text", id, text)
        case .append(let ids, let more):
            try db.run(
                "UPDATE note SET text = text || ?3 WHERE id BETWEEN ?1 AND ?2", ids.lowerBound, ids.upperBound, more)
        case .remove(let ids):
            try db.run("DELETE FROM note WHERE id BETWEEN ?1 AND ?2", ids.lowerBound, ids.upperBound)
        case .empty(let ids):
            try db.run(
                "UPDATE note SET text = iif(id = ?2, '', text || '-') WHERE id BETWEEN ?1 AND ?2", ids.lowerBound,
                ids.upperBound)
        }
    }

    func make(in notes: inout [Int: String]) {
        switch self {
        case .put(let id, let text): notes[id] = text
        case .append(let ids, let more): for id in ids { notes[id]? += more }
        case .remove(let ids): for id in ids { notes[id] = nil }
        case .empty(let ids): for id in ids { notes[id]? += "-" }
        }
    }
}

@Suite("Write-ahead log on a failing disk", .serialized) struct LogFaultTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// A seed, and whether the disk fails.
    struct Story: Sendable {
        let number: UInt64
        let diskFails: Bool
    }

    private static let stories = (1...4).flatMap { number in
        [false, true].map { Story(number: number, diskFails: $0) }
    }

    private func connection() throws -> Connection {
        var configuration = DatabaseConfiguration()
        // Room for a dozen pages: changed pages must stay in memory beyond it (`Connection.disableCacheSpill`).
        (configuration.cacheKiB, configuration.busyTimeout, configuration.logBytes) = (48, 0, 200_000)
        let connection = try Connection.writing(folder.file("test.db"), configuration)
        try connection.disableCacheSpill(kiB: configuration.changedKiB)
        return connection
    }

    private func group(_ random: inout SplitMix) -> [BlockingTicket<[Change]>] {
        (0..<Int.random(in: 1...6, using: &random)).map { _ in
            let changes = (0..<Int.random(in: 0...12, using: &random)).map { _ in Change.any(&random) }
            let (isRefused, goesOn) = (random.chance(20), random.chance(50))
            return BlockingTicket { db in
                var done: [Change] = []
                for change in changes {
                    do {
                        try change.make(in: db)
                        done.append(change)
                    } catch  where goesOn {}
                }
                if isRefused { throw Refusal() }
                return done
            }
        }
    }

    private func breakDisk(_ random: inout SplitMix) {
        Disk.fail(
            folder.file(random.chance(80) ? "test.db-wal" : "test.db"), after: Int.random(in: 0...6, using: &random),
            Int.random(in: 1...3, using: &random), random.chance(70) ? ENOSPC : EIO)
    }

    private func notes(_ name: String) throws -> [Int: String] {
        let reader = Reader(try Connection(path: folder.file(name), role: .reader, configuration: .init()))
        #expect(try reader.rows("PRAGMA quick_check") { $0.text(0) } == ["ok"])
        return try Dictionary(
            uniqueKeysWithValues: reader.rows("SELECT id, text FROM note") { ($0.int(0), $0.text(1)) })
    }

    /// The notes that a crash at this moment would leave.
    private func notesAfterCrash() throws -> [Int: String] {
        defer { PrivateFile.remove(folder.file("copy.db")) }
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.file("test.db" + suffix), toPath: folder.file("copy.db" + suffix))
        }
        return try notes("copy.db")
    }

    @Test(
        "two programs write in turn, with some writes rolled back: after each answer the files hold all answered writes, and only those",
        arguments: stories)
    func everything(_ story: Story) throws {
        try folder.database().close()
        let connections = try (0..<2).map { _ in try connection() }
        let writers = connections.map { GroupCommit($0, at: PrivateFile.Place(folder.file("test.db")), schema: 1) }
        let checkpoints = [SQLITE_CHECKPOINT_PASSIVE, SQLITE_CHECKPOINT_RESTART, SQLITE_CHECKPOINT_TRUNCATE]
        var random = SplitMix(state: story.number)
        var expected: [Int: String] = [:]
        let failedBefore = Disk.heal()
        for round in 0..<30 {
            let which = Int.random(in: 0...1, using: &random)
            let tickets = group(&random)
            if story.diskFails, random.chance(40) { breakDisk(&random) }
            _ = writers[which].commit(tickets)
            if random.chance(20), let mode = checkpoints.randomElement(using: &random) {
                sqlite3_wal_checkpoint_v2(connections[1 - which].handle, nil, mode, nil, nil)
            }
            _ = Disk.heal()
            for ticket in tickets {
                for change in (try? ticket.wait()) ?? [] { change.make(in: &expected) }
            }
            try #require(try notesAfterCrash() == expected, "after a crash in round \(round)")
            try #require(try notes("test.db") == expected, "in round \(round)")
        }
        if story.diskFails { #expect(Disk.heal() > failedBefore) }
    }
}
