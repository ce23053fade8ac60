import CSQLite

/// One connection and its prepared statements, confined to one thread at a time.
@usableFromInline final class Connection {
    /// What a connection is for.
    enum Role {
        /// Reads and writes: the writer thread, migrations, the target of a copy.
        case writer
        /// Reads only, and sees the commits of others.
        case reader
        /// Reads an untrusted file: an old backup, an upload.
        case inspector
    }

    let handle: OpaquePointer
    let path: String
    /// Pages in the write-ahead log after the last commit of this connection.
    @exclusivity(unchecked) var walPages = 0
    /// Commits of this connection that wrote something: with `synchronous=FULL` each syncs the log once.
    @exclusivity(unchecked) var walCommits = 0

    @exclusivity(unchecked) var statements: [StatementText: Statement] = [:]
    @exclusivity(unchecked) var uses: UInt64 = 0
    let statementLimit: Int
    let log: StatementLog?
    /// Set while this layer runs BEGIN, COMMIT and the like, which the product's SQL may not run.
    @exclusivity(unchecked) var isControlling = false
    /// Set on the writing connection: after a transaction has been rolled back, further statements of a body would
    /// autocommit.
    @exclusivity(unchecked) var needsTransaction = false
    /// Whether statements have run whose changes `totalChanges` does not count.
    @exclusivity(unchecked) var hasRunScript = false
    /// The schema cookie of the file when corruption was found; nil without corruption. A restore changes the cookie.
    @exclusivity(unchecked) var damagedSchema: Int?
    /// Bytes of changed pages in memory beyond which a transaction accepts no more writes.
    @exclusivity(unchecked) var changedBytes = Int.max

    /// Opens `path`, which must exist, and applies the settings of every connection.
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
                // No writer: open it immutable, so that no file is created beside it, whatever its journal mode.
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

    /// Pragmas: <https://sqlite.org/pragma.html>. No mmap: I/O errors would be signals, and it does not work on network
    /// file systems.
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

    /// SQL of the product may neither begin nor end transactions (that would end the whole commit group) nor attach
    /// files (all data is in one file).
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

    /// Percent-encodes a path for a `file:` URI (RFC 3986 §2.3).
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

/// Library-wide settings, applied once before the first connection.
private enum Library {
    private static let configured = csqlite_config_without_memory_statistics()
    /// Ignores the result: it fails only when SQLite is already in use, and then memory statistics cost one more lock.
    static func prepare() { _ = configured }
}
