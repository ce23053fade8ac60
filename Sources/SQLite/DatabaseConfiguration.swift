/// Limits and extensions of one database. The defaults suit an association.
public struct DatabaseConfiguration: Sendable {
    /// Functions for the schema and queries.
    public var functions: [ScalarFunction]
    /// Records every prepared statement; nil outside tests.
    public var statementLog: StatementLog?
    /// Most queued writes, beside the group being committed; one more throws `DatabaseError.queueFull`.
    public var queueLimit = 1_024
    /// Most writes in one commit: bounds the wait of the first one, and how many a failing commit affects.
    public var groupLimit = 256
    /// How long to wait for another process that holds the write lock, in milliseconds.
    public var busyTimeout = 5_000
    /// Page cache of the writing connection, in KiB: SQLite's default.
    public var cacheKiB = 2_000
    /// Memory for pages changed by one transaction, in KiB; further writes wait for the next one.
    public var changedKiB = 64 << 10
    /// Page cache of each reader, in KiB. The kernel caches the file, so reading a page again costs a copy.
    public var readerCacheKiB = 300
    /// Pages in the write-ahead log (4 KiB each) that trigger a checkpoint, after writes are answered.
    public var checkpointPages = 1_000
    /// Size in bytes to which the write-ahead log is truncated after a checkpoint; a long reader lets it grow beyond.
    public var logBytes = 16 << 20
    /// Prepared statements cached by a connection; evicts the least recently used.
    public var statementLimit = 256

    /// The defaults, with functions and a statement log.
    public init(functions: [ScalarFunction] = [], statementLog: StatementLog? = nil) {
        self.functions = functions
        self.statementLog = statementLog
    }
}
