import CSQLite

/// Copies all pages of one database into another, in one transaction of the target (<https://sqlite.org/backup.html>).
final class PageCopy {
    private let source: Connection
    private let target: Connection
    private var backup: OpaquePointer?

    /// Neither connection may have a transaction open.
    init(from source: Connection, into target: Connection) throws {
        (self.source, self.target) = (source, target)
        backup = sqlite3_backup_init(target.handle, "main", source.handle, "main")
        guard backup != nil else { throw SQLiteError(of: target.handle) }
    }

    // Rolls the target back unless `run` has completed.
    deinit { sqlite3_backup_finish(backup) }

    /// Takes the write lock of the target without copying pages. Later changes of the source are copied too.
    func lock() throws { try require(sqlite3_backup_step(backup, 0)) }

    /// Copies all pages and commits.
    /// - Parameter progress: called with values from 0 to 1.
    func run(progress: ((Double) -> Void)? = nil) throws {
        var result: Int32
        repeat {
            // 1 MiB a step: often enough for a progress bar.
            result = sqlite3_backup_step(backup, 256)
            let pages = Double(max(1, sqlite3_backup_pagecount(backup)))
            progress?(1 - Double(sqlite3_backup_remaining(backup)) / pages)
        } while result == SQLITE_OK
        // BUSY ends the copy: the busy timeout has already passed.
        let end = sqlite3_backup_finish(backup.take())
        try require(result)
        try require(end)
    }

    private func require(_ result: Int32) throws {
        guard result != SQLITE_OK, result != SQLITE_DONE else { return }
        throw SQLiteError(
            extendedCode: result, message: sqlite3_errstr(result).map { String(cString: $0) } ?? "unknown")
    }
}
