import Dispatch
import Synchronization

/// A few threads for work that would hold up an event loop: password hashes above all. Bounded at both ends.
final class OffloadPool: Sendable {
    private let lanes: [DispatchQueue]
    private let capacity: Int
    private let taken = Atomic<Int>(0)
    private let turn = Atomic<Int>(0)
    private let turnedAway = Atomic<Int>(0)

    /// `lanes` threads at most, `waiting` jobs behind them at most.
    init(lanes: Int, waiting: Int) {
        self.lanes = (0..<lanes).map { DispatchQueue(label: "offload.\($0)") }
        capacity = lanes + waiting
    }

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
        let lane = lanes[turn.add(1, ordering: .relaxed).oldValue % lanes.count]
        return try await withCheckedThrowingContinuation { continuation in
            lane.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
