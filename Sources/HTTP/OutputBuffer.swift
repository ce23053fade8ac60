/// Bytes on their way to a socket: filled, sent, emptied and filled again, without giving its memory back in between.
public struct OutputBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// How many bytes there are.
    public private(set) var count = 0

    /// An empty buffer with room for `capacity` bytes; it grows when it must.
    public init(capacity: Int = 16 << 10) {
        self.capacity = max(64, capacity)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// Whether there is none.
    public var isEmpty: Bool { count == 0 }

    /// The bytes, where they stand, until the next change.
    public borrowing func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
    {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Forgets the bytes; the room stays.
    public mutating func removeAll() { count = 0 }

    /// Adds bytes.
    @inline(__always)
    public mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    /// Adds text of our own sources.
    @inline(__always)
    public mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds bytes from elsewhere.
    @inline(__always)
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if bytes.count > capacity - count { grow(by: bytes.count) }
        (start + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Adds what `body` writes, at most `most` bytes.
    @inline(__always)
    public mutating func append(atMost most: Int, _ body: (inout OutputCursor) -> Void) {
        if most > capacity - count { grow(by: most) }
        var cursor = OutputCursor(at: start + count)
        body(&cursor)
        count = cursor.at - start
        precondition(count <= capacity, "more was written than was said")
    }

    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }
}

/// Writes into room reserved before, without a check for each write.
public struct OutputCursor {
    fileprivate var at: UnsafeMutablePointer<UInt8>

    /// Text of our own sources.
    @inline(__always)
    public mutating func write(_ text: StaticString) {
        at.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        at += text.utf8CodeUnitCount
    }

    /// Bytes.
    @inline(__always)
    public mutating func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer {
            guard let source = $0.baseAddress else { return }
            at.update(from: source, count: $0.count)
        }
        at += bytes.count
    }

    /// The identifier of a request.
    @inline(__always)
    public mutating func write(_ id: RequestID) { at += id.write(to: at) }

    /// A number ≥ 0 in decimal digits: at most 19.
    @inline(__always)
    public mutating func write(decimal number: Int) {
        var digits = 1
        var limit: UInt = 10
        while digits < 19, number.magnitude >= limit {
            digits += 1
            limit &*= 10
        }
        var rest = number.magnitude
        for place in stride(from: digits - 1, through: 0, by: -1) {
            at[place] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        at += digits
    }
}
