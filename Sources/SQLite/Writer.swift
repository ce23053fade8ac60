import CSQLite

/// The writing face of the one connection that writes, alive inside the body of a write.
///
/// It reads too, and sees what the body has written so far. Transactions are not its business: `BEGIN`, `COMMIT`,
/// `SAVEPOINT` and `ATTACH` are refused (`SQLITE_AUTH`).
public final class Writer: Reader {
    /// The `dataVersion` at which the schema was the one this program knows.
    @exclusivity(unchecked) var schemaSeenAt: Int?

    /// Runs a statement that changes rows; how many it changed.
    @discardableResult
    public func run<each B: Bindable>(_ sql: String, _ values: repeat each B) throws -> Int {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(repeat each values)
        while try statement.step() {}
        return connection.changes
    }

    /// The same for a statement put together at run time.
    @discardableResult
    public func run(_ sql: String, values: [any Bindable]) throws -> Int {
        let statement = try connection.statement(sql)
        defer { statement.finish() }
        try statement.bindAll(values: values)
        while try statement.step() {}
        return connection.changes
    }

    /// The same for the one statement that runs thousands of times a second: `bind` binds all its parameters itself, which
    /// costs a quarter of handing over sixteen values of any kind.
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

    /// Writes, and changes nothing: to find out whether the storage takes writes.
    public func touch() throws {
        try execute("PRAGMA user_version = \(try connection.integer("PRAGMA user_version"))")
    }

    /// Runs several statements without values, such as those of a fixture.
    public func execute(_ script: String) throws {
        try connection.requireTransaction()
        // A change of the schema is counted nowhere.
        connection.hasRunScript = true
        try connection.script(script)
    }
}
