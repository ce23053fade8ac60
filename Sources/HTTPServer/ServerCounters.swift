import Synchronization

/// Figures of a server since its start, for `/metrics`.
public struct ServerCounters: Sendable, Equatable {
    /// Requests answered.
    public var requests = 0
    /// Connections accepted.
    public var accepted = 0
    /// Connections open now.
    public var open = 0
    /// Requests and connections refused: protocol broken, limit met.
    public var refused = 0
    /// Requests being answered by a task now.
    public var inFlight = 0
    /// Bytes sent.
    public var bytesSent = 0
    /// Times `accept` had to pause because no descriptor was left.
    public var acceptPauses = 0
}

/// The figures of one loop. Only the loop writes them, so a plain store is enough: no locked instruction a request.
final class LoopCounters: Sendable {
    let requests = Atomic<Int>(0)
    let accepted = Atomic<Int>(0)
    let open = Atomic<Int>(0)
    let refused = Atomic<Int>(0)
    let inFlight = Atomic<Int>(0)
    let bytesSent = Atomic<Int>(0)
    let acceptPauses = Atomic<Int>(0)

    func add(to sum: inout ServerCounters) {
        sum.requests += requests.load(ordering: .relaxed)
        sum.accepted += accepted.load(ordering: .relaxed)
        sum.open += open.load(ordering: .relaxed)
        sum.refused += refused.load(ordering: .relaxed)
        sum.inFlight += inFlight.load(ordering: .relaxed)
        sum.bytesSent += bytesSent.load(ordering: .relaxed)
        sum.acceptPauses += acceptPauses.load(ordering: .relaxed)
    }
}

extension Atomic<Int> {
    /// Adds from the only thread that ever writes: a load and a store, not a locked addition.
    @inline(__always)
    func bump(_ by: Int = 1) { store(load(ordering: .relaxed) &+ by, ordering: .relaxed) }
}
