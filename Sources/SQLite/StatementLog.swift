import Synchronization

/// Collects the text of every statement prepared, so that a test suite can look at the plan of each (`Reader.plan(of:)`).
public final class StatementLog: Sendable {
    private let seen = Mutex<Set<String>>([])

    /// An empty log.
    public init() {}

    /// Every statement prepared so far, once each, in alphabetical order.
    public var statements: [String] { seen.withLock { $0.sorted() } }

    func record(_ sql: String) { seen.withLock { _ = $0.insert(sql) } }
}
