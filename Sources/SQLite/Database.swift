/// One database file in WAL mode: one thread writes, any number of readers read concurrently.
///
///     let database = try Database(path: "chaland.db", schema: schema)
///     let reader = try database.makeReader()          // one per thread
///     let id = try await database.write { db in       // durable when it returns
///         try db.run("INSERT INTO shop (name) VALUES (?1)", "Boulangerie")
///         return db.lastInsertedID
///     }
public final class Database: Sendable {
    /// The path of the file.
    public var path: String { place.path }
    private let configuration: DatabaseConfiguration
    @usableFromInline let thread: WriterThread
    private let place: PrivateFile.Place

    /// Opens or creates `path`, and migrates it to the latest version of `schema`.
    ///
    /// - Throws: `DatabaseError` when the file is not for this program or a migration fails; `SQLiteError` otherwise.
    public init(path: String, schema: StorageSchema, configuration: DatabaseConfiguration = .init()) throws {
        self.configuration = configuration
        try PrivateFile.createIfMissing(path)
        let connection = try Connection.writing(path, configuration)
        try Migrator(connection, schema, configuration).bringUpToDate()
        place = PrivateFile.Place(path)
        thread = try WriterThread(connection, at: place, schema: schema.version, configuration)
    }

    /// A read-only connection to `path`, for commands that write nothing; does not migrate.
    /// - Returns: nil when the file has no schema yet.
    /// - Throws: `DatabaseError` when the file is not for this program.
    public static func reader(path: String, schema: StorageSchema) throws -> Reader? {
        guard PrivateFile.isRegular(path) else { throw DatabaseError.notAFile(path: path) }
        let connection: Connection
        do {
            connection = try Connection(path: path, role: .reader, configuration: .init())
        } catch let error as SQLiteError where error.isCorrupt {
            throw DatabaseError(error, path: path)
        }
        let version = try Migrator(connection, schema).identify()
        return version > 0 ? Reader(connection) : nil
    }

    deinit { thread.close() }

    /// A read-only connection for one thread.
    public func makeReader() throws -> Reader {
        Reader(try Connection(path: path, role: .reader, configuration: configuration))
    }

    /// Runs `body` on the writer thread and returns when its changes are durable.
    ///
    /// Concurrent writes share one commit. A write whose body throws is rolled back alone, and rethrows the error.
    /// `body` may run twice, when another write of the group caused the transaction to roll back, so it must have no
    /// other side effects. It must read again what its changes depend on: other writes may have changed it meanwhile.
    /// - Throws: the error of `body`; `SQLiteError` when the storage failed and nothing was written (`isBusy`,
    ///   `cannotWrite`: answer 503); `DatabaseError.queueFull`, `.closed` or `.schemaChanged` when it was not
    ///   attempted.
    @inlinable @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (Writer) throws -> T) async throws -> T {
        // Resumed exactly once: ensured by `Ticket`.
        try await withUnsafeThrowingContinuation { continuation in
            // Nil until the body has run, which precedes `.answer`.
            var result: Result<T, any Error>?
            let ticket = Ticket { step in
                switch step {
                case .perform(let writer):
                    do {
                        result = .success(try body(writer))
                        return nil
                    } catch {
                        result = .failure(error)
                        return error
                    }
                case .answer: continuation.resume(with: result ?? .failure(DatabaseError.closed))
                case .fail(let error): continuation.resume(throwing: error)
                }
                return nil
            }
            do { try thread.enqueue(ticket) } catch { ticket.fail(error) }
        }
    }

    /// `write`, blocking the calling thread: for commands and tests, never on an event loop.
    @discardableResult
    public func writeNow<T: Sendable>(_ body: @escaping @Sendable (Writer) throws -> T) throws -> T {
        precondition(!thread.isCurrent, "a write inside a write would deadlock")
        let ticket = BlockingTicket(body: body)
        try thread.enqueue(ticket)
        return try ticket.wait()
    }

    /// Rejects new writes, commits queued ones, and closes the writing connection. Readers stay open.
    public func close() { thread.close() }

    /// Checks that the file that was opened is still at its path. While it is not, all writes are rejected.
    /// - Throws: `SQLiteError` when another file or none is there.
    public func checkPlace() throws { try place.check() }

    /// Records that a reader found corruption (`SQLiteError.isCorrupt`); see `DatabaseStatistics.isDamaged`.
    public func noteDamage() { thread.noteDamage() }

    /// How long the current commit group has been running; long when another program holds the lock or the disk hangs.
    public var writing: Duration { thread.groupAge }

    /// Counters for `/metrics`.
    public var statistics: DatabaseStatistics { thread.statistics }
}
