import Glibc
import Synchronization

/// A token-bucket rate limiter: one bucket a key, refilled at a constant rate, in a bounded table.
///
/// A bucket is one number, the time at which it will be full again (GCRA, the leaky bucket as a meter). When the table
/// is full, the fullest buckets are evicted first, so that a limited key stays limited however many new keys arrive.
/// Shared by all event loops; locked during a look-up.
public final class RateLimiter: Sendable {
    /// The result of `take`.
    public enum Decision: Sendable, Equatable {
        /// Proceed.
        case allowed
        /// Over the limit; retry after `seconds`, at least 1.
        case wait(seconds: Int)
    }

    private let burst: Int
    private let interval: UInt64
    private let capacity: Int
    private let clock: @Sendable () -> UInt64
    private let fullAt = Mutex<[Key: UInt64]>([:])

    /// A 64-bit hash with a random seed for each process, so that collisions cannot be constructed; among 10,000 keys
    /// the chance of one is 1 in 400 billion. Cheaper to store and compare than strings, and no network address stays
    /// in memory.
    private struct Key: Hashable {
        private let hash: Int

        init(_ first: String, _ second: String) {
            var hasher = Hasher()
            hasher.combine(first)
            hasher.combine(second)
            hash = hasher.finalize()
        }
    }

    /// A limiter that allows `burst` requests of a key at once, and then one every `interval` seconds.
    /// - Parameters:
    ///   - capacity: most keys in the table.
    ///   - clock: a monotonic clock in nanoseconds.
    public init(
        burst: Int, every interval: Double, capacity: Int = 10_000,
        clock: @escaping @Sendable () -> UInt64 = RateLimiter.monotonic
    ) {
        precondition(burst > 0 && interval > 0 && capacity > 0, "burst, interval and capacity must be positive")
        self.burst = burst
        self.interval = UInt64(interval * 1e9)
        self.capacity = capacity
        self.clock = clock
    }

    /// Takes `cost` tokens from the bucket of `key`, or none when there are fewer. A key may have two parts, such as a
    /// network address and an action.
    public func take(_ key: String, _ part: String = "", cost: Int = 1) -> Decision {
        let now = clock()
        let price = UInt64(max(1, min(cost, burst))) * interval
        let room = UInt64(burst) * interval
        let key = Key(key, part)
        return fullAt.withLock { table in
            let decision = Self.take(price, of: room, from: &table[key, default: now], at: now)
            if table.count >= capacity { Self.evictFullest(&table, keeping: capacity / 2) }
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

    /// Number of keys in the table.
    public var count: Int { fullAt.withLock { $0.count } }

    /// Evicts half of the table at once, which amortises the scan over many new keys; limited keys are in the other
    /// half. Sorts only the times: sorting 10,000 keys with them took ten times as long.
    private static func evictFullest(_ table: inout [Key: UInt64], keeping: Int) {
        let moments = table.values.sorted()
        let last = moments[moments.count - keeping - 1]
        // Of the buckets with the same time as the last one, evict only as many as needed.
        var equal = moments.count - keeping - (moments.firstIndex(of: last) ?? 0)
        table = table.filter { _, moment in
            if moment == last, equal > 0 {
                equal -= 1
                return false
            }
            return moment >= last
        }
    }

    /// The monotonic clock in nanoseconds, unaffected by changes of the wall clock.
    public static var monotonic: @Sendable () -> UInt64 {
        {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        }
    }
}
