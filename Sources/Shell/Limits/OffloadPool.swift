import Dispatch
import Foundation
import Synchronization

/// A few threads for work that would hold up an event loop: password hashes above all. Bounded at both ends.
///
/// The threads give way to the loops (`BackgroundWork`). They are made when the first work comes.
final class OffloadPool: Sendable {
    private let queue = OffloadQueue()
    private let lanes: Int
    private let capacity: Int
    private let taken = Atomic<Int>(0)
    private let turnedAway = Atomic<Int>(0)
    private let isStarted = Atomic<Bool>(false)

    /// `lanes` threads at most, `waiting` jobs behind them at most.
    init(lanes: Int, waiting: Int) {
        self.lanes = lanes
        capacity = lanes + waiting
    }

    deinit { if isStarted.load(ordering: .relaxed) { queue.end(lanes) } }

    /// Jobs being done or waiting.
    var jobs: Int { taken.load(ordering: .relaxed) }
    /// Jobs refused so far.
    var refused: Int { turnedAway.load(ordering: .relaxed) }

    /// Runs `work` on a lane and comes back with what it gives.
    /// - Throws: `Failure.busy` when the lanes and the places behind them are taken; whatever `work` throws.
    func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        guard taken.add(1, ordering: .relaxed).newValue <= capacity else {
            taken.subtract(1, ordering: .relaxed)
            turnedAway.add(1, ordering: .relaxed)
            throw Failure.busy(seconds: 5)
        }
        defer { taken.subtract(1, ordering: .relaxed) }
        if !isStarted.exchange(true, ordering: .relaxed) { start() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.add {
                let result = Result { try work() }
                return { continuation.resume(with: result) }
            }
        }
    }

    private func start() {
        for _ in 0..<lanes {
            let thread = Thread { [queue] in
                // Answered when nothing stops the thread any more: the loop may want the lock it holds.
                while let work = queue.next() { BackgroundWork.run(work)() }
            }
            thread.name = "offload"
            thread.start()
        }
    }
}

/// Work waiting for a thread, first come, first served.
private final class OffloadQueue: Sendable {
    /// Gives what is to be done when the work is over.
    typealias Work = @Sendable () -> () -> Void

    private let waiting = Mutex<[Work?]>([])
    private let count = DispatchSemaphore(value: 0)

    func add(_ work: @escaping Work) {
        waiting.withLock { $0.append(work) }
        count.signal()
    }

    /// Waits for work; nil when there will be none any more.
    func next() -> Work? {
        count.wait()
        return waiting.withLock { $0.removeFirst() }
    }

    /// Ends as many threads, after what waits.
    func end(_ threads: Int) {
        waiting.withLock { $0 += Array(repeating: nil, count: threads) }
        for _ in 0..<threads { count.signal() }
    }
}
