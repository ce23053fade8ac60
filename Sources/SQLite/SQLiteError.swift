import CSQLite
import Glibc

/// What SQLite answered when it could not do what was asked.
///
/// Decide by the codes, never by `message`. Neither `message` nor `sql` ever holds a bound value, so that an error may be
/// logged without writing somebody's name into the log. Codes: <https://sqlite.org/rescode.html>.
public struct SQLiteError: Error, Sendable, CustomStringConvertible {
    /// The primary result code, such as `SQLITE_CONSTRAINT` (19).
    public let code: Int32
    /// The extended result code, such as `SQLITE_CONSTRAINT_UNIQUE` (2067); equal to `code` without one.
    public let extendedCode: Int32
    /// One sentence for the log.
    public let message: String
    /// The statement, with its placeholders; nil outside one.
    public let sql: String?
    /// The file it is about; nil where it is about a statement.
    public let path: String?

    /// An error by its extended code.
    public init(extendedCode: Int32, message: String, sql: String? = nil, path: String? = nil) {
        self.code = extendedCode & 0xFF
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
        self.path = path
    }

    /// Another connection held the database longer than the busy timeout: trying again later may work.
    public var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }

    /// The storage cannot take a write now: disk full, input/output error, read-only, no descriptor left, file gone.
    public var isFull: Bool { trouble != nil }

    /// What keeps a storage from taking a write.
    public enum Trouble: Sendable {
        /// No room left, or no more for this account.
        case diskFull
        /// This account may not write it, or nobody may; or the file is not where it was.
        case readOnly
        /// It cannot be opened: not there, not for this account, no descriptor left.
        case unreachable
        /// The disk refused to be read or written.
        case failing
    }

    /// What keeps the storage from taking a write; nil where it is something else.
    public var trouble: Trouble? {
        switch code {
        case SQLITE_FULL: .diskFull
        case SQLITE_READONLY: .readOnly
        case SQLITE_CANTOPEN: .unreachable
        case SQLITE_IOERR: .failing
        default: nil
        }
    }

    /// A rule of the schema refused the write.
    public var isConstraint: Bool { code == SQLITE_CONSTRAINT }
    /// The value is already taken: UNIQUE or PRIMARY KEY.
    public var isUniqueViolation: Bool {
        extendedCode == Extended.unique || extendedCode == Extended.primaryKey || extendedCode == Extended.rowID
    }
    /// The row referred to is not there, or is still referred to.
    public var isForeignKeyViolation: Bool { extendedCode == Extended.foreignKey }
    /// A CHECK of the schema refused the value.
    public var isCheckViolation: Bool { extendedCode == Extended.check }
    /// The file is damaged or is no SQLite database.
    public var isCorrupt: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }

    /// Code, message and statement, for the log.
    public var description: String {
        "SQLite \(extendedCode): \(message)" + (sql.map { " in «\($0)»" } ?? "")
    }

    /// The file that was opened is not at its path any more.
    static let moved = SQLiteError(extendedCode: Extended.moved, message: "the file or its log was moved or removed")

    /// The extended codes we decide by; the header defines them by expressions that Swift does not import.
    enum Extended {
        static let check: Int32 = SQLITE_CONSTRAINT | 1 << 8
        static let foreignKey: Int32 = SQLITE_CONSTRAINT | 3 << 8
        static let primaryKey: Int32 = SQLITE_CONSTRAINT | 6 << 8
        static let unique: Int32 = SQLITE_CONSTRAINT | 8 << 8
        static let rowID: Int32 = SQLITE_CONSTRAINT | 10 << 8
        static let moved: Int32 = SQLITE_READONLY | 4 << 8
        static let abortedByRollback: Int32 = SQLITE_ABORT | 2 << 8
    }
}

extension SQLiteError {
    /// The last error of `handle`, met while preparing, opening or controlling.
    init(of handle: OpaquePointer?, sql: String? = nil, path: String? = nil) {
        self.init(
            extendedCode: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)), sql: sql,
            path: path)
    }

    /// The error of a statement that was running with bound values.
    ///
    /// For a plain `SQLITE_ERROR` the sentence of SQLite may quote what a person typed (`fts5: syntax error near "…"`),
    /// so the general sentence of the code stands in for it. The other codes name tables and columns only.
    init(ofRunning handle: OpaquePointer?, sql: String) {
        let code = sqlite3_extended_errcode(handle)
        let sentence = code & 0xFF == SQLITE_ERROR ? sqlite3_errstr(code) : sqlite3_errmsg(handle)
        self.init(extendedCode: code, message: sentence.map { String(cString: $0) } ?? "unknown", sql: sql)
    }

    /// A system call on one of the files failed.
    init(call: String, path: String, errno number: Int32) {
        let code = number == ENOSPC || number == EDQUOT ? SQLITE_FULL : SQLITE_CANTOPEN
        self.init(
            extendedCode: code, message: "\(call) \(path): \(String(cString: strerror(number)))", path: path)
    }
}
