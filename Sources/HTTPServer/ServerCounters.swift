import Synchronization

/// Figures of a server since its start, for `/metrics`.
public struct ServerCounters: Sendable, Equatable {
    /// One kind of answer.
    public struct Answer: Sendable, Hashable {
        /// The route as the handler counts them; nil when the request was refused before any was looked for.
        public let route: Int?
        /// The status; nil for one this server does not count by itself.
        public let status: Int?
    }

    /// Upper bounds of `durations` in seconds; what is above the last is counted behind it.
    public static let durationBounds = RequestFigures.bounds.map { Double($0) / 1e9 }

    /// Answers, by route and status.
    public var answers: [Answer: Int] = [:]
    /// Answers by the seconds they took, from the whole request to its answer: one count a bound, and one above all.
    public var durations = [Int](repeating: 0, count: RequestFigures.bounds.count + 1)
    /// Seconds all answers took together.
    public var durationSum = 0.0
    /// Requests answered; those refused are not among them.
    public var requests = 0
    /// Connections accepted.
    public var accepted = 0
    /// Connections open now.
    public var open = 0
    /// Requests and connections refused: protocol broken, limit met.
    public var refused = 0
    /// Connections refused because there are too many, of all or of one address; they are among `refused`.
    public var connectionsRefused = 0
    /// Requests being answered by a task now.
    public var inFlight = 0
    /// Requests answered 503 because their handler took too long.
    public var timedOut = 0
    /// Bytes sent.
    public var bytesSent = 0
    /// Times `accept` had to pause because no descriptor was left.
    public var acceptPauses = 0
}

/// The figures of one loop. Only the loop writes them, so a plain store is enough: no locked instruction a request.
final class LoopCounters: Sendable {
    let answers: RequestFigures
    let accepted = Atomic<Int>(0)
    let open = Atomic<Int>(0)
    let refused = Atomic<Int>(0)
    let connectionsRefused = Atomic<Int>(0)
    let inFlight = Atomic<Int>(0)
    let timedOut = Atomic<Int>(0)
    let bytesSent = Atomic<Int>(0)
    let acceptPauses = Atomic<Int>(0)

    init(routes: Int) { answers = RequestFigures(routes: routes) }

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
    /// Adds from the only thread that ever writes: a load and a store, not a locked addition.
    @inline(__always)
    func bump(_ by: Int = 1) { store(load(ordering: .relaxed) &+ by, ordering: .relaxed) }
}
