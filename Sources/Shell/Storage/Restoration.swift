import Foundation
import SQLite

/// Puts a backup in the place of the association's file.
///
/// A server may go on serving meanwhile: the contents change in one transaction, and its next page is made of the new ones.
/// Everybody has to sign in again: a backup must not bring back a session, a link or an address that had ended since.
public enum Restoration {
    /// Checks `file`, keeps a copy of the present association beside it, and puts the contents of `file` in its place.
    /// - Returns: the path of the copy; nil when there was nothing to copy.
    /// - Throws: `DatabaseError` when `file` is of another program, newer, damaged, or holds a table or trigger that is not
    ///   ours, or a number no program of ours writes; then nothing has changed.
    public static func run(from file: String, into path: String, clock: Clock = .system) throws -> String? {
        let prepared = prepared(path)
        remove(prepared)
        defer { remove(prepared) }
        try put(file, into: prepared)
        // Before a migration would work with them.
        try BackupNumbers.check(prepared)
        try makeCurrent(prepared)
        let copy = try keepPresent(path, at: clock.now())
        try put(prepared, into: path)
        return copy
    }

    /// Removes what a restore that was killed has left beside the association at `path`: everybody's data, which nobody would look
    /// for there. Not while one is at work.
    public static func clearAway(_ path: String) { remove(prepared(path)) }

    private static func prepared(_ path: String) -> String { path + ".restoring" }

    private static func put(_ file: String, into path: String) throws {
        try Backup.restore(from: file, into: path, applicationID: Store.applicationID, migrations: Store.migrations)
    }

    /// Brings the schema up to date, looks whether every row keeps to it, ends whatever opened something when the backup was made, and
    /// counts anew: whatever counts somebody wrote into the file, nobody sees them.
    private static func makeCurrent(_ path: String) throws {
        let database = try Store.open(path)
        defer { database.close() }
        try Backup.checkRules(database)
        try database.writeNow { db in
            for table in ["session", "sign_in_link", "first_steps", "change_key"] { try db.run("DELETE FROM \(table)") }
            try Recount.encounters(in: db)
            try Recount.directoryAndReviews(in: db)
        }
    }

    /// Copies the present file aside; one too damaged to be copied is moved there as it is, with what belongs to it.
    private static func keepPresent(_ path: String, at now: Instant) throws -> String? {
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
            _ = try Backup.check(copy, applicationID: Store.applicationID, newest: Int.max)
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
        case DatabaseError.corrupt, DatabaseError.notThisProgram: true
        case let error as SQLiteError: error.isCorrupt
        default: false
        }
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}
