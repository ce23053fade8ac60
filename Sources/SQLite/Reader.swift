/// The reading face of one connection: confined to one thread, its statements prepared once.
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

    /// Hands each row of `sql` to `body` as it comes, for results too long to keep.
    @inlinable public func forEach<each B: Bindable>(
        _ sql: String, _ values: repeat each B, body: (Row) throws -> Void
    ) throws {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(repeat each values)
        while try statement.step() { try body(statement.row) }
    }

    /// Every row of a statement put together at run time, such as one with filters. Values are still bound, never spliced.
    @inlinable public func rows<T>(_ sql: String, values: [any Bindable], decode: (Row) throws -> T) throws -> [T] {
        var rows: [T] = []
        try forEach(sql, values: values) { rows.append(try decode($0)) }
        return rows
    }

    /// The first row of a statement put together at run time; nil without one.
    @inlinable public func first<T>(_ sql: String, values: [any Bindable], decode: (Row) throws -> T) throws -> T? {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(values: values)
        return try statement.step() ? try decode(statement.row) : nil
    }

    /// Hands each row of a statement put together at run time to `body`.
    @inlinable public func forEach(_ sql: String, values: [any Bindable], body: (Row) throws -> Void) throws {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(values: values)
        while try statement.step() { try body(statement.row) }
    }

    /// Runs `body` in one read transaction: all its statements see the database as the first one found it.
    ///
    /// Re-entrant. Inside a write it changes nothing: a write sees one state anyway. Keep it short: while it lasts, the
    /// write-ahead log cannot be emptied.
    public func read<T>(_ body: () throws -> T) throws -> T {
        if depth == 0 && connection.isInTransaction { return try body() }
        if depth == 0 { try connection.control("BEGIN") }
        depth += 1
        defer {
            depth -= 1
            // Nothing was written: rolling back is the end that cannot fail.
            if depth == 0 { connection.rollBackIfNeeded() }
        }
        return try body()
    }

    /// A number that changes whenever another connection, of this process or another, commits
    /// (<https://sqlite.org/pragma.html#pragma_data_version>). Not inside `read`: a transaction sees no change.
    public func dataVersion() throws -> Int { try connection.integer("PRAGMA data_version") }

    /// How SQLite would run `sql`, one line a step; a `SCAN` reads a whole table.
    public func plan(of sql: String) throws -> [String] {
        // Neither kept nor logged, and its parameters stay unbound: nothing is run.
        let statement = try connection.prepare("EXPLAIN QUERY PLAN " + sql)
        var lines: [String] = []
        while try statement.step() { lines.append(statement.row.text(3)) }
        return lines
    }

    /// Every object of the schema, to compare with what the program would have made.
    public func schema() throws -> [SchemaObject] {
        try rows(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name, type", decode: SchemaObject.init(row:))
    }
}

/// A table, index, view or trigger as it stands in the schema.
public struct SchemaObject: Sendable, Hashable {
    /// `table`, `index`, `view` or `trigger`.
    public let type: String
    /// Its name.
    public let name: String
    /// The table it belongs to.
    public let table: String
    /// The text that made it; nil for the indexes SQLite makes itself.
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
