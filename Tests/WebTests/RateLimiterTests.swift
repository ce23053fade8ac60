import Synchronization
import Testing

@testable import Web

/// A clock that tests advance.
final class HandClock: Sendable {
    private let time = Mutex<UInt64>(1_000_000_000_000)
    func pass(seconds: Double) { time.withLock { $0 += UInt64(seconds * 1e9) } }
    var now: UInt64 { time.withLock { $0 } }
}

@Suite("Rate limiter") struct RateLimiterTests {
    let clock = HandClock()

    func limiter(_ burst: Int, every interval: Double, capacity: Int = 100) -> RateLimiter {
        RateLimiter(burst: burst, every: interval, capacity: capacity) { [clock] in clock.now }
    }

    @Test("allows a burst, then one at a time") func burst() {
        let limiter = limiter(3, every: 10)
        for _ in 0..<3 { #expect(limiter.take("1") == .allowed) }
        #expect(limiter.take("1") == .wait(seconds: 10))
        #expect(limiter.take("2") == .allowed)
        clock.pass(seconds: 9.5)
        #expect(limiter.take("1") == .wait(seconds: 1))
        clock.pass(seconds: 0.5)
        #expect(limiter.take("1") == .allowed)
        #expect(limiter.take("1") == .wait(seconds: 10))
    }

    @Test("a refusal costs no tokens; the bucket refills up to its size") func refill() {
        let limiter = limiter(2, every: 1)
        for _ in 0..<50 { _ = limiter.take("1") }
        clock.pass(seconds: 1)
        #expect(limiter.take("1") == .allowed)
        clock.pass(seconds: 1_000)
        #expect(limiter.take("1") == .allowed)
        #expect(limiter.take("1") == .allowed)
        #expect(limiter.take("1") != .allowed)
    }

    @Test("an action may cost several tokens, at most the whole bucket") func cost() {
        let limiter = limiter(10, every: 1)
        #expect(limiter.take("1", cost: 8) == .allowed)
        #expect(limiter.take("1", cost: 5) == .wait(seconds: 3))
        #expect(limiter.take("1", cost: 2) == .allowed)
        #expect(limiter.take("2", cost: 1_000) == .allowed)
        #expect(limiter.take("2") == .wait(seconds: 1))
    }

    @Test("a flood of new keys neither unblocks a limited key nor grows the table") func flood() {
        let limiter = limiter(5, every: 60)
        for _ in 0..<5 { #expect(limiter.take("-1") == .allowed) }
        for key in 0..<10_000 {
            _ = limiter.take("\(key)")
            #expect(limiter.count <= 100)
            #expect(limiter.count > min(key, 48))
        }
        #expect(limiter.take("-1") != .allowed)
    }

    @Test("the monotonic clock advances") func monotonic() {
        let first = RateLimiter.monotonic()
        #expect(first > 0 && RateLimiter.monotonic() >= first)
    }
}
