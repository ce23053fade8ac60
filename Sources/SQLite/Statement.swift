import CSQLite

/// One prepared statement of one connection.
///
/// The product uses it only in `Bindable.bind(to:at:)`; `Reader` prepares, steps and resets it.
public final class Statement {
    let pointer: OpaquePointer
    let sql: String
    /// Whether it is between `bind` and `finish`. The same SQL then needs a second statement.
    @exclusivity(unchecked) var isInUse = false
    /// When it was last used, as a count of its connection's statements.
    @exclusivity(unchecked) var lastUse: UInt64 = 0

    init(pointer: OpaquePointer, sql: String) {
        self.pointer = pointer
        self.sql = sql
    }

    deinit { sqlite3_finalize(pointer) }

    /// Runs to the next row; false when the statement is done.
    @usableFromInline func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw SQLiteError(ofRunning: sqlite3_db_handle(pointer), sql: sql)
        }
    }

    /// The current row.
    @usableFromInline var row: Row { Row(statement: pointer) }

    /// Resets the statement: releases its read lock and clears bound values.
    @usableFromInline func finish() {
        // The result of sqlite3_reset repeats the error of the last step, which has already been thrown.
        _ = sqlite3_reset(pointer)
        _ = sqlite3_clear_bindings(pointer)
        isInUse = false
    }

    /// Binds `values` to the parameters 1…n. Throws `SQLITE_RANGE` unless the statement has exactly n.
    @usableFromInline func bindAll<each B: Bindable>(_ values: repeat each B) throws {
        var index: Int32 = 0
        for value in repeat each values {
            index += 1
            try value.bind(to: self, at: index)
        }
        try requireParameters(index)
    }

    /// `bindAll` for values collected at run time.
    @usableFromInline func bindAll(values: [any Bindable]) throws {
        var index: Int32 = 0
        for value in values {
            index += 1
            try value.bind(to: self, at: index)
        }
        try requireParameters(index)
    }

    private func requireParameters(_ count: Int32) throws {
        let expected = sqlite3_bind_parameter_count(pointer)
        guard count == expected else {
            throw SQLiteError(
                extendedCode: SQLITE_RANGE, message: "\(count) values for \(expected) parameters", sql: sql)
        }
    }
}

extension Statement {
    /// Binds INTEGER, or NULL.
    public func bind(_ value: Int?, at index: Int32) throws {
        if let value { try bind(Int64(value), at: index) } else { try bindNull(at: index) }
    }

    /// Binds INTEGER 0 or 1, or NULL.
    public func bind(_ value: Bool?, at index: Int32) throws {
        if let value { try bind(value ? 1 : Int64(0), at: index) } else { try bindNull(at: index) }
    }

    /// Binds TEXT, or NULL.
    public func bind(_ value: String?, at index: Int32) throws {
        if let value { try bind(value, at: index) } else { try bindNull(at: index) }
    }

    func bind(_ value: Int64, at index: Int32) throws { try check(sqlite3_bind_int64(pointer, index, value)) }

    func bind(_ value: Double, at index: Int32) throws { try check(sqlite3_bind_double(pointer, index, value)) }

    /// Does nothing: parameters are NULL until bound, and again after `finish`. Worth skipping: when a feeling is
    /// inserted, ten of its sixteen parameters are NULL.
    func bindNull(at index: Int32) throws {
        guard index > sqlite3_bind_parameter_count(pointer) else { return }
        throw SQLiteError(extendedCode: SQLITE_RANGE, message: "no parameter \(index)", sql: sql)
    }

    func bind(_ value: String, at index: Int32) throws {
        var text = value
        let result = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                // A null pointer would bind NULL instead of an empty text.
                guard let start = characters.baseAddress else {
                    return csqlite_bind_text(pointer, index, "", 0)
                }
                return csqlite_bind_text(pointer, index, start, UInt64(utf8.count))
            }
        }
        try check(result)
    }

    func bind(_ value: [UInt8], at index: Int32) throws {
        let result =
            value.isEmpty
            ? sqlite3_bind_zeroblob(pointer, index, 0)
            : value.withUnsafeBytes {
                csqlite_bind_bytes(pointer, index, $0.baseAddress, UInt64($0.count))
            }
        try check(result)
    }

    private func check(_ result: Int32) throws {
        guard result == SQLITE_OK else { throw SQLiteError(ofRunning: sqlite3_db_handle(pointer), sql: sql) }
    }
}

/// The key of the statement cache. Hashes only the length, because hashing the text costs more than running some
/// statements. Texts of equal length are few and differ early, and comparing a literal with itself is fast.
struct StatementText: Hashable {
    private let text: String

    init(_ text: String) { self.text = text }

    func hash(into hasher: inout Hasher) { hasher.combine(text.utf8.count) }
}
