import CSQLite

extension Connection {
    /// A prepared statement for `sql`; return it with `finish()`.
    @usableFromInline func statement(_ sql: String) throws -> Statement {
        try requireTransaction()
        uses += 1
        if !isControlling { log?.countUse() }
        let text = StatementText(sql)
        if let cached = statements[text], !cached.isInUse {
            cached.isInUse = true
            cached.lastUse = uses
            return cached
        }
        let new = try prepare(sql)
        new.isInUse = true
        new.lastUse = uses
        // When the cached statement is in use, a second one is not cached and lives until its caller releases it.
        if statements[text] == nil {
            if statements.count >= statementLimit { evictLeastRecentlyUsed() }
            statements[text] = new
            if !isControlling { log?.record(sql) }
        }
        return new
    }

    /// Throws when the transaction of a write has been rolled back, so that no statement runs outside it.
    func requireTransaction() throws {
        guard needsTransaction, !isControlling, !isInTransaction else { return }
        throw SQLiteError(
            extendedCode: SQLiteError.Extended.abortedByRollback, message: "the transaction was rolled back")
    }

    private func evictLeastRecentlyUsed() {
        let idle = statements.values.filter { !$0.isInUse }
        if let oldest = idle.min(by: { $0.lastUse < $1.lastUse }) { statements[StatementText(oldest.sql)] = nil }
    }

    /// Prepares a single statement. Throws when there is a second one, which SQLite would silently ignore.
    func prepare(_ sql: String) throws -> Statement {
        var text = sql
        return try text.withUTF8 { utf8 in
            try utf8.withMemoryRebound(to: CChar.self) { characters in
                var first: OpaquePointer?
                var tail: UnsafePointer<CChar>?
                let length = Int32(clamping: characters.count)
                let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
                guard sqlite3_prepare_v3(handle, characters.baseAddress, length, flags, &first, &tail) == SQLITE_OK
                else { throw SQLiteError(of: handle, sql: sql) }
                guard let first else {
                    throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "no statement", sql: sql)
                }
                let statement = Statement(pointer: first, sql: sql)
                if let tail, let start = characters.baseAddress, tail - start < characters.count {
                    var second: OpaquePointer?
                    let rest = Int32(clamping: characters.count - (tail - start))
                    let result = sqlite3_prepare_v3(handle, tail, rest, 0, &second, nil)
                    defer { sqlite3_finalize(second) }
                    guard result == SQLITE_OK, second == nil else {
                        throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "more than one statement", sql: sql)
                    }
                }
                return statement
            }
        }
    }

    /// Runs statements without parameters and results.
    func script(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw SQLiteError(of: handle, sql: sql) }
    }

    /// Runs a transaction control statement: BEGIN, COMMIT, SAVEPOINT and the like.
    func control(_ sql: String) throws {
        isControlling = true
        defer { isControlling = false }
        let statement = try self.statement(sql)
        defer { statement.finish() }
        while try statement.step() {}
    }

    /// The first column of the first row, for pragmas and counts; 0 without a row.
    func integer(_ sql: String) throws -> Int {
        isControlling = true
        defer { isControlling = false }
        let statement = try self.statement(sql)
        defer { statement.finish() }
        return try statement.step() ? statement.row.int(0) : 0
    }

    /// Whether a transaction is open. SQLite may roll one back on a full disk or an I/O error.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Rows changed by the last statement.
    var changes: Int { Int(sqlite3_changes64(handle)) }

    /// Rows changed by all statements so far, including triggers; failed statements do not count.
    var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

    /// Rolls back an open transaction.
    func rollBackIfNeeded() {
        // When this fails, SQLite has already rolled back.
        if isInTransaction { try? control("ROLLBACK") }
    }
}
