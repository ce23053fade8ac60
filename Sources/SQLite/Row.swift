import CSQLite

/// One row of a result, valid only inside the closure that receives it. Columns are numbered from 0.
///
/// The plain functions read NULL as 0, "", [] or false; use `optional…` for columns that may be NULL. Tables are
/// STRICT, so a column has its declared type.
public struct Row {
    private let statement: OpaquePointer

    init(statement: OpaquePointer) { self.statement = statement }

    /// An INTEGER column.
    public func int(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }
    /// An INTEGER column as `Int64`.
    public func int64(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }
    /// A REAL column.
    public func double(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }
    /// An INTEGER column that is not 0.
    public func bool(_ column: Int) -> Bool { sqlite3_column_int64(statement, Int32(column)) != 0 }
    /// A TEXT column.
    public func text(_ column: Int) -> String { withTextBytes(column) { String(decoding: $0, as: UTF8.self) } }
    /// A BLOB column.
    public func bytes(_ column: Int) -> [UInt8] {
        // SQLite requires this order: the pointer first, then the count.
        guard let start = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }

    /// Calls `body` with the UTF-8 of a TEXT column, without creating a `String`. The bytes are valid only during the
    /// call.
    func withTextBytes<R>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        let start = sqlite3_column_text(statement, Int32(column))
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(statement, Int32(column)))
        return try body(UnsafeBufferPointer(start: start, count: count))
    }

    /// Whether the column is NULL.
    public func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
    /// An INTEGER column, or nil.
    public func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
    /// A REAL column, or nil.
    public func optionalDouble(_ column: Int) -> Double? { isNull(column) ? nil : double(column) }
    /// An INTEGER column that is not 0, or nil.
    public func optionalBool(_ column: Int) -> Bool? { isNull(column) ? nil : bool(column) }
    /// A TEXT column, or nil.
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    /// A BLOB column, or nil.
    public func optionalBytes(_ column: Int) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

    /// The number of columns.
    public var count: Int { Int(sqlite3_column_count(statement)) }
    /// The name of a column, for exports.
    public func name(_ column: Int) -> String {
        sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? ""
    }
}
