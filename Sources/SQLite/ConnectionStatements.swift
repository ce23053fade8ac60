import CSQLite

extension Connection {
    /// A statement for `sql`, ready to bind; give it back with `finish()`.
    @usableFromInline func statement(_ sql: String) throws -> Statement {
        try requireTransaction()
        uses += 1
        let text = StatementText(sql)
        if let known = statements[text], !known.isInUse {
            known.isInUse = true
            known.lastUse = uses
            return known
        }
        let fresh = try prepare(sql)
        fresh.isInUse = true
        fresh.lastUse = uses
        // A statement still running keeps its place: the second one of the same text lives as long as its caller needs it.
        if statements[text] == nil {
            if statements.count >= statementLimit { forgetLeastUsed() }
            statements[text] = fresh
            if !isControlling { log?.record(sql) }
        }
        return fresh
    }

    /// Refuses what would run outside the transaction it belongs to.
    func requireTransaction() throws {
        guard needsTransaction, !isControlling, !isInTransaction else { return }
        throw SQLiteError(
            extendedCode: SQLiteError.Extended.abortedByRollback, message: "the transaction was rolled back")
    }

    private func forgetLeastUsed() {
        let idle = statements.values.filter { !$0.isInUse }
        if let oldest = idle.min(by: { $0.lastUse < $1.lastUse }) { statements[StatementText(oldest.sql)] = nil }
    }

    /// Prepares one statement, and one only: what stands after a `;` would be left out silently.
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

    /// Runs statements without values and without results, one after the other.
    func script(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw SQLiteError(of: handle, sql: sql) }
    }

    /// Runs one of our own statements: BEGIN, COMMIT, SAVEPOINT and their kin.
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

    /// Whether a transaction is open. SQLite ends one by itself on a full disk or an I/O error.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Rows changed by the last statement.
    var changes: Int { Int(sqlite3_changes64(handle)) }

    /// Rows changed by all statements so far, those of triggers among them; a statement that failed has changed none.
    var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

    /// Ends whatever transaction is still open.
    func rollBackIfNeeded() {
        // Nothing better can be done when this fails: SQLite has then rolled back itself.
        if isInTransaction { try? control("ROLLBACK") }
    }
}
