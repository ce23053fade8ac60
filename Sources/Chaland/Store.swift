import Base
import Shell
import SQLite
import Schema

/// The association's file as this program opens it.
package enum Store {
    /// What it consists of.
    package static let schema = Schema.association

    /// Opens or makes the file and brings its schema up to date.
    /// - Parameters:
    ///   - configuration: sizes and limits, such as more memory for pages where very many are about to be written.
    package static func open(_ path: String, _ configuration: DatabaseConfiguration = .init()) throws -> Database {
        try Database(path: path, schema: schema, configuration: configuration)
    }

    /// Puts a backup in the place of the file at `path`: see `Restoration.run`.
    package static func restore(
        from file: String, into path: String, clock: Clock = .system
    ) throws -> Restoration.Outcome {
        try Restoration.run(
            from: file, into: path, schema: schema, rebuilding: siteMap.features.map(\.rebuild),
            carryingOver: siteMap.features.map(\.carryOver), clock: clock)
    }
}
