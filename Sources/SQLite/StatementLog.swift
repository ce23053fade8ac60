import Synchronization

/// Records the SQL of every prepared statement, so that tests can check each query plan (`Reader.plan(of:)`), and
/// counts the statements run.
public final class StatementLog: Sendable {
    private let seen = Mutex<Set<String>>([])
    private let used = Mutex(0)

    /// An empty log.
    public init() {}

    /// All statements prepared so far, without duplicates, sorted.
    public var statements: [String] { seen.withLock { $0.sorted() } }

    /// Statements run so far, repeated ones counted each time.
    public var uses: Int { used.withLock { $0 } }

    func countUse() { used.withLock { $0 += 1 } }

    func record(_ sql: String) { seen.withLock { _ = $0.insert(sql) } }
}
