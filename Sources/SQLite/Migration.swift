import CSQLite

/// One schema migration.
public struct Migration: Sendable {
    /// Its number, consecutive from 1; `PRAGMA user_version` after it has run.
    public let version: Int
    /// A short name for the log.
    public let name: String
    /// Its statements, run in one transaction. Foreign keys are checked at the end, so that a table may be rebuilt.
    public let sql: String

    /// A migration.
    public init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }
}

/// Migrates one file to the schema of this program, or leaves it unchanged.
struct Migrator {
    private let connection: Connection
    private let schema: StorageSchema
    private let configuration: DatabaseConfiguration

    init(_ connection: Connection, _ schema: StorageSchema, _ configuration: DatabaseConfiguration = .init()) {
        self.connection = connection
        self.schema = schema
        self.configuration = configuration
    }

    /// Checks that the file belongs to this program, then runs the pending migrations: first on a copy, so that a
    /// failing one does not touch the file, then in one transaction.
    /// - Throws: `DatabaseError.migrationFailed`; the file is unchanged.
    func bringUpToDate() throws {
        try identify()
        if try connection.integer("SELECT count(*) FROM sqlite_schema") > 0 { try tryOnCopy() }
        if try connection.integer("PRAGMA application_id") == 0 {
            try connection.script("PRAGMA application_id = \(schema.applicationID)")
        }
        // Persistent in the file. In WAL mode readers do not wait for the writer (https://sqlite.org/wal.html).
        try connection.script("PRAGMA journal_mode = WAL")
        try runPending()
    }

    /// The schema version of the file. Throws, before anything is written, when it belongs to another program or is
    /// newer.
    @discardableResult func identify() throws -> Int {
        do {
            let version = try connection.integer("PRAGMA user_version")
            let owner = try connection.integer("PRAGMA application_id")
            let objects = try connection.integer("SELECT count(*) FROM sqlite_schema")
            let isNew = owner == 0 && version == 0 && objects == 0
            guard isNew || owner == Int(schema.applicationID) else {
                throw schema.refusal(of: owner, path: connection.path)
            }
            guard version <= schema.version else {
                throw DatabaseError.newerThanProgram(found: version, known: schema.version)
            }
            return version
        } catch let error as SQLiteError where error.isCorrupt {
            throw DatabaseError(error, path: connection.path)
        }
    }

    /// The objects of `schema` at `version`, created in memory.
    static func objects(
        of schema: StorageSchema, at version: Int, functions: [ScalarFunction]
    ) throws -> Set<SchemaObject> {
        let configuration = DatabaseConfiguration(functions: functions)
        let connection = try Connection(path: ":memory:", role: .writer, configuration: configuration)
        try connection.script("PRAGMA foreign_keys = OFF")
        for migration in schema.migrations where migration.version <= version { try connection.script(migration.sql) }
        return Set(try Reader(connection).schema())
    }

    private func pending() throws -> [Migration] {
        let version = try connection.integer("PRAGMA user_version")
        return schema.migrations.filter { $0.version > version }
    }

    /// Runs the pending migrations on a copy. Holds the write lock meanwhile, so that no other program, including a
    /// second start on the same file, writes to it.
    private func tryOnCopy() throws {
        guard let first = try pending().first else { return }
        try connection.control("BEGIN IMMEDIATE")
        defer { connection.rollBackIfNeeded() }
        let path = connection.path + ".migrating"
        PrivateFile.remove(path)
        defer { PrivateFile.remove(path) }
        do { try Backup.copy(from: connection.path, to: path) } catch let error as SQLiteError {
            throw DatabaseError.migrationFailed(version: first.version, name: first.name, cause: error)
        }
        let copy = try Connection.writing(path, configuration)
        try Migrator(copy, schema, configuration).runPending()
    }

    /// Runs all pending migrations in one transaction.
    private func runPending() throws {
        guard try !pending().isEmpty else { return }
        // Has no effect inside a transaction, so it is set outside
        // (https://sqlite.org/lang_altertable.html#otheralter).
        try connection.script("PRAGMA foreign_keys = OFF")
        try connection.control("BEGIN IMMEDIATE")
        defer { connection.rollBackIfNeeded() }
        // Check again: a process started at the same time may have run them.
        let pending = try pending()
        for (number, migration) in pending.enumerated() {
            do {
                try run(migration)
                if number == pending.count - 1 { try connection.control("COMMIT") }
            } catch let error as SQLiteError {
                throw DatabaseError.migrationFailed(version: migration.version, name: migration.name, cause: error)
            }
        }
        connection.rollBackIfNeeded()
        try connection.script("PRAGMA foreign_keys = ON")
    }

    private func run(_ migration: Migration) throws {
        try connection.script(migration.sql)
        guard try connection.integer("SELECT count(*) FROM pragma_foreign_key_check") == 0 else {
            throw SQLiteError(
                extendedCode: SQLiteError.Extended.foreignKey, message: "rows refer to missing rows")
        }
        try connection.script("PRAGMA user_version = \(migration.version)")
    }
}

extension Connection {
    /// Opens `path` for writing. Throws different errors for a file that is not a database, cannot be opened, or is
    /// read-only.
    static func writing(_ path: String, _ configuration: DatabaseConfiguration) throws -> Connection {
        guard !PrivateFile.exists(path) || PrivateFile.isRegular(path) else { throw DatabaseError.notAFile(path: path) }
        do {
            let connection = try Connection(path: path, role: .writer, configuration: configuration)
            // SQLite silently opens a file read-only when this account may not write it.
            guard sqlite3_db_readonly(connection.handle, "main") == 0 else {
                throw SQLiteError(extendedCode: SQLITE_READONLY, message: "\(path) can only be read", path: path)
            }
            return connection
        } catch let error as SQLiteError where error.isCorrupt {
            throw DatabaseError(error, path: path)
        }
    }
}
