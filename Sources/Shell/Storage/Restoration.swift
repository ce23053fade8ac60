import Base
import FoundationEssentials
import SQLite

/// Replaces the association's file by a backup.
///
/// A server may keep running: the contents change in one transaction, and its next page shows the new ones. The write
/// lock is held from the copy of the present association to its replacement, so that every acknowledged write is in the
/// copy or in the restored file. All members have to sign in again, and what was ended or withdrawn since the backup
/// does not come back.
package struct Restoration {
    /// A feature's step in the prepared file, before the write lock is taken: it recounts, and ends what a backup must
    /// not revive.
    package typealias Rebuild = @Sendable (Writer, Instant) throws -> Void
    /// A feature's step under the write lock: it repeats in the restored file what was ended, withdrawn or erased in
    /// the replaced one. By then the restored file has the rows of `erasure` of both files.
    package typealias CarryOver = @Sendable (_ replaced: Reader, _ restored: Writer, Instant) throws -> Void

    /// What a restore did.
    package struct Outcome: Sendable {
        /// The copy of the replaced association; nil when there was none.
        package var copy: String?
        /// False when the replaced file could not be read, has an older schema or belongs to another association: then
        /// access that ended since the backup is open again.
        package var isCarriedOver = true
    }

    private let path: String
    private let schema: StorageSchema
    private let now: Instant
    /// The file that is made ready beside the association.
    private var prepared: String { RestorationLeftovers.prepared(path) }

    /// Checks `file`, copies the present association aside, and puts the contents of `file` in its place.
    /// - Throws: `DatabaseError` when `file` is of another program, newer or damaged, or has a table or trigger that
    ///   this program does not make; then nothing has changed.
    package static func run(
        from file: String, into path: String, schema: StorageSchema, rebuilding rebuilds: [Rebuild],
        carryingOver carries: [CarryOver], clock: Clock = .system, randomness: Randomness = .system
    ) throws -> Outcome {
        let restoration = Restoration(path: path, schema: schema, now: clock.now())
        RestorationLeftovers.remove(beside: path, schema: schema)
        defer { RestorationLeftovers.remove(beside: path, schema: schema) }
        try Backup.restore(from: file, into: restoration.prepared, schema: schema)
        try restoration.prepare(rebuilds, token: randomness.bytes(16))
        return try restoration.replace(carries)
    }

    /// Migrates the prepared file, checks every row against the schema, and runs each feature's rebuild.
    private func prepare(_ rebuilds: [Rebuild], token: [UInt8]) throws {
        let database = try Database(path: prepared, schema: schema)
        defer { database.close() }
        try Backup.checkRules(database)
        let now = now
        do {
            try database.writeNow { db in
                for rebuild in rebuilds { try rebuild(db, now) }
                try db.run("INSERT OR REPLACE INTO restoration (id, token, restored_at) VALUES (1, ?1, ?2)", token, now)
            }
        } catch let error as SQLiteError where error.isCorrupt {
            throw DatabaseError.corrupt(.unreadable(error.message))
        }
    }

    private func replace(_ carries: [CarryOver]) throws -> Outcome {
        guard FileManager.default.fileExists(atPath: path) else {
            try Backup.publish(prepared, as: path)
            return Outcome()
        }
        let copy = freeName()
        let replacement: Replacement
        do {
            replacement = try Replacement(of: path, by: prepared, schema: schema)
        } catch  where isBeyondCopying(error) {
            try Backup.publish(prepared, at: path, movingAside: copy)
            return Outcome(copy: copy, isCarriedOver: false)
        }
        // Its final name only once it is replaced: see `RestorationLeftovers`.
        let part = RestorationLeftovers.part(of: copy)
        try Backup.copy(from: path, to: part)
        let isCarriedOver = try carryOver(from: part, carries)
        try replacement.commit()
        try Backup.publish(part, as: copy)
        return Outcome(copy: copy, isCarriedOver: isCarriedOver)
    }

    /// - Returns: false when the replaced file is too damaged, has an older schema or belongs to another association.
    private func carryOver(from replaced: String, _ carries: [CarryOver]) throws -> Bool {
        let database = try Database(path: prepared, schema: schema)
        defer { database.close() }
        let (schema, now) = (schema, now)
        do {
            return try database.writeNow { db in
                guard let old = try Database.reader(path: replaced, schema: schema),
                    try old.first("PRAGMA user_version", decode: { $0.int(0) }) == schema.version
                else { return false }
                guard let founded = try Self.foundedAt(in: old) else { return true }
                guard try Self.foundedAt(in: db) == founded else { return false }
                try Erasure.carryOver(from: old, in: db)
                for carry in carries { try carry(old, db, now) }
                return true
            }
        } catch let error as SQLiteError where error.isCorrupt {
            return false
        }
    }

    /// Tells two associations apart: a backup of another one has rows of other people under the same numbers.
    private static func foundedAt(in db: Reader) throws -> Int? {
        try db.first("SELECT founded_at FROM association") { $0.int(0) }
    }

    /// A name for the copy that no file has: a second restore in the same second gets another.
    private func freeName() -> String {
        let moment = Date(timeIntervalSince1970: TimeInterval(now.seconds)).formatted(.iso8601).replacing(":", with: "")
        let name = RestorationLeftovers.copyPrefix(path) + moment
        var copy = name + ".sqlite"
        var number = 1
        while FileManager.default.fileExists(atPath: copy) {
            number += 1
            copy = "\(name)-\(number).sqlite"
        }
        return copy
    }

    private func isBeyondCopying(_ error: any Error) -> Bool {
        switch error {
        case DatabaseError.corrupt, DatabaseError.notThisProgram, DatabaseError.preRelease: true
        case let error as SQLiteError: error.isCorrupt
        default: false
        }
    }
}
