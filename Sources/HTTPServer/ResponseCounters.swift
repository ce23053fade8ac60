import Synchronization

/// Counts the responses of one loop by route and status, and by duration. Only the loop writes, so a relaxed load and
/// store suffice; other threads read concurrently.
final class ResponseCounters: @unchecked Sendable {  // the memory is atomic, the rest constant
    /// Upper bounds of the histogram of durations, in nanoseconds, up to the timeout of handlers. One more bucket is
    /// above the last.
    static let bounds = [
        50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000,
        100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000,
        30_000_000_000,
    ]
    /// The statuses with a counter of their own; all others share counter 0.
    private static let statuses = [
        200, 201, 204, 206, 301, 303, 304, 308, 400, 403, 404, 405, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417,
        421, 422, 429, 431, 500, 501, 503, 505,
    ]

    private let routes: Int
    private let width = ResponseCounters.statuses.count + 1
    /// The index of each status code from 0 to 599.
    private let places: [UInt8]
    private let bounds = ResponseCounters.bounds
    private let memory: UnsafeMutablePointer<Atomic<Int>>
    private let size: Int

    /// Counters for `routes` routes, and for requests refused before routing.
    init(routes: Int) {
        self.routes = max(1, routes)
        var places = [UInt8](repeating: 0, count: 600)
        for (place, status) in Self.statuses.enumerated() { places[status] = UInt8(place + 1) }
        self.places = places
        size = (self.routes + 1) * width + bounds.count + 2
        memory = .allocate(capacity: size)
        for index in 0..<size { (memory + index).initialize(to: Atomic(0)) }
    }

    deinit {
        memory.deinitialize(count: size)
        memory.deallocate()
    }

    private var durations: Int { (routes + 1) * width }

    /// Counts a response. `route` is nil when the request was refused.
    @inline(__always)
    func count(_ route: Int?, _ status: Int, nanoseconds: Int) {
        let row = route.map { min(max(0, $0), routes - 1) } ?? routes
        memory[row * width + Int(status < places.count ? places[status] : 0)].bump()
        var bucket = 0
        while bucket < bounds.count, nanoseconds > bounds[bucket] { bucket += 1 }
        memory[durations + bucket].bump()
        memory[durations + bounds.count + 1].bump(nanoseconds)
    }

    /// Adds the counts to `sum`.
    func add(to sum: inout ServerCounters) {
        func read(_ index: Int) -> Int { memory[index].load(ordering: .relaxed) }
        for row in 0...routes {
            for place in 0..<width {
                let count = read(row * width + place)
                guard count > 0 else { continue }
                let status = place == 0 ? nil : Self.statuses[place - 1]
                sum.answers[.init(route: row == routes ? nil : row, status: status), default: 0] += count
                if row < routes { sum.requests += count }
            }
        }
        for bucket in 0...bounds.count { sum.durations[bucket] += read(durations + bucket) }
        sum.durationSum += Double(read(durations + bounds.count + 1)) / 1e9
    }
}
