import CSQLite

/// The write-ahead log: checkpoints, and cache spill.
extension Connection {
    /// Disables cache spill: all pages that a transaction changes stay in memory until its commit.
    ///
    /// Works around a bug of SQLite (3.40.1). When a page is written to the log twice before a commit, the checksums
    /// from its first frame on are computed at the commit. If the savepoint or statement that wrote that frame is
    /// rolled back, they are never computed, and recovery after a crash discards this commit and all later ones in the
    /// log.
    /// - Parameter kiB: limit of changed pages; see `hasReachedChangeLimit`.
    func disableCacheSpill(kiB: Int) throws {
        try script("PRAGMA cache_spill = OFF")
        changedBytes = max(1, kiB) << 10
    }

    /// True when the pages in memory exceed the limit: further writes should wait for the next transaction.
    var hasReachedChangeLimit: Bool {
        var (bytes, highest): (Int32, Int32) = (0, 0)
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_USED, &bytes, &highest, 0)
        return bytes < 0 || bytes > changedBytes
    }

    /// Records that the file is damaged, until its contents are replaced.
    func noteDamage() { damagedSchema = (try? integer("PRAGMA schema_version")) ?? -1 }

    /// Counts log pages and commits. Replaces automatic checkpoints: `WriterThread` runs them after writes are
    /// answered.
    func observeWriteAheadLog() {
        sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                let connection = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
                connection.walPages = Int(pages)
                connection.walCommits += 1
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Passive checkpoint: copies log pages into the database, as far as readers allow, without waiting.
    func checkpoint() {
        // On failure the pages stay in the log, durable, until the next checkpoint.
        _ = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    /// Checkpoints all pages and truncates the log. Waits for readers for half a second at most, which bounds the exit.
    func checkpointForClosing() {
        sqlite3_busy_timeout(handle, 500)
        _ = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    }
}
