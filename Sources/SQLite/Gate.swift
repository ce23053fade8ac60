import Glibc

/// A lock with a condition to wait for: what the writer thread sleeps on. The toolchain's `Mutex` has no condition.
///
/// In memory of its own because a pthread object must not move.
final class Gate: @unchecked Sendable {  // both pointers are set once; pthread objects are made to be shared by threads
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` alone.
    func locked<T>(_ body: () throws -> T) rethrows -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Sleeps until `open()`, the lock given up meanwhile; only inside `locked`. May wake without reason.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// Wakes whoever waits.
    func open() { pthread_cond_broadcast(condition) }
}
