import Testing

@testable import SQLite

@Suite("Group commit") struct GroupCommitTests {
    @Test("a schema change is rolled back with its write") func schema() async throws {
        let folder = try TestFolder()
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
