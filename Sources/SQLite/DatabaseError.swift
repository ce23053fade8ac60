import CSQLite

/// Why a database cannot be used, or a write was not attempted.
public enum DatabaseError: Error, Sendable, CustomStringConvertible {
    /// The file was written by a newer program: its schema version is `found`, this program's is `known`.
    case newerThanProgram(found: Int, known: Int)
    /// The file is not a database, or belongs to another program.
    case notThisProgram(path: String)
    /// The file was made by a pre-release of this program, whose schema is no longer supported.
    case preRelease(path: String)
    /// The file is damaged; the first finding.
    case corrupt(Damage)
    /// Not a regular file: a folder, a pipe, a device.
    case notAFile(path: String)
    /// A migration failed; the database is unchanged.
    case migrationFailed(version: Int, name: String, cause: SQLiteError)
    /// Another program has migrated the file while this one had it open.
    case schemaChanged(found: Int, known: Int)
    /// The target file is in use as a database.
    case inUse(path: String)
    /// The write queue is full: answer 503 with `Retry-After`.
    case queueFull
    /// The database was closed.
    case closed

    /// One sentence for the log or the terminal.
    public var description: String {
        switch self {
        case .newerThanProgram(let found, let known):
            "the database has schema \(found); this program knows up to \(known): install a newer program"
        case .notThisProgram(let path): "\(path) is not a database of this program"
        case .preRelease(let path): "\(path) was made by a pre-release of this program, which this version cannot read"
        case .corrupt(let finding): "the database is damaged: \(finding)"
        case .notAFile(let path): "\(path) is not a regular file"
        case .migrationFailed(let version, let name, let cause):
            // Without the script, which is long.
            "migration \(version) (\(name)) failed: SQLite \(cause.extendedCode): \(cause.message); "
                + "the database is unchanged"
        case .schemaChanged(let found, let known):
            "another program has migrated the database from schema \(known) to \(found): restart this one"
        case .inUse(let path): "\(path) is in use as a database"
        case .queueFull: "too many writes are waiting"
        case .closed: "the database is closed"
        }
    }
}

extension DatabaseError {
    /// The error for a damaged or foreign file at `path`.
    init(_ error: SQLiteError, path: String) {
        self = error.code == SQLITE_NOTADB ? .notThisProgram(path: path) : .corrupt(.unreadable(error.message))
    }
}
