/// Deadlines by tenths of a second, kept lazily: an entry says «look at this connection then», and whether its time is
/// really up is asked only when that tenth comes. A busy connection moves its own deadline with one store and no work
/// here; each connection has one live entry.
struct DeadlineWheel {
    /// Nanoseconds a tick: fine enough for limits of seconds, coarse enough to wake rarely.
    static let tick = 100_000_000
    /// Slots: 102 s, more than the longest usual limit; a later deadline is looked at once on the way.
    private static let size = 1_024

    private var slots: [[ConnectionID]]
    private var current: Int
    private var entries = 0
    /// No entry stands before this tick; `Int.max` without entries.
    private var next = Int.max

    init(now: Int) {
        slots = Array(repeating: [], count: Self.size)
        current = now / Self.tick
    }

    /// The tick at which a deadline in nanoseconds is surely over.
    static func tick(of deadline: Int) -> Int { deadline / tick + 1 }

    /// Enters a connection.
    /// - Returns: the tick at which it will be looked at: that of the deadline, or the last one the wheel has.
    mutating func insert(_ id: ConnectionID, at wanted: Int) -> Int {
        let tick = min(max(wanted, current + 1), current + Self.size - 1)
        slots[tick % Self.size].append(id)
        entries += 1
        next = min(next, tick)
        return tick
    }

    /// When the loop has to wake for the next entry, in nanoseconds; nil without entries.
    var wake: Int? { entries == 0 ? nil : next * Self.tick }

    /// Takes out the entries whose tick has come, with that tick.
    mutating func expired(now: Int) -> [(ConnectionID, tick: Int)] {
        let end = now / Self.tick
        guard end >= next else {
            current = max(current, end)
            return []
        }
        var due: [(ConnectionID, tick: Int)] = []
        // After a sleep longer than the wheel every slot is due once.
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
