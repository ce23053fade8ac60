import Base
import SQLite
import Schema
import Shell

/// The association’s database file.
package enum Store {
    /// Its schema.
    package static let schema = Schema.association

    /// Opens or creates the file and migrates its schema.
    /// - Parameters:
    ///   - configuration: sizes and limits, such as a larger page cache for very many writes.
    package static func open(_ path: String, _ configuration: DatabaseConfiguration = .init()) throws -> Database {
        try Database(path: path, schema: schema, configuration: configuration)
    }

    /// Replaces the file at `path` by a backup: see `Restoration.run`.
    package static func restore(
        from file: String, into path: String, clock: Clock = .system
    ) throws -> Restoration.Outcome {
        try Restoration.run(
            from: file, into: path, schema: schema, rebuilding: siteMap.features.map(\.rebuild),
            carryingOver: siteMap.carryOvers, clock: clock)
    }
}
