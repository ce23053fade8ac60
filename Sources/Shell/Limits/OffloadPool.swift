import CLinux
import Dispatch
import Glibc
import POSIX
import Synchronization
import Web

/// A kind of work off the loops. Each has its own pool, so that a slow import does not delay posters and CSV files.
package enum JobLane: Sendable {
    /// Pages of posters and letters, CSV files.
    case pages
    /// Uploaded lists of shops or members: read, compared with what is stored, undone.
    case imports
    /// Uploaded pictures.
    case pictures
    /// PDFs.
    case prints
    /// A mail that tests the settings.
    case mail
}

/// A bounded pool of low-priority threads, for work that would block an event loop.
///
/// The threads start with the first job and end with the pool.
package final class OffloadPool: Sendable {
    private let queue: OffloadQueue
    private let threads: Int
    /// Threads that were started.
    private let started = Mutex(0)

    /// - Parameters:
    ///   - threads: jobs running at once, at most.
    ///   - waiting: jobs waiting for a thread, at most.
    ///   - ofOwner: jobs of one owner, running or waiting, at most.
    init(
        threads: Int, waiting: Int, ofOwner: Int = .max / 8,
        clock: @escaping RateLimits.SteadyClock = RateLimiter.monotonic
    ) {
        self.threads = threads
        queue = OffloadQueue(places: threads + waiting, placesOfOwner: ofOwner, clock)
    }

    deinit { queue.end(started.withLock { $0 }) }

    /// Jobs running or waiting.
    var jobs: Int { queue.count }
    /// Jobs accepted so far.
    var accepted: Int { queue.accepted }
    /// Jobs refused so far.
    var refused: Int { queue.refused }

    /// Runs `work` on a thread of the pool; returns its result.
    /// - Parameter owner: whose job it is, where one owner may not take all places.
    /// - Throws: `Failure.busy` when there is no place for it, or it had to give its place to an owner with fewer jobs;
    ///   what `work` throws.
    func run<T: Sendable>(for owner: JobOwner? = nil, _ work: @escaping @Sendable () throws -> T) async throws -> T {
        try startThreads()
        return try await withCheckedThrowingContinuation { continuation in
            let job = OffloadQueue.Job(
                run: { [queue] in
                    let result = Result { try work() }
                    queue.finish(owner)
                    continuation.resume(with: result)
                }, refuse: { continuation.resume(throwing: Failure.busy(seconds: 5)) })
            queue.add(job, of: owner)
        }
    }

    /// Starts the threads that do not run yet; fewer when the system allows no more.
    /// - Throws: `Failure.busy` when it allows none.
    private func startThreads() throws {
        let work: @Sendable () -> Void = { [queue] in
            chaland_lower_priority()
            while let job = queue.next() {
                job.run()
                // Large jobs free megabytes that malloc would retain.
                malloc_trim(0)
            }
        }
        try started.withLock { count in
            while count < threads, (try? SystemThread.detach("offload", work)) != nil { count += 1 }
            if count == 0 { throw Failure.busy(seconds: 5) }
        }
    }
}

/// The queue of a pool, shared by loops and threads.
private final class OffloadQueue: Sendable {
    struct Job: Sendable {
        let run: @Sendable () -> Void
        let refuse: @Sendable () -> Void
    }

    private struct State {
        var jobs: JobQueue<Job>
        var accepted = 0
        var refused = 0
    }

    private let state: Mutex<State>
    /// One signal for each waiting job.
    private let signal = DispatchSemaphore(value: 0)
    private let clock: RateLimits.SteadyClock

    init(places: Int, placesOfOwner: Int, _ clock: @escaping RateLimits.SteadyClock) {
        state = Mutex(State(jobs: JobQueue(places: places, placesOfOwner: placesOfOwner)))
        self.clock = clock
    }

    var count: Int { state.withLock { $0.jobs.count } }
    var accepted: Int { state.withLock { $0.accepted } }
    var refused: Int { state.withLock { $0.refused } }

    /// Adds a job; refuses it, or the one it replaces.
    func add(_ job: Job, of owner: JobOwner?) {
        let now = clock()
        let refused: Job? = state.withLock { state in
            switch state.jobs.add(job, of: owner, at: now) {
            case .waits:
                state.accepted += 1
                return nil
            case .replaces(let other):
                state.accepted += 1
                state.refused += 1
                return other
            case .refused:
                state.refused += 1
                return job
            }
        }
        // A replaced job leaves its signal to the one in its place.
        if let refused { refused.refuse() } else { signal.signal() }
    }

    /// Waits for a job, which then runs; nil when the pool has ended.
    func next() -> Job? {
        signal.wait()
        let now = clock()
        return state.withLock { $0.jobs.next(at: now) }
    }

    func finish(_ owner: JobOwner?) { state.withLock { $0.jobs.finish(owner) } }

    /// Ends `threads` threads. No job is waiting by then, because each waiting job retains the pool.
    func end(_ threads: Int) {
        for _ in 0..<threads { signal.signal() }
    }
}
