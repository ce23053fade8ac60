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
    private let fullAt = Mutex<[Key: UInt64]>([:])

    /// What a bucket is found by: a hash of 64 bits that differs from start to start, so that nobody can look for two keys that
    /// share one; of ten thousand keys two do by chance once in 400 billion times. Cheaper to keep and to compare than texts,
    /// and no address stays in memory.
    private struct Key: Hashable {
        private let hash: Int

        init(_ first: String, _ second: String) {
            var hasher = Hasher()
            hasher.combine(first)
            hasher.combine(second)
            hash = hasher.finalize()
        }
    }

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

    /// Takes `cost` tokens from the bucket of `key`, or none when there are not so many. A key may have two parts, such as an
    /// address and what is asked for there.
    public func take(_ key: String, _ part: String = "", cost: Int = 1) -> Decision {
        let now = clock()
        let price = UInt64(max(1, min(cost, burst))) * interval
        let room = UInt64(burst) * interval
        let key = Key(key, part)
        return fullAt.withLock { table in
            let decision = Self.take(price, of: room, from: &table[key, default: now], at: now)
            if table.count >= capacity { Self.forgetFullest(&table, keeping: capacity / 2) }
            return decision
        }
    }

    private static func take(_ price: UInt64, of room: UInt64, from fullAt: inout UInt64, at now: UInt64) -> Decision {
        let full = max(fullAt, now) + price
        guard full - now <= room else {
            let missing = full - now - room
            return .wait(seconds: Int((missing + 999_999_999) / 1_000_000_000))
        }
        fullAt = full
        return .allowed
    }

    /// How many keys are remembered.
    public var count: Int { fullAt.withLock { $0.count } }

    /// Half at once: the more are forgotten, the more new ones share the price of looking through the table, and who is slowed
    /// is of the other half. Only the moments are put in order: ten thousand keys with them took the loops ten times as long.
    private static func forgetFullest(_ table: inout [Key: UInt64], keeping: Int) {
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
