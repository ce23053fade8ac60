import CSQLite

/// One step of the schema.
public struct Migration: Sendable {
    /// Its number: 1 for the first, one more for each after it; `PRAGMA user_version` once it ran.
    public let version: Int
    /// A few words for the log.
    public let name: String
    /// Its statements. They run in one transaction with foreign keys unchecked until the end (a table may be rebuilt).
    public let sql: String

    /// A step.
    public init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }
}

/// Brings one file to the schema of this program, or leaves it as it was.
struct Migrator {
    private let connection: Connection
    private let schema: StorageSchema
    private let configuration: DatabaseConfiguration

    init(_ connection: Connection, _ schema: StorageSchema, _ configuration: DatabaseConfiguration = .init()) {
        self.connection = connection
        self.schema = schema
        self.configuration = configuration
    }

    /// Checks whose file it is, then runs what is missing: first on a copy, so that a step that fails has not touched the file, then
    /// all of it in one transaction.
    /// - Throws: `DatabaseError.migrationFailed`, and the file is as it was.
    func bringUpToDate() throws {
        try identify()
        if try connection.integer("SELECT count(*) FROM sqlite_schema") > 0 { try tryOnCopy() }
        if try connection.integer("PRAGMA application_id") == 0 {
            try connection.script("PRAGMA application_id = \(schema.applicationID)")
        }
        // Kept in the file; one reader or many, from now on nobody waits for the writer (https://sqlite.org/wal.html).
        try connection.script("PRAGMA journal_mode = WAL")
        try runMissing()
    }

    /// The version of the file; throws when it is not ours or ahead of us, before anything is written to it.
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

    /// The objects of `schema` at `version`, made anew in memory.
    static func objects(
        of schema: StorageSchema, at version: Int, functions: [ScalarFunction]
    ) throws -> Set<SchemaObject> {
        let configuration = DatabaseConfiguration(functions: functions)
        let connection = try Connection(path: ":memory:", role: .writer, configuration: configuration)
        try connection.script("PRAGMA foreign_keys = OFF")
        for migration in schema.migrations where migration.version <= version { try connection.script(migration.sql) }
        return Set(try Reader(connection).schema())
    }

    private func missing() throws -> [Migration] {
        let version = try connection.integer("PRAGMA user_version")
        return schema.migrations.filter { $0.version > version }
    }

    /// Runs on a copy what is missing. Meanwhile nobody else writes, another program that has just been started for the same file
    /// included: there is one copy, and what it shows is so of the file.
    private func tryOnCopy() throws {
        guard let first = try missing().first else { return }
        try connection.control("BEGIN IMMEDIATE")
        defer { connection.rollBackIfNeeded() }
        let path = connection.path + ".migrating"
        PrivateFile.remove(path)
        defer { PrivateFile.remove(path) }
        do { try Backup.copy(from: connection.path, to: path) } catch let error as SQLiteError {
            throw DatabaseError.migrationFailed(version: first.version, name: first.name, cause: error)
        }
        let copy = try Connection.writing(path, configuration)
        try Migrator(copy, schema, configuration).runMissing()
    }

    /// Runs what is missing in one transaction: all of it, or nothing.
    private func runMissing() throws {
        guard try !missing().isEmpty else { return }
        // Without effect inside a transaction, hence around it (https://sqlite.org/lang_altertable.html#otheralter).
        try connection.script("PRAGMA foreign_keys = OFF")
        try connection.control("BEGIN IMMEDIATE")
        defer { connection.rollBackIfNeeded() }
        // Once more: another process may have been started at the same moment and have done it.
        let missing = try missing()
        for (number, migration) in missing.enumerated() {
            do {
                try run(migration)
                if number == missing.count - 1 { try connection.control("COMMIT") }
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
                extendedCode: SQLiteError.Extended.foreignKey, message: "rows refer to others that are not there")
        }
        try connection.script("PRAGMA user_version = \(migration.version)")
    }
}

extension Connection {
    /// Opens `path` to write it; a file that is no database is told apart from one that cannot be opened or only be read.
    static func writing(_ path: String, _ configuration: DatabaseConfiguration) throws -> Connection {
        guard !PrivateFile.exists(path) || PrivateFile.isRegular(path) else { throw DatabaseError.notAFile(path: path) }
        do {
            let connection = try Connection(path: path, role: .writer, configuration: configuration)
            // SQLite opens what this account may not write for reading, without a word.
            guard sqlite3_db_readonly(connection.handle, "main") == 0 else {
                throw SQLiteError(extendedCode: SQLITE_READONLY, message: "\(path) can only be read", path: path)
            }
            return connection
        } catch let error as SQLiteError where error.isCorrupt {
            throw DatabaseError(error, path: path)
        }
    }
}
