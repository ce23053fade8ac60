/// The bounds and additions of one database; the defaults fit an association.
public struct DatabaseConfiguration: Sendable {
    /// Functions the schema and the queries may call.
    public var functions: [ScalarFunction]
    /// Where to note every statement prepared; nil outside tests.
    public var statementLog: StatementLog?
    /// How many writes may wait, beyond the group being committed; one more gets `DatabaseError.queueFull`.
    public var queueLimit = 1_024
    /// How many writes share one commit at most: bounds the wait of the first and what one failing commit takes along.
    public var groupLimit = 256
    /// How long to wait for another process that writes, in milliseconds.
    public var busyTimeout = 5_000
    /// Memory for pages of the connection that writes, in KiB: SQLite's own default.
    public var cacheKiB = 2_000
    /// Memory for the pages one transaction changes, in KiB: writes beyond it wait for the next one.
    public var changedKiB = 64 << 10
    /// The same for each that reads. The kernel keeps the file: a page read again costs a copy.
    public var readerCacheKiB = 300
    /// Pages in the write-ahead log (4 KiB each) at which they are moved into the database, after the answers are out.
    public var checkpointPages = 1_000
    /// Bytes the file of the write-ahead log keeps once its pages are moved: a long reader lets it grow, afterwards it shrinks.
    public var logBytes = 16 << 20
    /// How many statements a connection keeps prepared; the least recently used goes first.
    public var statementLimit = 256

    /// The defaults, with functions and a log of statements.
    public init(functions: [ScalarFunction] = [], statementLog: StatementLog? = nil) {
        self.functions = functions
        self.statementLog = statementLog
    }
}
