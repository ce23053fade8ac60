import CSQLite

/// The write-ahead log: checkpoints, and keeping changed pages in memory until the commit.
extension Connection {
    /// Keeps the pages that a transaction changes in memory until its commit, however many they are.
    ///
    /// Where a page goes to the log twice before the commit, SQLite (3.40.1) leaves the sums of the log to the commit, from the
    /// first time on. When a savepoint or a statement is undone that this place belonged to, they are never made: after a crash
    /// this commit and every later one in that log are taken for garbage.
    /// - Parameter kiB: when `hasChangedMuch` says so.
    func keepChanges(kiB: Int) throws {
        try script("PRAGMA cache_spill = OFF")
        changedBytes = max(1, kiB) << 10
    }

    /// True when enough pages are in memory that the writes to come should wait for the next transaction.
    var hasChangedMuch: Bool {
        var (bytes, highest): (Int32, Int32) = (0, 0)
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_USED, &bytes, &highest, 0)
        return bytes < 0 || bytes > changedBytes
    }

    /// Remembers that the file is damaged, until its contents are replaced.
    func noteDamage() { damagedSchema = (try? integer("PRAGMA schema_version")) ?? -1 }

    /// `WriterThread` makes the checkpoints, so that no answer waits for one: this replaces the automatic ones.
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

    /// Moves pages of the write-ahead log into the database, as many as no reader needs, without waiting for anybody.
    func checkpoint() {
        // When it fails the pages stay in the log, as durable there: the next time does it.
        _ = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    /// Moves all pages and empties the log; waits for readers for half a second at most, since somebody wants to stop.
    func checkpointForClosing() {
        sqlite3_busy_timeout(handle, 500)
        _ = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    }
}
