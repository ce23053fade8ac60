import Foundation
import Glibc

@testable import SQLite

/// A temporary folder, removed after the test, and its databases.
final class TestFolder: Sendable {
    static let applicationID: Int32 = 0x5445_5354
    static let notes = Migration(
        version: 1, name: "notes",
        sql: """
            CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE note (
                id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK (text <> ''),
                author_id INTEGER REFERENCES author (id) DEFERRABLE INITIALLY DEFERRED
            ) STRICT;
            """)

    static func schema(_ migrations: [Migration] = [TestFolder.notes]) -> StorageSchema {
        StorageSchema(applicationID: applicationID, retiredIDs: [0x6F6C_6421], migrations: migrations)
    }

    let path: String

    init() throws {
        let parent = FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/sqlite-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SQLiteError(call: "mkdtemp", path: parent, errno: errno) }
        path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func database(
        _ name: String = "test.db", migrations: [Migration] = [TestFolder.notes],
        configuration: DatabaseConfiguration = .init()
    ) throws -> Database {
        try Database(
            path: file(name), schema: Self.schema(migrations), configuration: configuration)
    }

    /// A plain connection, as of another program.
    func foreign(_ name: String = "test.db") throws -> Connection {
        try PrivateFile.createIfMissing(file(name))
        return try Connection(path: file(name), role: .writer, configuration: .init())
    }

    func write(_ bytes: [UInt8], to name: String) {
        let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    func bytes(of name: String) -> [UInt8] {
        let descriptor = open(file(name), O_RDONLY)
        defer { close(descriptor) }
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(descriptor, &part, part.count), count > 0 { all += part[..<count] }
        return all
    }
}

extension Reader {
    var noteCount: Int { get throws { try first("SELECT count(*) FROM note") { $0.int(0) } ?? -1 } }
    var notes: [String] { get throws { try rows("SELECT text FROM note ORDER BY id") { $0.text(0) } } }
}

extension Writer {
    func insert(_ text: String) throws { try run("INSERT INTO note (text) VALUES (?1)", text) }
}

/// An error thrown by the body of a write.
struct Refusal: Error, Equatable {}
