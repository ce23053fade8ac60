import Base
import Foundation
import SQLite

/// Puts a backup in the place of the association's file.
///
/// A server may keep running: the contents change in one transaction, and its next page shows the new ones. Everybody
/// has to sign in again: a backup must not revive a session or a link that ended since.
package enum Restoration {
    /// A feature's part of a restore at a moment. All parts run in one write.
    package typealias Rebuild = @Sendable (Writer, Instant) throws -> Void

    /// Checks `file`, keeps a copy of the present association beside it, and puts the contents of `file` in its place.
    /// - Returns: the path of the copy; nil when there was nothing to copy.
    /// - Throws: `DatabaseError` when `file` is of another program, newer or damaged, or has a table or trigger that
    ///   this program does not make; then nothing has changed.
    package static func run(
        from file: String, into path: String, schema: StorageSchema, rebuilding rebuilds: [Rebuild],
        clock: Clock = .system
    ) throws -> String? {
        let prepared = prepared(path)
        remove(prepared)
        defer { remove(prepared) }
        try Backup.restore(from: file, into: prepared, schema: schema)
        let now = clock.now()
        try makeCurrent(prepared, schema, rebuilds, at: now)
        let copy = try setAside(path, schema, at: now)
        try Backup.restore(from: prepared, into: path, schema: schema)
        return copy
    }

    /// Removes what a killed restore left beside the association at `path`: a copy with personal data. Not while a
    /// restore runs.
    package static func removeLeftovers(_ path: String) { remove(prepared(path)) }

    private static func prepared(_ path: String) -> String { path + ".restoring" }

    /// Migrates the prepared file, checks every row against the schema, and runs each feature's rebuild.
    private static func makeCurrent(
        _ path: String, _ schema: StorageSchema, _ rebuilds: [Rebuild], at now: Instant
    ) throws {
        let database = try Database(path: path, schema: schema)
        defer { database.close() }
        try Backup.checkRules(database)
        try database.writeNow { db in for rebuild in rebuilds { try rebuild(db, now) } }
    }

    /// Copies the present file aside; one too damaged to copy is moved there with its log.
    private static func setAside(_ path: String, _ schema: StorageSchema, at now: Instant) throws -> String? {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return nil }
        let moment = Date(timeIntervalSince1970: TimeInterval(now.seconds)).formatted(.iso8601).replacing(":", with: "")
        let name = path.replacing(".sqlite", with: "") + ".before-restore-\(moment)"
        var copy = name + ".sqlite"
        var number = 1
        // A second restore in the same second gets a name of its own.
        while files.fileExists(atPath: copy) {
            number += 1
            copy = "\(name)-\(number).sqlite"
        }
        do {
            try Backup.copy(from: path, to: copy)
            _ = try Backup.check(copy, schema: schema, allowsNewer: true)
        } catch {
            guard isBeyondCopying(error) else { throw error }
            for suffix in ["", "-wal", "-shm"] where files.fileExists(atPath: path + suffix) {
                try? files.removeItem(atPath: copy + suffix)
                try files.moveItem(atPath: path + suffix, toPath: copy + suffix)
            }
        }
        return copy
    }

    private static func isBeyondCopying(_ error: any Error) -> Bool {
        switch error {
        case DatabaseError.corrupt, DatabaseError.notThisProgram, DatabaseError.preRelease: true
        case let error as SQLiteError: error.isCorrupt
        default: false
        }
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}
