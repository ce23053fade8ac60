import Dispatch
import Synchronization

/// A latch: threads wait until a test opens it.
public final class Latch: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let state = Mutex((isReached: false, hasOpened: false))

    /// A closed latch.
    public init() {}

    /// Releases all waiting threads; later waits return at once.
    public func open() {
        state.withLock { $0.hasOpened = true }
        semaphore.signal()
    }

    /// Blocks the thread until the latch is open. Do not call it on threads that run tasks.
    public func wait() {
        state.withLock { $0.isReached = true }
        semaphore.wait()
        semaphore.signal()
    }

    /// Whether a thread waits or has waited.
    public var isReached: Bool { state.withLock { $0.isReached } }

    /// Whether it has been opened.
    public var hasOpened: Bool { state.withLock { $0.hasOpened } }
}
