import Dispatch
import Synchronization

/// What threads wait at until a test opens it.
public final class Door: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let state = Mutex((isReached: false, hasOpened: false))

    /// A closed door.
    public init() {}

    /// Lets through all that wait, and all that come.
    public func open() {
        state.withLock { $0.hasOpened = true }
        semaphore.signal()
    }

    /// Blocks the thread until the door is open; not for threads that run tasks.
    public func wait() {
        state.withLock { $0.isReached = true }
        semaphore.wait()
        semaphore.signal()
    }

    /// Whether a thread waits, or has waited, at the door.
    public var isReached: Bool { state.withLock { $0.isReached } }

    /// Whether it has been opened.
    public var hasOpened: Bool { state.withLock { $0.hasOpened } }
}
