import CSQLite

/// Copies of a database while it is in use, and the inspection of files that come back.
public enum Backup {
    /// Copies the database at `from` to one self-contained file at `to`, while others read and write it.
    ///
    /// The copy is one consistent state, that of the beginning. It appears at `to` complete or not at all, replacing an older
    /// copy there; a file in use as a database is not replaced (`DatabaseError.inUse`), nor what is no file (`.notAFile`). Where
    /// `to` is a link, the copy is put where it leads.
    /// - Parameter progress: hears from 0 to 1 how far it is.
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

    /// Whether a database that is open somewhere needs what is at `path`: it is one, or its name is that of a log beside one.
    private static func isOfDatabase(_ path: String) -> Bool {
        ["-wal", "-journal", "-shm"].contains { suffix in
            PrivateFile.exists(path + suffix)
                || (path.hasSuffix(suffix) && PrivateFile.exists(String(path.dropLast(suffix.count))))
        }
    }

    /// Inspects a file before it is trusted: of this program, not newer than it, undamaged, no row pointing nowhere.
    ///
    /// Opened read-only; nothing in its schema is run. That its tables, triggers and views are those the program makes is for
    /// the caller to compare: `schema(of:)`.
    /// - Returns: the version of its schema, at least 1.
    /// - Parameter allowsNewer: takes a file of a newer program too.
    /// - Throws: `DatabaseError.notThisProgram`, `.preRelease`, `.notAFile`, `.newerThanProgram`, `.corrupt`; `SQLiteError` when it cannot be
    ///   read.
    public static func check(
        _ path: String, schema: StorageSchema, allowsNewer: Bool = false, functions: [ScalarFunction] = []
    ) throws -> Int {
        guard !PrivateFile.exists(path) || PrivateFile.isRegular(path) else { throw DatabaseError.notAFile(path: path) }
        // Nothing is written to a file that is inspected, so nothing can be undone in it either.
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
            // SQLite takes what is missing of the last page for zeros, which an empty one may well end in. What a log beside
            // it adds is not in the file yet.
            let pages = try connection.integer("PRAGMA page_count") * connection.integer("PRAGMA page_size")
            if !PrivateFile.exists(path + "-wal"), let size = PrivateFile.size(path), size < pages {
                throw DatabaseError.corrupt(.cutShort(missing: pages - size))
            }
            let reader = Reader(connection)
            // Ours always are. Put into the place of one that is, every connection open there would answer with errors.
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
            // A schema that cannot be parsed, or calls what we do not know, is a plain SQLITE_ERROR.
            throw DatabaseError.corrupt(.unreadable(error.message))
        }
    }

    /// Inspects a copy of ours once more: in a file that may only be read SQLite (3.40.1) leaves out whether the rows keep the rules of
    /// their tables.
    public static func checkRules(_ database: Database) throws { try requireIntegrity(database.makeReader()) }

    private static func requireIntegrity(_ reader: Reader) throws {
        guard let finding = try reader.first("PRAGMA integrity_check(1)", decode: { $0.text(0) }), finding != "ok"
        else { return }
        // One line, wherever it is told: SQLite names the database in a line of its own.
        throw DatabaseError.corrupt(.unreadable(finding.split(separator: "\n").joined(separator: " ")))
    }

    /// Whether the file at `path` is a copy of a file in use, rather than one made by `copy`: its header asks for a write-ahead
    /// log (https://sqlite.org/fileformat2.html, bytes 18 and 19), and none is beside it.
    public static func isRawCopy(_ path: String) -> Bool {
        guard !PrivateFile.exists(path + "-wal"), let header = PrivateFile.start(of: path, bytes: 20) else {
            return false
        }
        return header.count == 20 && header[18] == 2 && header[19] == 2
    }

    private static func reader(of path: String) throws -> Reader {
        Reader(try Connection(path: path, role: .inspector, configuration: .init()))
    }

    /// Every object in the schema of such a file.
    public static func schema(of path: String) throws -> [SchemaObject] { try reader(of: path).schema() }

    /// Checks the file `from` as `check` does, and that its objects are those of `schema` and nothing else; then puts its
    /// contents in the place of those of the database at `path`, in one transaction: a server that has it open goes on with
    /// the new contents, and after a power cut it is the one or the other. An older file is migrated at the next start.
    ///
    /// What stands at `path` must be a database of this program, or nothing.
    /// - Throws: as `check`; `DatabaseError.corrupt` naming what the schema has too much or too little, such as a trigger
    ///   somebody slipped in.
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

    /// A database with a write-ahead log cannot change the size of its pages (https://sqlite.org/wal.html).
    static func requireSamePages(_ source: Connection, _ target: Connection) throws {
        let bytes = try source.integer("PRAGMA page_size")
        guard bytes == (try target.integer("PRAGMA page_size")) else {
            throw DatabaseError.corrupt(.pageSize(bytes))
        }
    }

    private static func compareSchema(of path: String, with expected: Set<SchemaObject>) throws {
        let found = Set(try schema(of: path)).subtracting(ofAnalysis)
        if let object = found.symmetricDifference(expected).min(by: { $0.name < $1.name }) {
            throw DatabaseError.corrupt(.schema(type: object.type, name: object.name))
        }
    }

    /// What ANALYZE makes, on any database (https://sqlite.org/fileformat2.html#stat1tab).
    private static let ofAnalysis: [SchemaObject] = [
        ("sqlite_stat1", "tbl,idx,stat"), ("sqlite_stat4", "tbl,idx,neq,nlt,ndlt,sample"),
    ].map { SchemaObject(type: "table", name: $0.0, table: $0.0, sql: "CREATE TABLE \($0.0)(\($0.1))") }

    private static func copyPages(from path: String, to part: String, progress: ((Double) -> Void)?) throws {
        let source = try Connection(path: path, role: .reader, configuration: .init())
        // Holding one snapshot: otherwise each commit of another process would start the copy over, perhaps for ever.
        try source.control("BEGIN")
        defer { source.rollBackIfNeeded() }
        _ = try source.integer("SELECT count(*) FROM sqlite_schema")
        try PrivateFile.createIfMissing(part)
        let target = try Connection(path: part, role: .writer, configuration: .init())
        try PageCopy(from: source, into: target).run(progress: progress)
        // One file that can be read from anywhere: in WAL mode it would want two more beside it.
        try target.script("PRAGMA journal_mode = DELETE")
    }
}
