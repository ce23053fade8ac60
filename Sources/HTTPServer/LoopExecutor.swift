import CLinux
import Glibc
import POSIX
import Synchronization

/// Runs the jobs of tasks on one event loop. A job from the loop's own thread goes to an unlocked list that runs in the
/// same turn. A job from another thread (the database writer, a pool) goes to a locked inbox, and wakes the loop.
final class LoopExecutor: TaskExecutor, @unchecked Sendable {  // `local` is used only by the thread in `owner`
    /// An eventfd in the loop's epoll set.
    let wakeDescriptor: Int32
    private struct Inbox {
        var jobs: [UnownedJob] = []
        /// Whether the loop has been woken for these jobs.
        var isWoken = false
    }

    private let inbox = Mutex(Inbox())
    /// The loop could not be woken: it checks the inbox at its next turn.
    private let hasWakeFailed = Atomic<Bool>(false)
    private let owner = Atomic<UInt>(0)
    private let stopRequested = Atomic<Bool>(false)
    @exclusivity(unchecked) private var local: [UnownedJob] = []
    /// Number of jobs in `local` that have run.
    @exclusivity(unchecked) private var done = 0

    init() throws(SyscallError) {
        wakeDescriptor = try checked("eventfd") { eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)) }
    }

    deinit { close(wakeDescriptor) }

    /// Makes the calling thread the loop's thread.
    func adopt() { owner.store(UInt(pthread_self()), ordering: .relaxed) }

    /// Whether the caller is on the loop's thread.
    var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            local.append(job)
        } else if inbox.withLock({ inbox in
            inbox.jobs.append(job)
            defer { inbox.isWoken = true }
            return !inbox.isWoken
        }), !wake() {
            hasWakeFailed.store(true, ordering: .sequentiallyConsistent)
            // The next job tries to wake again.
            inbox.withLock { $0.isWoken = false }
        }
    }

    /// Whether `stop` was called.
    var isStopRequested: Bool { stopRequested.load(ordering: .relaxed) }

    /// Requests the loop to stop. Async-signal-safe: a store and a write (signal-safety(7)).
    func stop() {
        stopRequested.store(true, ordering: .sequentiallyConsistent)
        _ = wake()
    }

    /// Number of attempts to wake the loop.
    private static let wakeAttempts = 16

    /// Wakes the loop; false when all attempts failed.
    private func wake() -> Bool {
        var one: UInt64 = 1
        for _ in 0..<Self.wakeAttempts {
            let result = uninterrupted { write(wakeDescriptor, &one, MemoryLayout<UInt64>.size) }
            // A full counter wakes too. Other errors are not possible by eventfd(2), but may be injected (strace,
            // seccomp).
            if result >= 0 || result == -Int(EAGAIN) { return true }
        }
        return false
    }

    /// Moves the jobs of other threads to `local`. Call it when the eventfd is readable.
    func takeInbox() {
        var counter: UInt64 = 0
        _ = uninterrupted { read(wakeDescriptor, &counter, MemoryLayout<UInt64>.size) }
        hasWakeFailed.store(false, ordering: .sequentiallyConsistent)
        inbox.withLock { inbox in
            local.append(contentsOf: inbox.jobs)
            inbox.jobs.removeAll(keepingCapacity: true)
            inbox.isWoken = false
        }
    }

    /// Runs ready jobs and those they make ready: at least one, and no further one after `budget` nanoseconds, so that
    /// sockets wait at most for the budget and one job.
    func runJobs(for budget: Int = 1_000_000) {
        let end = LoopClock.nanoseconds + budget
        if hasWakeFailed.load(ordering: .relaxed) { takeInbox() }
        while done < local.count {
            let job = local[done]
            done += 1
            job.runSynchronously(on: asUnownedTaskExecutor())
            if LoopClock.nanoseconds >= end { break }
        }
        guard done == local.count || done > 1_024 else { return }
        local.removeFirst(done)
        done = 0
    }

    /// Whether jobs are left for the next turn.
    var hasJobs: Bool { done < local.count || hasWakeFailed.load(ordering: .relaxed) }
}
