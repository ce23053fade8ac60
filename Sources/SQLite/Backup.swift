import CSQLite

/// Copies a database while it is in use, and checks and restores copies.
public enum Backup {
    /// Copies the database at `from` to one self-contained file at `to`, while others read and write `from`.
    ///
    /// The copy is a snapshot taken at the beginning. It appears at `to` complete or not at all, and replaces an older
    /// copy. Throws for a file that is in use as a database (`DatabaseError.inUse`) or not a regular file
    /// (`.notAFile`). A symbolic link at `to` is followed.
    /// - Parameter progress: called with values from 0 to 1.
    public static func copy(from path: String, to: String, progress: ((Double) -> Void)? = nil) throws {
        let to = PrivateFile.followed(to)
        guard !isOfDatabase(to), !PrivateFile.areSame(path, to) else { throw DatabaseError.inUse(path: to) }
        guard !PrivateFile.exists(to) || PrivateFile.isRegular(to) else { throw DatabaseError.notAFile(path: to) }
        let part = to + ".part"
        PrivateFile.remove(part)
        do {
            try copyPages(from: path, to: part, progress: progress)
            try PrivateFile.publish(part, as: to)
        } catch {
            PrivateFile.remove(part)
            throw error
        }
    }

    /// Whether `path` is a database that may be open, or a log of one.
    private static func isOfDatabase(_ path: String) -> Bool {
        ["-wal", "-journal", "-shm"].contains { suffix in
            PrivateFile.exists(path + suffix)
                || (path.hasSuffix(suffix) && PrivateFile.exists(String(path.dropLast(suffix.count))))
        }
    }

    /// Checks an untrusted file: it belongs to this program, is not newer than it, is undamaged, and has no invalid
    /// foreign key.
    ///
    /// Opens it read-only and fires no trigger. The caller compares its tables, triggers and views with `schema(of:)`.
    /// - Returns: the version of its schema, at least 1.
    /// - Parameter allowsNewer: whether to accept a file of a newer program.
    /// - Throws: `DatabaseError.notThisProgram`, `.preRelease`, `.notAFile`, `.newerThanProgram`, `.corrupt`;
    ///   `SQLiteError` when it cannot be read.
    public static func check(
        _ path: String, schema: StorageSchema, allowsNewer: Bool = false, functions: [ScalarFunction] = []
    ) throws -> Int {
        guard !PrivateFile.exists(path) || PrivateFile.isRegular(path) else { throw DatabaseError.notAFile(path: path) }
        // The file is read-only, so the journal cannot be rolled back.
        if let size = PrivateFile.size(path + "-journal"), size > 0 { throw DatabaseError.corrupt(.unfinished) }
        do {
            let configuration = DatabaseConfiguration(functions: functions)
            let connection = try Connection(path: path, role: .inspector, configuration: configuration)
            let version = try connection.integer("PRAGMA user_version")
            let owner = try connection.integer("PRAGMA application_id")
            guard owner == Int(schema.applicationID), version > 0 else { throw schema.refusal(of: owner, path: path) }
            guard allowsNewer || version <= schema.version else {
                throw DatabaseError.newerThanProgram(found: version, known: schema.version)
            }
            // SQLite reads missing bytes of the last page as zeros, and may not notice. Pages in a write-ahead log are
            // not in the file yet.
            let pages = try connection.integer("PRAGMA page_count") * connection.integer("PRAGMA page_size")
            if !PrivateFile.exists(path + "-wal"), let size = PrivateFile.size(path), size < pages {
                throw DatabaseError.corrupt(.cutShort(missing: pages - size))
            }
            let reader = Reader(connection)
            // The program's databases are UTF-8. Restoring another encoding would break every open connection.
            if let encoding = try reader.first("PRAGMA encoding", decode: { $0.text(0) }), encoding != "UTF-8" {
                throw DatabaseError.corrupt(.encoding(encoding))
            }
            try requireIntegrity(reader)
            if let table = try reader.first("PRAGMA foreign_key_check", decode: { $0.text(0) }) {
                throw DatabaseError.corrupt(.reference(table: table))
            }
            return version
        } catch let error as SQLiteError where error.code == SQLITE_NOTADB {
            throw DatabaseError.notThisProgram(path: path)
        } catch let error as SQLiteError where error.code == SQLITE_CORRUPT || error.code == SQLITE_ERROR {
            // A schema that cannot be parsed, or calls unknown functions, is a plain SQLITE_ERROR.
            throw DatabaseError.corrupt(.unreadable(error.message))
        }
    }

    /// Checks CHECK and NOT NULL constraints of a trusted copy: on a read-only file SQLite (3.40.1) skips them in
    /// integrity_check.
    public static func checkRules(_ database: Database) throws { try requireIntegrity(database.makeReader()) }

    private static func requireIntegrity(_ reader: Reader) throws {
        guard let finding = try reader.first("PRAGMA integrity_check(1)", decode: { $0.text(0) }), finding != "ok"
        else { return }
        // SQLite's finding has several lines; errors are one line.
        throw DatabaseError.corrupt(.unreadable(finding.split(separator: "\n").joined(separator: " ")))
    }

    /// Whether `path` is a raw copy of a database in use, rather than one made by `copy`: its header says WAL mode
    /// (https://sqlite.org/fileformat2.html, bytes 18 and 19), and there is no log beside it.
    public static func isRawCopy(_ path: String) -> Bool {
        guard !PrivateFile.exists(path + "-wal"), let header = PrivateFile.start(of: path, bytes: 20) else {
            return false
        }
        return header.count == 20 && header[18] == 2 && header[19] == 2
    }

    private static func reader(of path: String) throws -> Reader {
        Reader(try Connection(path: path, role: .inspector, configuration: .init()))
    }

    /// All objects in the schema of a file that `check` has accepted.
    public static func schema(of path: String) throws -> [SchemaObject] { try reader(of: path).schema() }

    /// Checks the file `from` as `check` does, and that its schema objects are exactly those of `schema`. Then replaces
    /// the contents of the database at `path` in one transaction: a server that has it open continues with the new
    /// contents, and after a power cut it holds the old or the new. An older file is migrated at the next start.
    ///
    /// `path` must be a database of this program, or not exist.
    /// - Throws: as `check`; `DatabaseError.corrupt` with a schema object that is missing or unexpected, such as an
    ///   added trigger.
    public static func restore(
        from: String, into path: String, schema: StorageSchema, functions: [ScalarFunction] = []
    ) throws {
        guard !PrivateFile.areSame(from, path) else { throw DatabaseError.inUse(path: path) }
        let version = try check(from, schema: schema, functions: functions)
        try compareSchema(of: from, with: Migrator.objects(of: schema, at: version, functions: functions))
        try PrivateFile.createIfMissing(path)
        let target = try Connection.writing(path, .init())
        _ = try Migrator(target, schema).identify()
        let source = try Connection(path: from, role: .inspector, configuration: .init())
        try requireSamePages(source, target)
        try PageCopy(from: source, into: target).run()
    }

    /// The page size of a database in WAL mode cannot change (https://sqlite.org/wal.html).
    static func requireSamePages(_ source: Connection, _ target: Connection) throws {
        let bytes = try source.integer("PRAGMA page_size")
        guard bytes == (try target.integer("PRAGMA page_size")) else {
            throw DatabaseError.corrupt(.pageSize(bytes))
        }
    }

    private static func compareSchema(of path: String, with expected: Set<SchemaObject>) throws {
        let found = Set(try schema(of: path)).subtracting(analysisTables)
        if let object = found.symmetricDifference(expected).min(by: { $0.name < $1.name }) {
            throw DatabaseError.corrupt(.schema(type: object.type, name: object.name))
        }
    }

    /// Tables created by ANALYZE (https://sqlite.org/fileformat2.html#stat1tab).
    private static let analysisTables: [SchemaObject] = [
        ("sqlite_stat1", "tbl,idx,stat"), ("sqlite_stat4", "tbl,idx,neq,nlt,ndlt,sample"),
    ].map { SchemaObject(type: "table", name: $0.0, table: $0.0, sql: "CREATE TABLE \($0.0)(\($0.1))") }

    private static func copyPages(from path: String, to part: String, progress: ((Double) -> Void)?) throws {
        let source = try Connection(path: path, role: .reader, configuration: .init())
        // Hold one snapshot: otherwise each commit of another process would restart the copy, perhaps forever.
        try source.control("BEGIN")
        defer { source.rollBackIfNeeded() }
        _ = try source.integer("SELECT count(*) FROM sqlite_schema")
        try PrivateFile.createIfMissing(part)
        let target = try Connection(path: part, role: .writer, configuration: .init())
        try PageCopy(from: source, into: target).run(progress: progress)
        // A single file: in WAL mode it would need two more beside it, even to read.
        try target.script("PRAGMA journal_mode = DELETE")
    }
}
