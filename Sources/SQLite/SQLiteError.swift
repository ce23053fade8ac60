import CSQLite
import Glibc

/// An error of SQLite.
///
/// Decide by the codes, never by `message`. Neither `message` nor `sql` contains bound values, so errors can be logged
/// without personal data. Codes: <https://sqlite.org/rescode.html>.
public struct SQLiteError: Error, Sendable, CustomStringConvertible {
    /// The primary result code, such as `SQLITE_CONSTRAINT` (19).
    public let code: Int32
    /// The extended result code, such as `SQLITE_CONSTRAINT_UNIQUE` (2067); equal to `code` without one.
    public let extendedCode: Int32
    /// One sentence for the log.
    public let message: String
    /// The statement, with its placeholders; nil when there is none.
    public let sql: String?
    /// The file; nil for errors of statements.
    public let path: String?

    /// An error with an extended code.
    public init(extendedCode: Int32, message: String, sql: String? = nil, path: String? = nil) {
        self.code = extendedCode & 0xFF
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
        self.path = path
    }

    /// Another connection held the lock longer than the busy timeout; a retry may succeed.
    public var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }

    /// The storage cannot write now: disk full, I/O error, read-only, no free descriptor, file moved.
    public var cannotWrite: Bool { trouble != nil }

    /// Why a storage cannot write.
    public enum Trouble: Sendable {
        /// No space left, or over the quota.
        case diskFull
        /// Not writable: no permission, a read-only disk, or the file was moved.
        case readOnly
        /// Cannot be opened: missing, no permission, no free descriptor.
        case unreachable
        /// I/O error.
        case failing
    }

    /// Why the storage cannot write; nil for other errors.
    public var trouble: Trouble? {
        switch code {
        case SQLITE_FULL: .diskFull
        case SQLITE_READONLY: .readOnly
        case SQLITE_CANTOPEN: .unreachable
        case SQLITE_IOERR: .failing
        default: nil
        }
    }

    /// A constraint of the schema failed.
    public var isConstraint: Bool { code == SQLITE_CONSTRAINT }
    /// A UNIQUE or PRIMARY KEY constraint failed.
    public var isUniqueViolation: Bool {
        extendedCode == Extended.unique || extendedCode == Extended.primaryKey || extendedCode == Extended.rowID
    }
    /// A FOREIGN KEY constraint failed.
    public var isForeignKeyViolation: Bool { extendedCode == Extended.foreignKey }
    /// A CHECK constraint failed.
    public var isCheckViolation: Bool { extendedCode == Extended.check }
    /// The file is damaged or not an SQLite database.
    public var isCorrupt: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }

    /// Code, message and statement, for the log.
    public var description: String {
        "SQLite \(extendedCode): \(message)" + (sql.map { " in «\($0)»" } ?? "")
    }

    /// The opened file is no longer at its path.
    static let moved = SQLiteError(extendedCode: Extended.moved, message: "the file or its log was moved or removed")

    /// The extended codes in use; sqlite3.h defines them as macros that Swift does not import.
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
    /// The last error of `handle`, without bound values: from opening, preparing or transaction control.
    init(of handle: OpaquePointer?, sql: String? = nil, path: String? = nil) {
        self.init(
            extendedCode: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)), sql: sql,
            path: path)
    }

    /// The last error of a statement with bound values.
    ///
    /// For a plain `SQLITE_ERROR`, SQLite's message may quote user input (`fts5: syntax error near "…"`), so the
    /// generic message of the code is used. Messages of other codes name only tables and columns.
    init(ofRunning handle: OpaquePointer?, sql: String) {
        let code = sqlite3_extended_errcode(handle)
        let sentence = code & 0xFF == SQLITE_ERROR ? sqlite3_errstr(code) : sqlite3_errmsg(handle)
        self.init(extendedCode: code, message: sentence.map { String(cString: $0) } ?? "unknown", sql: sql)
    }

    /// The error of a failed system call on a file.
    init(call: String, path: String, errno number: Int32) {
        let code = number == ENOSPC || number == EDQUOT ? SQLITE_FULL : SQLITE_CANTOPEN
        self.init(
            extendedCode: code, message: "\(call) \(path): \(String(cString: strerror(number)))", path: path)
    }
}
