import CLinux
import Glibc
import Synchronization

/// Runs the jobs of tasks on one event loop. From the loop's own thread a job goes to a plain list run in the same turn;
/// from another thread (the database's writer, a pool) to a locked one, and the loop is woken.
final class LoopExecutor: TaskExecutor, @unchecked Sendable {  // `local` is touched by the thread in `owner` only
    /// An eventfd in the loop's epoll set.
    let wakeDescriptor: Int32
    private struct Inbox {
        var jobs: [UnownedJob] = []
        /// Somebody has seen to it that the loop looks here.
        var isTold = false
    }

    private let inbox = Mutex(Inbox())
    /// The loop could not be woken: it looks into the inbox at its next turn, whatever that is for.
    private let isUnheard = Atomic<Bool>(false)
    private let owner = Atomic<UInt>(0)
    private let stopAsked = Atomic<Bool>(false)
    @exclusivity(unchecked) private var local: [UnownedJob] = []
    /// How many of `local` have run.
    @exclusivity(unchecked) private var done = 0

    init() throws(SyscallError) {
        wakeDescriptor = try checked("eventfd") { eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)) }
    }

    deinit { close(wakeDescriptor) }

    /// Makes the calling thread the loop's.
    func adopt() { owner.store(UInt(pthread_self()), ordering: .relaxed) }

    /// Whether the caller is on the loop.
    var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            local.append(job)
        } else if inbox.withLock({ inbox in
            inbox.jobs.append(job)
            defer { inbox.isTold = true }
            return !inbox.isTold
        }), !wake() {
            isUnheard.store(true, ordering: .sequentiallyConsistent)
            // The next job knocks again.
            inbox.withLock { $0.isTold = false }
        }
    }

    /// Whether `stop` was called.
    var isStopAsked: Bool { stopAsked.load(ordering: .relaxed) }

    /// Asks the loop to end. A store and a write: allowed in a signal handler (signal-safety(7)).
    func stop() {
        stopAsked.store(true, ordering: .sequentiallyConsistent)
        _ = wake()
    }

    /// How often a loop is knocked for before its next event has to do.
    private static let knocks = 16

    /// False when the loop may go on sleeping.
    private func wake() -> Bool {
        var one: UInt64 = 1
        for _ in 0..<Self.knocks {
            let result = uninterrupted { write(wakeDescriptor, &one, MemoryLayout<UInt64>.size) }
            // A full counter wakes as well. By eventfd(2) nothing else fails; whoever stands between us and the kernel may.
            if result >= 0 || result == -Int(EAGAIN) { return true }
        }
        return false
    }

    /// Takes over what other threads have left; after the eventfd has fired.
    func takeInbox() {
        var counter: UInt64 = 0
        _ = uninterrupted { read(wakeDescriptor, &counter, MemoryLayout<UInt64>.size) }
        isUnheard.store(false, ordering: .sequentiallyConsistent)
        inbox.withLock { inbox in
            local.append(contentsOf: inbox.jobs)
            inbox.jobs.removeAll(keepingCapacity: true)
            inbox.isTold = false
        }
    }

    /// Runs what is ready, and what that makes ready: one job at least, and then no other once `budget` nanoseconds are
    /// over, so that pages do not keep the sockets waiting for longer than the longest of them takes.
    func runJobs(for budget: Int = 1_000_000) {
        let end = LoopClock.nanoseconds + budget
        if isUnheard.load(ordering: .relaxed) { takeInbox() }
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
    var hasJobs: Bool { done < local.count || isUnheard.load(ordering: .relaxed) }
}
