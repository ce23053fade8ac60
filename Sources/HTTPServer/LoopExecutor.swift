import CLinux
import Glibc
import Synchronization

/// Runs the jobs of tasks on one event loop. From the loop's own thread a job goes to a plain list run in the same turn;
/// from another thread (the database's writer, a pool) to a locked one, and the loop is woken.
final class LoopExecutor: TaskExecutor, @unchecked Sendable {  // `local` is touched by the thread in `owner` only
    /// An eventfd in the loop's epoll set.
    let wakeDescriptor: Int32
    private let inbox = Mutex<[UnownedJob]>([])
    private let owner = Atomic<UInt>(0)
    private let stopAsked = Atomic<Bool>(false)
    @exclusivity(unchecked) private var local: [UnownedJob] = []

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
        } else if inbox.withLock({ jobs in
            jobs.append(job)
            return jobs.count == 1
        }) {
            wake()
        }
    }

    /// Whether `stop` was called.
    var isStopAsked: Bool { stopAsked.load(ordering: .relaxed) }

    /// Asks the loop to end. A store and a write: allowed in a signal handler (signal-safety(7)).
    func stop() {
        stopAsked.store(true, ordering: .sequentiallyConsistent)
        wake()
    }

    private func wake() {
        var one: UInt64 = 1
        // A full counter (EAGAIN) wakes as well; nothing else can fail on an eventfd.
        _ = uninterrupted { write(wakeDescriptor, &one, MemoryLayout<UInt64>.size) }
    }

    /// Takes over what other threads have left; after the eventfd has fired.
    func takeInbox() {
        var counter: UInt64 = 0
        _ = uninterrupted { read(wakeDescriptor, &counter, MemoryLayout<UInt64>.size) }
        inbox.withLock { jobs in
            local.append(contentsOf: jobs)
            jobs.removeAll(keepingCapacity: true)
        }
    }

    /// Runs what is ready, and what that makes ready, in rounds; bounded, so that jobs that make jobs do not keep the
    /// sockets waiting.
    func runJobs(rounds: Int = 8) {
        for _ in 0..<rounds {
            if local.isEmpty { return }
            let jobs = local
            local = []
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }

    /// Whether jobs are left for the next turn.
    var hasJobs: Bool { !local.isEmpty }
}
