import Glibc
import TestSupport
import Testing

@testable import SQLite

@Suite("Failing storage") struct StorageFaultTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    @Test("when the database is full, the write fails, others of its group succeed, and later ones work") func bounded()
        async throws
    {
        let database = try folder.database()
        try database.writeNow { try $0.execute("PRAGMA max_page_count = 12") }
        let big = String(repeating: "x", count: 60_000)
        let error = #expect(throws: SQLiteError.self) { try database.writeNow { try $0.insert(big) } }
        #expect(error?.cannotWrite == true)
        #expect(await eventually { database.statistics.failed == 1 })

        let results = await withTaskGroup(of: Bool.self) { tasks in
            for number in 0..<20 {
                tasks.addTask {
                    do {
                        try await database.write { try $0.insert(number % 5 == 0 ? big : "small \(number)") }
                        return true
                    } catch { return false }
                }
            }
            return await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(results == 16)
        #expect(try database.makeReader().noteCount == 16)
        try database.writeNow { try $0.execute("PRAGMA max_page_count = 100000") }
        try database.writeNow { try $0.insert(big) }
        #expect(try database.makeReader().noteCount == 17)
    }

    /// A disk of 1 MiB. Requires root; otherwise only the test above covers this.
    @Test(
        "a full disk at COMMIT fails the whole group, readers continue, and writes recover",
        .enabled(if: geteuid() == 0))
    func fullDisk() async throws {
        let disk = folder.file("disk")
        mkdir(disk, 0o700)
        try #require(mount("tmpfs", disk, "tmpfs", 0, "size=1m") == 0)
        defer { umount2(disk, 2) }
        let database = try folder.database("disk/test.db")
        try database.writeNow { try $0.insert("before") }
        let reader = try database.makeReader()
        folder.write([UInt8](repeating: 1, count: 1 << 20), to: "disk/ballast")

        var saved = 0
        for number in 0..<40 {
            do {
                try await database.write { try $0.insert("\(number) " + String(repeating: "x", count: 30_000)) }
                saved += 1
            } catch let error as SQLiteError {
                #expect(error.cannotWrite, "\(error)")
            }
            #expect(try reader.noteCount == saved + 1)
        }
        #expect(saved < 40)
        unlink(disk + "/ballast")
        try await database.write { try $0.insert("after") }
        #expect(try reader.noteCount == saved + 2)
        database.close()
        #expect(try Backup.check(database.path, schema: TestFolder.schema()) == 1)
    }

    @Test("writes fail while the file is moved away") func moved() throws {
        let database = try folder.database()
        try database.writeNow { try $0.insert("before") }
        #expect(rename(database.path, database.path + ".away") == 0)
        let error = #expect(throws: SQLiteError.self) { try database.writeNow { try $0.insert("lost") } }
        #expect(error?.cannotWrite == true)
        #expect(throws: SQLiteError.self) { try database.checkPlace() }
        #expect(rename(database.path + ".away", database.path) == 0)
        try database.checkPlace()
        try database.writeNow { try $0.insert("after") }
        #expect(try database.makeReader().notes == ["before", "after"])
    }

    @Test("writes fail after the file is removed") func removed() throws {
        let database = try folder.database()
        try database.writeNow { try $0.insert("before") }
        PrivateFile.remove(database.path)
        #expect(throws: SQLiteError.self) { try database.writeNow { try $0.insert("lost") } }
    }

    @Test("opening a database in a missing folder is an error") func cannotOpen() throws {
        let error = #expect(throws: SQLiteError.self) { try folder.database("missing/test.db") }
        #expect(error?.cannotWrite == true)
    }
}
