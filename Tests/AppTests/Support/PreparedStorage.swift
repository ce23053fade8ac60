import Foundation
import SQLite

@testable import Chaland
@testable import Shell

/// The file of an association as bytes, made once per process and written again for each test: running the schema and
/// adding the cast takes longer than most tests.
struct PreparedStorage: Sendable {
    private let bytes: Data
    /// The rows of the cast; zero in an empty storage.
    let cast: Cast

    /// The schema alone, as a first start finds it.
    static let empty = Result { try PreparedStorage { _ in Cast() } }
    /// The schema, and the association with its cast.
    static let founded = Result { try PreparedStorage { try Cast(in: $0) } }

    /// Writes the file of a site that has not been opened yet.
    func write(to path: String) throws { try bytes.write(to: URL(fileURLWithPath: path)) }

    /// A copy of the current storage of a site, without its cast.
    init(copying site: TestSite) throws {
        let copy = site.folder + "/copy.sqlite"
        try Backup.copy(from: site.site.database.path, to: copy)
        bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        cast = Cast()
        try FileManager.default.removeItem(atPath: copy)
    }

    private init(_ fill: @escaping @Sendable (Writer) throws -> Cast) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("chaland-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("association.sqlite")
        let database = try Store.open(file.path)
        do {
            cast = try database.writeNow(fill)
            database.close()
        } catch {
            database.close()
            throw error
        }
        // The last connection has moved the log into the file: the file alone is the storage.
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        precondition(files == [file.lastPathComponent], "not one closed file: \(files)")
        bytes = try Data(contentsOf: file)
    }
}
