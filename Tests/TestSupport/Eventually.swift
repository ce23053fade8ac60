import Dispatch
import Glibc

/// Time limit of a wait.
private let timeout = Duration.seconds(60)

/// Polls every millisecond until the condition holds; false after a minute. Prefer to wait for an event (`Latch`, a
/// semaphore, the end of a process) where the test can.
@discardableResult public func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + timeout
    while try !condition() {
        if ContinuousClock.now > end { return false }
        usleep(1_000)
    }
    return true
}

/// The same, without blocking a thread of the cooperative pool, which has only one thread per processor.
@discardableResult public func eventually(_ condition: () throws -> Bool) async rethrows -> Bool {
    let end = ContinuousClock.now + timeout
    while try !condition() {
        if ContinuousClock.now > end { return false }
        try? await Task.sleep(for: .milliseconds(1))
    }
    return true
}
