import CSQLite

/// One connection and its prepared statements, confined to one thread at a time.
@usableFromInline final class Connection {
    /// What a connection may do.
    enum Role {
        /// Reads and writes: the writer thread, migrations, the target of a copy.
        case writer
        /// Reads only, and follows what others commit.
        case reader
        /// Reads a file nobody may trust or change: an old backup, an upload.
        case inspector
    }

    let handle: OpaquePointer
    let path: String
    /// Pages in the write-ahead log after the last commit of this connection.
    @exclusivity(unchecked) private(set) var walPages = 0
    /// Commits of this connection that wrote something: with `synchronous=FULL` each syncs the log once.
    @exclusivity(unchecked) private(set) var walCommits = 0

    @exclusivity(unchecked) private var statements: [StatementText: Statement] = [:]
    @exclusivity(unchecked) private var uses: UInt64 = 0
    private let statementLimit: Int
    private let log: StatementLog?
    /// Whether it is us who begin and end transactions just now; SQL of the product may not.
    @exclusivity(unchecked) private var isControlling = false
    /// Set on the connection of the writes: once a body has lost the transaction, what it goes on to write would commit by itself.
    @exclusivity(unchecked) var needsTransaction = false
    /// Whether statements were run whose changes `totalChanges` does not tell.
    @exclusivity(unchecked) var hasRunScript = false
    /// Memory for pages, in bytes, beyond which a transaction takes up no more writes.
    @exclusivity(unchecked) private var changedBytes = Int.max

    /// Opens `path`, which must exist, and sets what holds for every connection of ours.
    init(path: String, role: Role, configuration: DatabaseConfiguration) throws {
        Library.prepare()
        self.path = path
        statementLimit = configuration.statementLimit
        log = configuration.statementLog
        handle = try Self.open(path, role: role)
        do {
            try configure(role: role, configuration)
        } catch {
            sqlite3_close_v2(handle)
            throw error
        }
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    private static func open(_ path: String, role: Role) throws -> OpaquePointer {
        // NOMUTEX: confined to one thread, so SQLite need not lock. EXRESCODE: every result is an extended code.
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        var name = path
        switch role {
        case .writer, .reader: flags |= SQLITE_OPEN_READWRITE
        case .inspector:
            flags |= SQLITE_OPEN_READONLY
            if !PrivateFile.exists(path + "-wal") {
                // Nobody is writing it: then nothing is created beside it, whatever journal mode its header names.
                flags |= SQLITE_OPEN_URI
                name = "file:" + percentEncoded(path) + "?immutable=1"
            }
        }
        var opened: OpaquePointer?
        guard sqlite3_open_v2(name, &opened, flags, nil) == SQLITE_OK, let handle = opened else {
            defer { sqlite3_close_v2(opened) }
            throw SQLiteError(of: opened, path: path)
        }
        return handle
    }

    /// Pragmas: <https://sqlite.org/pragma.html>. No mmap: an I/O error would be a signal, and it does not work over a network.
    private func configure(role: Role, _ configuration: DatabaseConfiguration) throws {
        sqlite3_busy_timeout(handle, Int32(clamping: configuration.busyTimeout))
        csqlite_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        let cacheKiB = role == .reader ? configuration.readerCacheKiB : configuration.cacheKiB
        try script(
            """
            PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
            PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -\(cacheKiB);
            """)
        for function in configuration.functions { try function.register(with: handle) }
        switch role {
        case .writer:
            try script("PRAGMA journal_size_limit = \(configuration.logBytes)")
            observeWriteAheadLog()
            refuseTransactionControl()
        case .reader:
            try script("PRAGMA query_only = ON")
            refuseTransactionControl()
        case .inspector:
            csqlite_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
            csqlite_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0)
            try script("PRAGMA query_only = ON; PRAGMA cell_size_check = ON")
        }
    }

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

    /// Whether so many pages are in memory that the writes to come had better wait for the next transaction.
    var hasChangedMuch: Bool {
        var (bytes, highest): (Int32, Int32) = (0, 0)
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_USED, &bytes, &highest, 0)
        return bytes < 0 || bytes > changedBytes
    }

    /// Checkpoints are ours (see `WriterThread`), so that nobody's answer waits for one: this replaces the automatic ones.
    private func observeWriteAheadLog() {
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

    /// SQL of the product begins and ends no transaction (the group of others would end with it) and attaches no file
    /// (everything is in the one file of the association).
    private func refuseTransactionControl() {
        sqlite3_set_authorizer(
            handle,
            { context, action, _, _, _, _ in
                switch action {
                case SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ATTACH, SQLITE_DETACH:
                    guard let context else { return SQLITE_DENY }
                    let connection = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
                    return connection.isControlling ? SQLITE_OK : SQLITE_DENY
                default: return SQLITE_OK
                }
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}

extension Connection {
    /// A statement for `sql`, ready to bind; give it back with `finish()`.
    @usableFromInline func statement(_ sql: String) throws -> Statement {
        try requireTransaction()
        uses += 1
        let text = StatementText(sql)
        if let known = statements[text], !known.isInUse {
            known.isInUse = true
            known.lastUse = uses
            return known
        }
        let fresh = try prepare(sql)
        fresh.isInUse = true
        fresh.lastUse = uses
        // A statement still running keeps its place: the second one of the same text lives as long as its caller needs it.
        if statements[text] == nil {
            if statements.count >= statementLimit { forgetLeastUsed() }
            statements[text] = fresh
            if !isControlling { log?.record(sql) }
        }
        return fresh
    }

    /// Refuses what would run outside the transaction it belongs to.
    func requireTransaction() throws {
        guard needsTransaction, !isControlling, !isInTransaction else { return }
        throw SQLiteError(
            extendedCode: SQLiteError.Extended.abortedByRollback, message: "the transaction was rolled back")
    }

    private func forgetLeastUsed() {
        let idle = statements.values.filter { !$0.isInUse }
        if let oldest = idle.min(by: { $0.lastUse < $1.lastUse }) { statements[StatementText(oldest.sql)] = nil }
    }

    /// Prepares one statement, and one only: what stands after a `;` would be left out silently.
    func prepare(_ sql: String) throws -> Statement {
        var text = sql
        return try text.withUTF8 { utf8 in
            try utf8.withMemoryRebound(to: CChar.self) { characters in
                var first: OpaquePointer?
                var tail: UnsafePointer<CChar>?
                let length = Int32(clamping: characters.count)
                let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
                guard sqlite3_prepare_v3(handle, characters.baseAddress, length, flags, &first, &tail) == SQLITE_OK
                else { throw SQLiteError(of: handle, sql: sql) }
                guard let first else {
                    throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "no statement", sql: sql)
                }
                let statement = Statement(pointer: first, sql: sql)
                if let tail, let start = characters.baseAddress, tail - start < characters.count {
                    var second: OpaquePointer?
                    let rest = Int32(clamping: characters.count - (tail - start))
                    let result = sqlite3_prepare_v3(handle, tail, rest, 0, &second, nil)
                    defer { sqlite3_finalize(second) }
                    guard result == SQLITE_OK, second == nil else {
                        throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "more than one statement", sql: sql)
                    }
                }
                return statement
            }
        }
    }

    /// Runs statements without values and without results, one after the other.
    func script(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw SQLiteError(of: handle, sql: sql) }
    }

    /// Runs one of our own statements: BEGIN, COMMIT, SAVEPOINT and their kin.
    func control(_ sql: String) throws {
        isControlling = true
        defer { isControlling = false }
        let statement = try self.statement(sql)
        defer { statement.finish() }
        while try statement.step() {}
    }

    /// The first column of the first row, for pragmas and counts; 0 without a row.
    func integer(_ sql: String) throws -> Int {
        isControlling = true
        defer { isControlling = false }
        let statement = try self.statement(sql)
        defer { statement.finish() }
        return try statement.step() ? statement.row.int(0) : 0
    }

    /// Whether a transaction is open. SQLite ends one by itself on a full disk or an I/O error.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Rows changed by the last statement.
    var changes: Int { Int(sqlite3_changes64(handle)) }

    /// Rows changed by all statements so far, those of triggers among them; a statement that failed has changed none.
    var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

    /// Ends whatever transaction is still open.
    func rollBackIfNeeded() {
        // Nothing better can be done when this fails: SQLite has then rolled back itself.
        if isInTransaction { try? control("ROLLBACK") }
    }

    /// What the index of the write-ahead log says of the last commit, of whatever process.
    struct LogState: Equatable {
        private let state: csqlite_log_state

        init?(_ handle: OpaquePointer) {
            var state = csqlite_log_state()
            guard csqlite_read_log_state(handle, &state) == 1 else { return nil }
            self.state = state
        }

        static func == (left: LogState, right: LogState) -> Bool { left.state.words == right.state.words }
    }

    /// The same, read where SQLite has it in memory: no lock, no system call. Nil where there is no such index.
    func logState() -> LogState? { LogState(handle) }

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

    /// A path as it may stand in a `file:` URI (RFC 3986 §2.3).
    private static func percentEncoded(_ path: String) -> String {
        var encoded = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += (byte < 16 ? "%0" : "%") + digits
            }
        }
        return encoded
    }
}

/// Library-wide settings, made once, before the first connection.
private enum Library {
    private static let configured = csqlite_config_without_memory_statistics()
    /// Ignores the result: it fails only when SQLite was already in use, and then statistics cost one lock more.
    static func prepare() { _ = configured }
}
