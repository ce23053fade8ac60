import Synchronization

/// Counters of a server since its start, for `/metrics`.
public struct ServerCounters: Sendable, Equatable {
    /// A kind of response.
    public struct Answer: Sendable, Hashable {
        /// The index of the route; nil when the request was refused before routing.
        public let route: Int?
        /// The status; nil for statuses without their own counter.
        public let status: Int?
    }

    /// Upper bounds of `durations` in seconds; one more bucket is above the last.
    public static let durationBounds = ResponseCounters.bounds.map { Double($0) / 1e9 }

    /// Responses by route and status.
    public var answers: [Answer: Int] = [:]
    /// Histogram of the seconds from a complete request to its response: one count per bound, and one above the last.
    public var durations = [Int](repeating: 0, count: ResponseCounters.bounds.count + 1)
    /// Sum of these seconds.
    public var durationSum = 0.0
    /// Requests answered, without refused ones.
    public var requests = 0
    /// Connections accepted.
    public var accepted = 0
    /// Connections open now.
    public var open = 0
    /// Requests and connections refused for protocol errors or limits.
    public var refused = 0
    /// Connections refused by the global limit or the limit per address; included in `refused`.
    public var connectionsRefused = 0
    /// Requests being answered by tasks now.
    public var inFlight = 0
    /// Requests answered 503 after a timeout of their handler.
    public var timedOut = 0
    /// Bytes sent.
    public var bytesSent = 0
    /// Times accepting paused because no descriptor was free.
    public var acceptPauses = 0
}

/// The counters of one loop. Only the loop writes them, so no locked instructions are needed.
final class LoopCounters: Sendable {
    let answers: ResponseCounters
    let accepted = Atomic<Int>(0)
    let open = Atomic<Int>(0)
    let refused = Atomic<Int>(0)
    let connectionsRefused = Atomic<Int>(0)
    let inFlight = Atomic<Int>(0)
    let timedOut = Atomic<Int>(0)
    let bytesSent = Atomic<Int>(0)
    let acceptPauses = Atomic<Int>(0)

    init(routes: Int) { answers = ResponseCounters(routes: routes) }

    func add(to sum: inout ServerCounters) {
        answers.add(to: &sum)
        sum.accepted += accepted.load(ordering: .relaxed)
        sum.open += open.load(ordering: .relaxed)
        sum.refused += refused.load(ordering: .relaxed)
        sum.connectionsRefused += connectionsRefused.load(ordering: .relaxed)
        sum.inFlight += inFlight.load(ordering: .relaxed)
        sum.timedOut += timedOut.load(ordering: .relaxed)
        sum.bytesSent += bytesSent.load(ordering: .relaxed)
        sum.acceptPauses += acceptPauses.load(ordering: .relaxed)
    }
}

extension Atomic<Int> {
    /// Adds without a locked instruction; only for a counter with a single writing thread.
    @inline(__always)
    func bump(_ by: Int = 1) { store(load(ordering: .relaxed) &+ by, ordering: .relaxed) }
}
