import CLinux
import Dispatch
import Foundation
import Synchronization

/// The threads a password hash runs on: a flood of sign-ins from unknown browsers must not delay members.
package enum HashLane: Sendable {
    /// Known devices, members who are signed in, the setup.
    case known
    /// All other browsers.
    case unknown
}

/// The threads other work runs on: a slow import must not delay posters and tables.
package enum JobLane: Sendable {
    /// Posters, letters, tables for a spreadsheet.
    case pages
    /// Files of shops: read, compared with the directory, undone.
    case imports
}

/// A bounded pool of low-priority threads, for work that would block an event loop.
///
/// The threads start with the first job and end with the pool.
package final class OffloadPool: Sendable {
    private let queue = OffloadQueue()
    private let threads: Int
    private let capacity: Int
    private let taken = Atomic<Int>(0)
    private let refusedJobs = Atomic<Int>(0)
    private let isStarted = Atomic<Bool>(false)

    /// - Parameters:
    ///   - threads: jobs running at once, at most.
    ///   - waiting: jobs waiting for a thread, at most.
    init(threads: Int, waiting: Int) {
        self.threads = threads
        capacity = threads + waiting
    }

    deinit { if isStarted.load(ordering: .relaxed) { queue.end(threads) } }

    /// Jobs running or waiting.
    var jobs: Int { taken.load(ordering: .relaxed) }
    /// Jobs refused so far.
    var refused: Int { refusedJobs.load(ordering: .relaxed) }

    /// Runs `work` on a thread of the pool; returns its result.
    /// - Throws: `Failure.busy` when all places are taken; what `work` throws.
    func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        guard taken.add(1, ordering: .relaxed).newValue <= capacity else {
            taken.subtract(1, ordering: .relaxed)
            refusedJobs.add(1, ordering: .relaxed)
            throw Failure.busy(seconds: 5)
        }
        defer { taken.subtract(1, ordering: .relaxed) }
        if !isStarted.exchange(true, ordering: .relaxed) { start() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.add { continuation.resume(with: Result { try work() }) }
        }
    }

    private func start() {
        for _ in 0..<threads {
            let thread = Thread { [queue] in
                chaland_lower_priority()
                while let work = queue.next() {
                    work()
                    // Large jobs free megabytes that malloc would retain.
                    malloc_trim(0)
                }
            }
            thread.name = "offload"
            thread.start()
        }
    }
}

/// Jobs waiting for a thread, first come, first served.
private final class OffloadQueue: Sendable {
    typealias Work = @Sendable () -> Void

    private let waiting = Mutex<[Work?]>([])
    private let count = DispatchSemaphore(value: 0)

    func add(_ work: @escaping Work) {
        waiting.withLock { $0.append(work) }
        count.signal()
    }

    /// Waits for a job; nil when the pool has ended.
    func next() -> Work? {
        count.wait()
        return waiting.withLock { $0.removeFirst() }
    }

    /// Ends `threads` threads, once the waiting jobs are done.
    func end(_ threads: Int) {
        waiting.withLock { $0 += Array(repeating: nil, count: threads) }
        for _ in 0..<threads { count.signal() }
    }
}
