/// One database file: one thread writes, everybody reads at the same time (write-ahead log).
///
///     let database = try Database(path: "chaland.db", schema: schema)
///     let reader = try database.makeReader()          // one a thread
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

    /// Opens `path`, makes it if there is nothing, and brings it to the last version of `schema`.
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

    /// A connection that only reads `path`, for a command that writes nothing; the schema stays as it is.
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

    /// A connection that only reads, for one thread.
    public func makeReader() throws -> Reader {
        Reader(try Connection(path: path, role: .reader, configuration: configuration))
    }

    /// Runs `body` on the writer thread and returns once its changes are on the disk.
    ///
    /// Writes that wait at the same time share one commit; each is undone alone when its body throws, and gets that error.
    /// `body` may run twice, when a companion in the group had the whole transaction undone: let it change the database only.
    /// Check again inside what was read before: others may have written meanwhile.
    /// - Throws: what `body` throws; `SQLiteError` when the storage failed and nothing was written
    ///   (`isBusy`, `isFull`: answer 503); `DatabaseError.queueFull`, `.closed` or `.schemaChanged` when it was not tried.
    @inlinable @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (Writer) throws -> T) async throws -> T {
        // Answered exactly once: `Ticket` sees to it.
        try await withUnsafeThrowingContinuation { continuation in
            // Nil until the body has run, which is before anybody is answered with it.
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

    /// The same, blocking the calling thread: for commands and tests, never on an event loop.
    @discardableResult
    public func writeNow<T: Sendable>(_ body: @escaping @Sendable (Writer) throws -> T) throws -> T {
        precondition(!thread.isCurrent, "a write inside a write would wait for itself")
        let ticket = BlockingTicket(body: body)
        try thread.enqueue(ticket)
        return try ticket.wait()
    }

    /// Takes no more writes, commits those that wait, and closes the writing connection. Readers stay open.
    public func close() { thread.close() }

    /// Makes sure that the file that was opened still stands at its path: while it does not, every write is refused.
    /// - Throws: `SQLiteError` when another file or none is there.
    public func checkPlace() throws { try place.check() }

    /// Notes that a reader of this database met corruption (`SQLiteError.isCorrupt`): see `DatabaseStatistics.isDamaged`.
    public func noteDamage() { thread.noteDamage() }

    /// For how long the writes at work have been: more than a moment where another program holds the file, or the disk is stuck.
    public var writing: Duration { thread.groupAge }

    /// Counters for `/metrics`.
    public var statistics: DatabaseStatistics { thread.statistics }
}
