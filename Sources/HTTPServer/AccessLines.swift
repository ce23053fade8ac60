import Glibc
import HTTP

/// Buffers the access-log lines of one loop, and submits them when the buffer is full or a second old.
///
///     time=2026-03-02T09:00:00.123Z id=7KQ2M4T8XB method=GET route=/boutiques/:shop status=200 bytes=5321 us=213
///
/// No personal data: no network address, cookie, query or name, and the route's pattern instead of the path. Every
/// value is a number or a fixed word, so logfmt needs no quotes.
final class AccessLines {
    /// Size of the buffer in bytes: about six hundred lines.
    private static let capacity = 64 << 10

    private let log: AccessLog
    @exclusivity(unchecked) private var buffer = OutputBuffer(capacity: AccessLines.capacity)
    @exclusivity(unchecked) private var lines = 0
    /// ` route=/boutiques/:shop status=` for each route; the last one is for refused requests.
    private let routes: [[UInt8]]
    /// Upper bound of a line in bytes.
    private let longest: Int

    /// Offset of the wall clock from the loop's clock in nanoseconds, and when to read it again: once a second.
    @exclusivity(unchecked) private var offset = 0
    @exclusivity(unchecked) private var offsetUntil = Int.min
    /// `time=2026-03-02T09:00:00.`, and its second.
    @exclusivity(unchecked) private var stamp: [UInt8] = []
    @exclusivity(unchecked) private var stampSecond = Int.min

    init(_ log: AccessLog, routes names: [String]) {
        self.log = log
        routes = ((names.isEmpty ? ["-"] : names) + ["-"]).map { Array(" route=\($0) status=".utf8) }
        longest = 160 + RequestID.longest + (routes.map(\.count).max() ?? 0)
        precondition(longest < Self.capacity, "a line must fit into the buffer")
    }

    /// Appends a line for a response.
    /// - Parameters:
    ///   - now: the time of the response, by `LoopClock.nanoseconds`.
    ///   - method: nil when it could not be parsed.
    ///   - route: nil when the request was refused.
    ///   - bytes: size of head and body.
    @inline(__always)
    func append(
        now: Int, id: RequestID, method: Method?, route: Int?, status: Int, bytes: Int, nanoseconds: Int
    ) {
        if buffer.count + longest > Self.capacity { flush() }
        let time = wallClock(now)
        let second = time / 1_000_000_000
        if second != stampSecond {
            stampSecond = second
            stamp = Array("time=\(HTTPDate.formatRFC3339(second)).".utf8)
        }
        let milliseconds = (time - second * 1_000_000_000) / 1_000_000
        let routeText = routes[route.map { min(max(0, $0), routes.count - 2) } ?? routes.count - 1]
        buffer.append(atMost: longest) { line in
            line.write(stamp)
            if milliseconds < 100 { line.write(milliseconds < 10 ? "00" : "0") }
            line.write(decimal: milliseconds)
            line.write("Z id=")
            line.write(id)
            line.write(" method=")
            line.write(Self.name(method))
            line.write(routeText)
            line.write(decimal: status)
            line.write(" bytes=")
            line.write(decimal: bytes)
            line.write(" us=")
            line.write(decimal: nanoseconds / 1_000)
            line.write("\n")
        }
        lines += 1
    }

    /// Submits the buffered lines.
    func flush() {
        guard lines > 0 else { return }
        log.submit(buffer.withUnsafeBytes { Array($0) }, lines: lines)
        buffer.removeAll()
        lines = 0
    }

    private func wallClock(_ now: Int) -> Int {
        if now >= offsetUntil {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            offset = max(0, time.tv_sec &* 1_000_000_000 &+ time.tv_nsec) - LoopClock.nanoseconds
            offsetUntil = now + 1_000_000_000
        }
        return max(0, now + offset)
    }

    private static func name(_ method: Method?) -> StaticString {
        switch method {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .connect: "CONNECT"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .patch: "PATCH"
        case nil: "-"
        }
    }
}
