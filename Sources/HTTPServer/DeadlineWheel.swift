/// A timer wheel with ticks of 100 ms and lazy entries. An entry is a time at which to check a connection's deadline; a
/// busy connection moves its deadline without touching the wheel. Each connection has one live entry.
struct DeadlineWheel {
    /// Nanoseconds per tick: fine enough for timeouts of seconds, coarse enough to wake rarely.
    static let tick = 100_000_000
    /// Slots: 102 s, longer than most timeouts; a later deadline is checked once in between.
    private static let size = 1_024

    private var slots: [[ConnectionID]]
    private var current: Int
    private var entries = 0
    /// No entry is before this tick; `Int.max` without entries.
    private var next = Int.max

    init(now: Int) {
        slots = Array(repeating: [], count: Self.size)
        current = now / Self.tick
    }

    /// The first tick after a deadline in nanoseconds.
    static func tick(of deadline: Int) -> Int { deadline / tick + 1 }

    /// Adds an entry.
    /// - Returns: the tick at which the connection is checked: the wanted one, or the last one of the wheel.
    mutating func insert(_ id: ConnectionID, at wanted: Int) -> Int {
        let tick = min(max(wanted, current + 1), current + Self.size - 1)
        slots[tick % Self.size].append(id)
        entries += 1
        next = min(next, tick)
        return tick
    }

    /// The time of the next entry in nanoseconds; nil without entries.
    var wake: Int? { entries == 0 ? nil : next * Self.tick }

    /// Removes and returns the entries that are due, with their ticks.
    mutating func expired(now: Int) -> [(ConnectionID, tick: Int)] {
        let end = now / Self.tick
        guard end >= next else {
            current = max(current, end)
            return []
        }
        var due: [(ConnectionID, tick: Int)] = []
        // After a sleep longer than the wheel, every slot is due once.
        let last = min(end, current + Self.size)
        while current < last {
            current += 1
            let slot = current % Self.size
            if slots[slot].isEmpty { continue }
            for id in slots[slot] { due.append((id, tick: current)) }
            slots[slot] = []
        }
        current = max(current, end)
        entries -= due.count
        next = entries == 0 ? .max : firstEntry()
        return due
    }

    private func firstEntry() -> Int {
        (1..<Self.size).lazy.map { current + $0 }.first { !slots[$0 % Self.size].isEmpty } ?? .max
    }
}
