import Glibc
import HTTP

/// The loop's clocks: a monotonic one for timeouts, and the wall clock for `Date`.
enum LoopClock {
    /// CLOCK_MONOTONIC in nanoseconds.
    static var nanoseconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
    }

    /// The wall clock in seconds since 1970.
    static var seconds: Int { time(nil) }
}

/// The `Date` line, formatted once a second (RFC 9110 §6.6.1).
struct DateLine {
    private(set) var bytes: [UInt8] = []
    private var second = Int.min

    mutating func refresh(_ now: Int) {
        guard now != second else { return }
        second = now
        bytes = ResponseEncoder.dateLine(now)
    }
}
