/// Queries on one connection, confined to one thread. Prepared statements are cached.
///
///     let names = try reader.rows("SELECT name FROM shop WHERE city = ?1", city) { $0.text(0) }
public class Reader {
    @usableFromInline let connection: Connection
    private var depth = 0

    init(_ connection: Connection) { self.connection = connection }

    /// Every row of `sql`, decoded.
    @inlinable public func rows<each B: Bindable, T>(
        _ sql: String, _ values: repeat each B, decode: (Row) throws -> T
    ) throws -> [T] {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(repeat each values)
        var rows: [T] = []
        while try statement.step() { rows.append(try decode(statement.row)) }
        return rows
    }

    /// The first row of `sql`, decoded; nil without one.
    @inlinable public func first<each B: Bindable, T>(
        _ sql: String, _ values: repeat each B, decode: (Row) throws -> T
    ) throws -> T? {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(repeat each values)
        return try statement.step() ? try decode(statement.row) : nil
    }

    /// Calls `body` with each row of `sql`, for results too large to hold in memory.
    @inlinable public func forEach<each B: Bindable>(
        _ sql: String, _ values: repeat each B, body: (Row) throws -> Void
    ) throws {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(repeat each values)
        while try statement.step() { try body(statement.row) }
    }

    /// Every row of a statement built at run time, such as one with filters. Values are bound, never interpolated.
    @inlinable public func rows<T>(_ sql: String, values: [any Bindable], decode: (Row) throws -> T) throws -> [T] {
        var rows: [T] = []
        try forEach(sql, values: values) { rows.append(try decode($0)) }
        return rows
    }

    /// The first row of a statement built at run time; nil without one.
    @inlinable public func first<T>(_ sql: String, values: [any Bindable], decode: (Row) throws -> T) throws -> T? {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(values: values)
        return try statement.step() ? try decode(statement.row) : nil
    }

    /// Calls `body` with each row of a statement built at run time.
    @inlinable public func forEach(_ sql: String, values: [any Bindable], body: (Row) throws -> Void) throws {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(values: values)
        while try statement.step() { try body(statement.row) }
    }

    /// Runs `body` in one read transaction: all its statements see the same snapshot.
    ///
    /// Re-entrant. Inside a write it has no effect. Keep it short: while it runs, the write-ahead log cannot be reset.
    public func read<T>(_ body: () throws -> T) throws -> T {
        if depth == 0 && connection.isInTransaction { return try body() }
        if depth == 0 { try connection.control("BEGIN") }
        depth += 1
        defer {
            depth -= 1
            // Nothing was written, and ROLLBACK cannot fail.
            if depth == 0 { connection.rollBackIfNeeded() }
        }
        return try body()
    }

    /// A number that changes when another connection, of this process or another, commits
    /// (<https://sqlite.org/pragma.html#pragma_data_version>). Call it outside `read`: inside a transaction it does not
    /// change.
    public func dataVersion() throws -> Int { try connection.integer("PRAGMA data_version") }

    /// The query plan of `sql`, one line per step; `SCAN` reads a whole table.
    public func plan(of sql: String) throws -> [String] {
        // Neither cached nor logged; parameters stay unbound.
        let statement = try connection.prepare("EXPLAIN QUERY PLAN " + sql)
        var lines: [String] = []
        while try statement.step() { lines.append(statement.row.text(3)) }
        return lines
    }

    /// All objects of the schema, to compare with the program's.
    public func schema() throws -> [SchemaObject] {
        try rows(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name, type", decode: SchemaObject.init(row:))
    }
}

/// A table, index, view or trigger of a schema.
public struct SchemaObject: Sendable, Hashable {
    /// `table`, `index`, `view` or `trigger`.
    public let type: String
    /// Its name.
    public let name: String
    /// The table it belongs to.
    public let table: String
    /// Its CREATE statement; nil for SQLite's automatic indexes.
    public let sql: String?

    init(type: String, name: String, table: String, sql: String?) {
        (self.type, self.name, self.table, self.sql) = (type, name, table, sql)
    }

    init(row: Row) {
        type = row.text(0)
        name = row.text(1)
        table = row.text(2)
        sql = row.optionalText(3)
    }
}
