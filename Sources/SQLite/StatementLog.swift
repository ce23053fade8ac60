import Synchronization

/// Records the SQL of every prepared statement, so that tests can check each query plan (`Reader.plan(of:)`).
public final class StatementLog: Sendable {
    private let seen = Mutex<Set<String>>([])

    /// An empty log.
    public init() {}

    /// All statements prepared so far, without duplicates, sorted.
    public var statements: [String] { seen.withLock { $0.sorted() } }

    func record(_ sql: String) { seen.withLock { _ = $0.insert(sql) } }
}
