/// A table that forgets each value after a time and never holds more than `capacity` values.
///
/// It has two generations. When the current one is full, or older than the lifetime, it replaces the previous
/// one, whose values are dropped: no operation scans the table.
struct ExpiringTable<Value> {
    private struct Entry {
        var value: Value
        let setAt: UInt64
    }

    private let lifetime: UInt64
    private let capacity: Int
    private var current: [Int: Entry] = [:]
    private var previous: [Int: Entry] = [:]
    private var startedAt: UInt64 = 0

    /// - Parameters:
    ///   - seconds: how long a value is remembered.
    ///   - capacity: the number of values beyond which the oldest are forgotten early.
    init(seconds: Int, capacity: Int) {
        lifetime = UInt64(seconds) * 1_000_000_000
        self.capacity = capacity
    }

    /// The number of values held.
    var count: Int { current.count + previous.count }

    /// The value of a key at `now`, in nanoseconds; nil when it was never set or is forgotten.
    func value(_ key: Int, at now: UInt64) -> Value? {
        guard let entry = current[key] ?? previous[key], now < entry.setAt &+ lifetime else { return nil }
        return entry.value
    }

    /// Sets a value, remembered from `now` on.
    mutating func set(_ value: Value, _ key: Int, at now: UInt64) {
        if current.count >= capacity / 2 || now >= startedAt &+ lifetime { startGeneration(at: now) }
        current[key] = Entry(value: value, setAt: now)
    }

    /// Changes a value that is remembered, without extending its lifetime.
    mutating func change(_ key: Int, _ change: (inout Value) -> Void) {
        if let index = current.index(forKey: key) {
            change(&current.values[index].value)
        } else if let index = previous.index(forKey: key) {
            change(&previous.values[index].value)
        }
    }

    /// Forgets a value.
    mutating func remove(_ key: Int) {
        current[key] = nil
        previous[key] = nil
    }

    private mutating func startGeneration(at now: UInt64) {
        // Swapped, so that their storage is reused.
        swap(&current, &previous)
        current.removeAll(keepingCapacity: true)
        if now >= startedAt &+ 2 &* lifetime { previous.removeAll(keepingCapacity: true) }
        startedAt = now
    }
}
