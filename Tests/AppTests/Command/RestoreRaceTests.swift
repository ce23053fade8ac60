import Foundation
import SQLite
import Synchronization
import TestSupport
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

/// Writers that write as fast as they are answered.
private final class Writers: Sendable {
    private let database: Database
    private let isOver = Atomic(false)
    private let group = DispatchGroup()
    private let marks = Mutex<Set<String>>([])

    init(_ database: Database, count: Int) {
        self.database = database
        for number in 0..<count {
            group.enter()
            Thread.detachNewThread { [self] in
                write(as: number)
                group.leave()
            }
        }
    }

    /// The marks of the acknowledged writes.
    var acknowledged: Set<String> { marks.withLock { $0 } }

    private func write(as number: Int) {
        var turn = 0
        while !isOver.load(ordering: .relaxed) {
            turn += 1
            let mark = "\(number) \(turn)"
            let written = try? database.writeNow { db in
                try db.run(
                    "INSERT INTO encounter (shop_id, source, met_at, feeling, note) VALUES (1, 'visitor', 1, 4, ?1)",
                    mark)
            }
            if written != nil { marks.withLock { _ = $0.insert(mark) } }
        }
    }

    func end() {
        isOver.store(true, ordering: .relaxed)
        group.wait()
    }
}

@Suite("chaland restore beside a server") struct RestoreRaceTests {
    @Test("every acknowledged write is in the restored association or in the copy of the replaced one")
    func losesNothing() throws {
        let site = try TestSite()
        try site.write { db in
            try db.execute(
                """
                WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 40000)
                INSERT INTO encounter (shop_id, source, met_at, feeling) SELECT 1, 'visitor', x, 1 + x % 5 FROM n
                """)
        }
        let file = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        let writers = Writers(site.site.database, count: 4)
        #expect(eventually { writers.acknowledged.count > 50 })
        let copy = try #require(try Store.restore(from: file, into: site.site.database.path).copy)
        let before = writers.acknowledged.count
        #expect(eventually { writers.acknowledged.count > before + 50 })
        writers.end()
        let replaced = try #require(try Database.reader(path: copy, schema: Store.schema))
        let stored = try [replaced, site.loop.reader].flatMap { reader in
            try reader.rows("SELECT note FROM encounter WHERE note IS NOT NULL") { $0.text(0) }
        }
        let lost = writers.acknowledged.subtracting(stored)
        #expect(lost.isEmpty, "\(lost.count) of \(writers.acknowledged.count) are in neither file")
        #expect(Set(stored).count == stored.count, "no write is in both")
    }
}

@Suite("chaland restore, killed") struct KilledRestoreTests {
    private let site: TestSite
    private var path: String { site.site.database.path }
    private var copy: String { site.folder + "/association.before-restore-2026-03-02T090000Z.sqlite" }

    init() throws { site = try TestSite() }

    private func leave(_ token: String?, at path: String) throws {
        try Backup.copy(from: site.site.database.path, to: path)
        guard let token else { return }
        let database = try Store.open(path)
        defer { database.close() }
        try database.writeNow { try $0.execute("INSERT INTO restoration VALUES (1, x'\(token)', 1)") }
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: site.folder).sorted() }
    }

    @Test("before the replacement: the next start removes the copies", arguments: ["aa", nil])
    func before(_ token: String?) throws {
        let before = try files
        try leave(token, at: path + ".restoring")
        try leave(nil, at: copy + ".part")
        try leave(nil, at: copy + ".part.part")
        RestorationLeftovers.remove(beside: path, schema: Store.schema)
        #expect(try files == before)
    }

    @Test("after the replacement: the next start names the copy of what was replaced") func after() throws {
        let before = try files
        try leave("aa", at: path + ".restoring")
        try leave(nil, at: copy + ".part")
        try site.write { try $0.execute("INSERT INTO restoration VALUES (1, x'aa', 1)") }
        RestorationLeftovers.remove(beside: path, schema: Store.schema)
        #expect(try files == (before + [String(copy.split(separator: "/").last ?? "")]).sorted())
    }
}
