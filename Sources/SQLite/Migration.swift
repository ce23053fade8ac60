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
    private let applicationID: Int32
    private let migrations: [Migration]

    init(_ connection: Connection, applicationID: Int32, _ migrations: [Migration]) {
        precondition(applicationID != 0, "0 is what files of nobody have")
        precondition(migrations.map(\.version) == Array(1..<(migrations.count + 1)), "migrations are numbered 1, 2, 3…")
        self.connection = connection
        self.applicationID = applicationID
        self.migrations = migrations
    }

    /// Checks whose file it is, then runs what is missing. A database with contents is copied first, and put back should a
    /// migration fail after another one has been committed.
    func bringUpToDate() throws {
        let version = try identify()
        if try connection.integer("PRAGMA application_id") == 0 {
            try connection.script("PRAGMA application_id = \(applicationID)")
        }
        // Kept in the file; one reader or many, from now on nobody waits for the writer (https://sqlite.org/wal.html).
        try connection.script("PRAGMA journal_mode = WAL")
        let missing = migrations.filter { $0.version > version }
        guard !missing.isEmpty else { return }
        guard version > 0 else { return try runAll(missing, from: 0, safetyCopy: nil) }

        let safetyCopy = connection.path + ".before-migration"
        try Backup.copy(from: connection.path, to: safetyCopy)
        try runAll(missing, from: version, safetyCopy: safetyCopy)
        PrivateFile.remove(safetyCopy)
    }

    /// The version of the file; throws when it is not ours or ahead of us, before anything is written to it.
    func identify() throws -> Int {
        do {
            let version = try connection.integer("PRAGMA user_version")
            let owner = try connection.integer("PRAGMA application_id")
            let objects = try connection.integer("SELECT count(*) FROM sqlite_schema")
            let isNew = owner == 0 && version == 0 && objects == 0
            guard isNew || owner == Int(applicationID) else {
                throw DatabaseError.notThisProgram(path: connection.path)
            }
            guard version <= migrations.count else {
                throw DatabaseError.newerThanProgram(found: version, known: migrations.count)
            }
            return version
        } catch let error as SQLiteError where error.isCorrupt {
            throw DatabaseError(error, path: connection.path)
        }
    }

    /// What the schema of `version` consists of, made anew in memory.
    static func schema(
        at version: Int, of migrations: [Migration], functions: [ScalarFunction]
    ) throws -> Set<SchemaObject> {
        let configuration = DatabaseConfiguration(functions: functions)
        let connection = try Connection(path: ":memory:", role: .writer, configuration: configuration)
        try connection.script("PRAGMA foreign_keys = OFF")
        for migration in migrations where migration.version <= version { try connection.script(migration.sql) }
        return Set(try Reader(connection).schema())
    }

    private func runAll(_ missing: [Migration], from version: Int, safetyCopy: String?) throws {
        // Without effect inside a transaction, hence around all of them (https://sqlite.org/lang_altertable.html#otheralter).
        try connection.script("PRAGMA foreign_keys = OFF")
        for migration in missing {
            do {
                try run(migration)
            } catch {
                connection.rollBackIfNeeded()
                throw failure(of: migration, error, isFirst: migration.version == version + 1, safetyCopy)
            }
        }
        try connection.script("PRAGMA foreign_keys = ON")
    }

    private func run(_ migration: Migration) throws {
        try connection.control("BEGIN IMMEDIATE")
        // Another process may have started at the same moment and have done it.
        if try connection.integer("PRAGMA user_version") < migration.version {
            try connection.script(migration.sql)
            guard try connection.integer("SELECT count(*) FROM pragma_foreign_key_check") == 0 else {
                throw SQLiteError(
                    extendedCode: SQLiteError.Extended.foreignKey, message: "rows refer to others that are not there")
            }
            try connection.script("PRAGMA user_version = \(migration.version)")
        }
        try connection.control("COMMIT")
    }

    /// Puts the copy back where the failed one was not the first, and says what happened.
    private func failure(
        of migration: Migration, _ error: any Error, isFirst: Bool, _ safetyCopy: String?
    ) -> DatabaseError {
        // The script itself is left out: it is long, and in the program.
        let reason = (error as? SQLiteError).map { "SQLite \($0.extendedCode): \($0.message)" } ?? "\(error)"
        var leftOver: String?
        if let safetyCopy {
            do {
                if !isFirst { try Backup.replaceContents(of: connection, by: safetyCopy) }
                PrivateFile.remove(safetyCopy)
            } catch {
                leftOver = safetyCopy
            }
        }
        return .migrationFailed(
            version: migration.version, name: migration.name, reason: reason, safetyCopy: leftOver)
    }
}

extension Connection {
    /// Opens `path` to write it; a file that is no database is told apart from one that cannot be opened.
    static func writing(_ path: String, _ configuration: DatabaseConfiguration) throws -> Connection {
        do {
            return try Connection(path: path, role: .writer, configuration: configuration)
        } catch let error as SQLiteError where error.isCorrupt {
            throw DatabaseError(error, path: path)
        }
    }
}
