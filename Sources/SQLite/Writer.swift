import CSQLite

/// The writing connection, available inside the body of a write.
///
/// Its queries see what the body has written so far. `BEGIN`, `COMMIT`, `SAVEPOINT` and `ATTACH` are rejected
/// (`SQLITE_AUTH`).
public final class Writer: Reader {
    /// The `dataVersion` at which the schema version was last checked.
    @exclusivity(unchecked) var schemaSeenAt: Int?

    /// Runs a statement; returns the number of changed rows.
    @discardableResult
    public func run<each B: Bindable>(_ sql: String, _ values: repeat each B) throws -> Int {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(repeat each values)
        while try statement.step() {}
        return connection.changes
    }

    /// Runs a statement built at run time; returns the number of changed rows.
    @discardableResult
    public func run(_ sql: String, values: [any Bindable]) throws -> Int {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(values: values)
        while try statement.step() {}
        return connection.changes
    }

    /// Runs a statement whose parameters are bound by `bind`, for the one statement that runs thousands of times a
    /// second: a quarter of the cost of passing sixteen existential values.
    @discardableResult
    public func run(_ sql: String, bind: (Statement) throws -> Void) throws -> Int {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try bind(statement)
        while try statement.step() {}
        return connection.changes
    }

    /// The rowid of the last row inserted.
    public var lastInsertedID: Int64 { sqlite3_last_insert_rowid(connection.handle) }

    /// Writes without changing anything, to check that the storage is writable.
    public func touch() throws {
        try execute("PRAGMA user_version = \(try connection.integer("PRAGMA user_version"))")
    }

    /// Runs several statements without parameters, such as a fixture.
    public func execute(_ script: String) throws {
        try connection.requireTransaction()
        // Schema changes are not counted by `totalChanges`.
        connection.hasRunScript = true
        try connection.script(script)
    }
}
