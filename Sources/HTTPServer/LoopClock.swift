import Glibc
import HTTP

/// The loop's two clocks: one that only goes forward, for limits; the calendar, for `Date`.
enum LoopClock {
    /// Nanoseconds of CLOCK_MONOTONIC, which a set clock does not move.
    static var nanoseconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
    }

    /// Seconds of the calendar.
    static var seconds: Int { time(nil) }
}

/// The `Date` line, made once a second (RFC 9110 §6.6.1).
struct DateLine {
    private(set) var bytes: [UInt8] = []
    private var second = Int.min

    mutating func refresh(_ now: Int) {
        guard now != second else { return }
        second = now
        bytes = ResponseEncoder.dateLine(now)
    }
}
