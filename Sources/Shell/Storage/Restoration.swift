import Base
import Foundation
import SQLite

/// Puts a backup in the place of the association's file.
///
/// A server may go on serving meanwhile: the contents change in one transaction, and its next page is made of the new ones.
/// Everybody has to sign in again: a backup must not bring back a session, a link or an address that had ended since.
package enum Restoration {
    /// What a feature does in a file that was put back at a moment, in one write with all others.
    package typealias Rebuild = @Sendable (Writer, Instant) throws -> Void

    /// Checks `file`, keeps a copy of the present association beside it, and puts the contents of `file` in its place.
    /// - Returns: the path of the copy; nil when there was nothing to copy.
    /// - Throws: `DatabaseError` when `file` is of another program, newer, damaged, or holds a table or trigger that is not
    ///   ours; then nothing has changed.
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
        let copy = try keepPresent(path, schema, at: now)
        try Backup.restore(from: prepared, into: path, schema: schema)
        return copy
    }

    /// Removes what a restore that was killed has left beside the association at `path`: everybody's data, which nobody would look
    /// for there. Not while one is at work.
    package static func clearAway(_ path: String) { remove(prepared(path)) }

    private static func prepared(_ path: String) -> String { path + ".restoring" }

    /// Brings the schema up to date, checks that every row keeps to it, and lets each feature rebuild what is its own.
    private static func makeCurrent(
        _ path: String, _ schema: StorageSchema, _ rebuilds: [Rebuild], at now: Instant
    ) throws {
        let database = try Database(path: path, schema: schema)
        defer { database.close() }
        try Backup.checkRules(database)
        try database.writeNow { db in for rebuild in rebuilds { try rebuild(db, now) } }
    }

    /// Copies the present file aside; one too damaged to be copied is moved there as it is, with what belongs to it.
    private static func keepPresent(_ path: String, _ schema: StorageSchema, at now: Instant) throws -> String? {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return nil }
        let moment = Date(timeIntervalSince1970: TimeInterval(now.seconds)).formatted(.iso8601).replacing(":", with: "")
        let name = path.replacing(".sqlite", with: "") + ".before-restore-\(moment)"
        var copy = name + ".sqlite"
        var number = 1
        // One of the same second is kept too.
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
