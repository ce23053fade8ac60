import Glibc
import HTTP

/// The lines of one loop, put together in a buffer of its own and handed over when it is full or a second old.
///
///     time=2026-03-02T09:00:00.123Z id=7KQ2M4T8XB method=GET route=/boutiques/:shop status=200 bytes=5321 us=213
///
/// No address, no cookie, no query, no name, and the pattern of the route in the place of the path, which may be a secret
/// or about a person: nothing here is personal data. Every value is a number or a word of ours, so that logfmt needs no
/// quotes; it is read by people, by `grep` and by collectors, in two thirds of the bytes of JSON.
final class AccessLines {
    /// Bytes gathered before they are handed over: some six hundred lines.
    private static let capacity = 64 << 10

    private let log: AccessLog
    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: AccessLines.capacity)
    @exclusivity(unchecked) private var used = 0
    @exclusivity(unchecked) private var lines = 0
    /// ` route=/boutiques/:shop status=`, one for each route; the last is for what was refused. Here and below memory of
    /// its own, not arrays: a line counts no reference.
    private let routes: UnsafeMutableBufferPointer<UnsafeMutableBufferPointer<UInt8>>
    /// Bytes the longest line may take.
    private let longest: Int

    /// What the calendar says beyond the clock of the limits, looked up again once a second.
    @exclusivity(unchecked) private var offset = 0
    @exclusivity(unchecked) private var offsetUntil = Int.min
    /// `time=2026-03-02T09:00:00.`, its bytes, and the second it was made for.
    private let stamp = UnsafeMutablePointer<UInt8>.allocate(capacity: LineWriter.stampRoom)
    @exclusivity(unchecked) private var stampCount = 0
    @exclusivity(unchecked) private var stampSecond = Int.min

    init(_ log: AccessLog, routes names: [String]) {
        self.log = log
        let texts = ((names.isEmpty ? ["-"] : names) + ["-"]).map { Array(" route=\($0) status=".utf8) }
        routes = .allocate(capacity: texts.count)
        for (index, text) in texts.enumerated() {
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
            _ = copy.initialize(from: text)
            routes.initializeElement(at: index, to: copy)
        }
        longest = 160 + RequestID.longest + (texts.map(\.count).max() ?? 0)
        precondition(longest < Self.capacity, "a line fits into the buffer")
        stamp.initialize(repeating: 0x20, count: LineWriter.stampRoom)
    }

    deinit {
        for route in routes { route.deallocate() }
        routes.deallocate()
        stamp.deallocate()
        buffer.deallocate()
    }

    /// Adds a line about an answer.
    /// - Parameters:
    ///   - now: when it was handed over, by `LoopClock.nanoseconds`.
    ///   - method: nil when none could be read.
    ///   - route: nil when the request was refused.
    ///   - bytes: head and body.
    @inline(__always)
    func append(
        now: Int, id: RequestID, method: Method?, route: Int?, status: Int, bytes: Int, nanoseconds: Int
    ) {
        if used + longest > Self.capacity { flush() }
        var line = LineWriter(at: buffer + used)
        let time = calendar(now)
        let second = time / 1_000_000_000
        if second != stampSecond { refreshStamp(second) }
        line.put(stamp: stamp, stampCount)
        line.put(threeDigits: (time - second * 1_000_000_000) / 1_000_000)
        line.put("Z id=")
        line.skip(id.write(to: line.place))
        line.put(" method=")
        line.put(Self.name(method))
        line.put(UnsafeBufferPointer(routes[route.map { min(max(0, $0), routes.count - 2) } ?? routes.count - 1]))
        line.put(threeDigits: status)
        line.put(" bytes=")
        line.put(decimal: bytes)
        line.put(" us=")
        line.put(decimal: nanoseconds / 1_000)
        line.put("\n")
        used = line.place - buffer
        lines += 1
    }

    /// Hands over what there is.
    func flush() {
        guard lines > 0 else { return }
        log.submit(Array(UnsafeBufferPointer(start: buffer, count: used)), lines: lines)
        used = 0
        lines = 0
    }

    private func calendar(_ now: Int) -> Int {
        if now >= offsetUntil {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            offset = max(0, time.tv_sec &* 1_000_000_000 &+ time.tv_nsec) - LoopClock.nanoseconds
            offsetUntil = now + 1_000_000_000
        }
        return max(0, now + offset)
    }

    private func refreshStamp(_ second: Int) {
        stampSecond = second
        let text = Array("time=\(HTTPDate.formatRFC3339(second)).".utf8.prefix(LineWriter.stampRoom))
        stamp.update(from: text, count: text.count)
        stampCount = text.count
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

/// Writes the parts of a line one behind the other, into memory that has room for them.
private struct LineWriter {
    private(set) var place: UnsafeMutablePointer<UInt8>

    init(at place: UnsafeMutablePointer<UInt8>) { self.place = place }

    /// Bytes of memory a stamp stands in: copied as a whole, which is one move.
    static let stampRoom = 32

    /// The first `count` bytes of a stamp; what was copied behind them is written over.
    @inline(__always)
    mutating func put(stamp: UnsafeMutablePointer<UInt8>, _ count: Int) {
        place.update(from: stamp, count: Self.stampRoom)
        place += count
    }

    @inline(__always)
    mutating func skip(_ count: Int) { place += count }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        place.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        place += text.utf8CodeUnitCount
    }

    @inline(__always)
    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        place.update(from: start, count: bytes.count)
        place += bytes.count
    }

    @inline(__always)
    mutating func put(threeDigits number: Int) {
        place[0] = 0x30 + UInt8(truncatingIfNeeded: number / 100)
        place[1] = 0x30 + UInt8(truncatingIfNeeded: number / 10 % 10)
        place[2] = 0x30 + UInt8(truncatingIfNeeded: number % 10)
        place += 3
    }

    /// A number ≥ 0.
    @inline(__always)
    mutating func put(decimal number: Int) {
        var digits = 1
        var bound: UInt = 10
        let number = number.magnitude
        while number >= bound, digits < 19 {
            digits += 1
            bound *= 10
        }
        var rest = number
        var at = digits
        while at > 0 {
            at -= 1
            place[at] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        place += digits
    }
}
