import Dispatch
import Glibc

/// How long a test waits for what another thread or process brings about.
private let patience = Duration.seconds(60)

/// Waits until the condition holds: false when it does not within a minute. Asks every millisecond; a test that can wait for an event
/// (`Door`, a semaphore, the end of a process) does that instead.
@discardableResult public func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + patience
    while try !condition() {
        if ContinuousClock.now > end { return false }
        usleep(1_000)
    }
    return true
}

/// The same without holding a thread of the pool, of which there are as few as processors.
@discardableResult public func eventually(_ condition: () throws -> Bool) async rethrows -> Bool {
    let end = ContinuousClock.now + patience
    while try !condition() {
        if ContinuousClock.now > end { return false }
        try? await Task.sleep(for: .milliseconds(1))
    }
    return true
}
