import CSQLite

/// Replaces the contents of a database in one transaction: connections that have it open go on with the new contents, and
/// after a power cut it has the old or the new ones.
///
/// Holds the write lock of the database from `init` to `commit`. Until then everybody reads the old contents, so that a copy
/// made meanwhile has every acknowledged write.
public final class Replacement {
    private let pages: PageCopy

    /// Takes the write lock of the database at `path`; waits for the busy timeout where another program writes.
    /// - Parameter source: a database with the contents to come; it may be changed until `commit`.
    /// - Throws: `DatabaseError` when one of them is not of this program; `SQLiteError` when the lock cannot be taken.
    public init(of path: String, by source: String, schema: StorageSchema) throws {
        let target = try Connection.writing(path, .init())
        _ = try Migrator(target, schema).identify()
        let source = try Connection(path: source, role: .reader, configuration: .init())
        try Backup.requireSamePages(source, target)
        pages = try PageCopy(from: source, into: target)
        try pages.lock()
    }

    /// Puts the contents in place and releases the lock. Call it once.
    public func commit() throws { try pages.run() }
}

extension Backup {
    /// Puts the finished database file `prepared` at `path`, which has no file that can be read: one that is there is moved to
    /// `aside` with its log. At every moment there is a file at `path`, where the file system has hard links.
    public static func publish(_ prepared: String, at path: String, movingAside aside: String) throws {
        if PrivateFile.exists(path) { try PrivateFile.moveAside(path, to: aside) }
        try PrivateFile.publish(prepared, as: path)
    }

    /// Gives a finished file its name, in one step that survives a power cut.
    public static func publish(_ part: String, as path: String) throws { try PrivateFile.publish(part, as: path) }
}
