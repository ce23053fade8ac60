import Glibc
import Synchronization

/// Slows down who asks too often: a bucket of tokens a key, refilled steadily, and a table that cannot grow without end.
///
/// A bucket is one number, the moment it will be full again (GCRA, the leaky bucket as a meter). When the table is full
/// the fullest buckets are forgotten first: whoever is being slowed stays slowed, however many new keys arrive.
/// One limiter serves all loops; it is locked for the time of a look-up.
public final class RateLimiter: Sendable {
    /// What a request gets.
    public enum Decision: Sendable, Equatable {
        /// It may go on.
        case allowed
        /// Not before so many whole seconds, at least 1.
        case wait(seconds: Int)
    }

    private let burst: Int
    private let interval: UInt64
    private let capacity: Int
    private let clock: @Sendable () -> UInt64
    private let fullAt = Mutex<[String: UInt64]>([:])

    /// A limiter that lets `burst` requests of a key through at once and then one every `interval` seconds.
    /// - Parameters:
    ///   - capacity: how many keys are remembered.
    ///   - clock: nanoseconds that never go back; the monotonic clock unless a test has its own.
    public init(
        burst: Int, every interval: Double, capacity: Int = 10_000,
        clock: @escaping @Sendable () -> UInt64 = RateLimiter.monotonic
    ) {
        precondition(burst > 0 && interval > 0 && capacity > 0, "a limiter lets something through")
        self.burst = burst
        self.interval = UInt64(interval * 1e9)
        self.capacity = capacity
        self.clock = clock
    }

    /// Takes `cost` tokens from the bucket of `key`, or none when there are not so many.
    public func take(_ key: String, cost: Int = 1) -> Decision {
        let now = clock()
        let price = UInt64(max(1, min(cost, burst))) * interval
        let room = UInt64(burst) * interval
        return fullAt.withLock { table in
            let known = table.index(forKey: key)
            let full = max(known.map { table.values[$0] } ?? now, now) + price
            guard full - now <= room else {
                let missing = full - now - room
                return .wait(seconds: Int((missing + 999_999_999) / 1_000_000_000))
            }
            if let known {
                table.values[known] = full
            } else {
                if table.count >= capacity { Self.forgetFullest(&table, keeping: capacity * 7 / 8) }
                table[key] = full
            }
            return .allowed
        }
    }

    /// Gives `key` a full bucket again, such as an account after the right password.
    public func forget(_ key: String) { fullAt.withLock { $0[key] = nil } }

    /// How many keys are remembered.
    public var count: Int { fullAt.withLock { $0.count } }

    /// An eighth at once: looking through the table is then paid once in an eighth of its size. Only the moments are put in
    /// order: ten thousand keys with them took the loops ten times as long.
    private static func forgetFullest(_ table: inout [String: UInt64], keeping: Int) {
        let moments = table.values.sorted()
        let last = moments[moments.count - keeping - 1]
        // Of those that are full at the very same moment, only as many as are too many.
        var equal = moments.count - keeping - (moments.firstIndex(of: last) ?? 0)
        table = table.filter { _, moment in
            if moment == last, equal > 0 {
                equal -= 1
                return false
            }
            return moment >= last
        }
    }

    /// Nanoseconds since the machine started; setting the clock of the wall does not move it.
    public static var monotonic: @Sendable () -> UInt64 {
        {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        }
    }
}
