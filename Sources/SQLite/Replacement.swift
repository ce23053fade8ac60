import CSQLite

/// Replaces the contents of a database in one transaction: open connections continue with the new contents, and after a
/// power cut it has the old or the new ones.
///
/// Holds the write lock of the database from `init` to `commit`. Readers see the old contents until then, so a copy
/// made meanwhile has every acknowledged write.
public final class Replacement {
    private let pages: PageCopy

    /// Takes the write lock of the database at `path`, waiting at most for the busy timeout.
    /// - Parameter source: a database with the new contents; it may be changed until `commit`.
    /// - Throws: `DatabaseError` when one of them belongs to another program; `SQLiteError` when the lock cannot be
    ///   taken.
    public init(of path: String, by source: String, schema: StorageSchema) throws {
        let target = try Connection.writing(path, .init())
        _ = try Migrator(target, schema).identify()
        let source = try Connection(path: source, role: .reader, configuration: .init())
        try Backup.requireSamePages(source, target)
        pages = try PageCopy(from: source, into: target)
        try pages.lock()
    }

    /// Replaces the contents and releases the lock. Call it once.
    public func commit() throws { try pages.run() }
}

extension Backup {
    /// Renames the database file `prepared` to `path`, where no readable database is. An unreadable file there is moved
    /// to `aside` with its log. If the file system supports hard links, there is a file at `path` at every moment.
    public static func publish(_ prepared: String, at path: String, movingAside aside: String) throws {
        if PrivateFile.exists(path) { try PrivateFile.moveAside(path, to: aside) }
        try PrivateFile.publish(prepared, as: path)
    }

    /// Atomically and durably renames `part` to `path`.
    public static func publish(_ part: String, as path: String) throws { try PrivateFile.publish(part, as: path) }
}
