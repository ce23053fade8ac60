/// A reusable output buffer: emptying it keeps its memory.
public struct OutputBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The number of bytes.
    public private(set) var count = 0

    /// An empty buffer with room for `capacity` bytes; it grows as needed.
    public init(capacity: Int = 16 << 10) {
        self.capacity = max(64, capacity)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// Whether it holds no bytes.
    public var isEmpty: Bool { count == 0 }

    /// Calls `body` with the bytes, without copying them.
    public borrowing func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
    {
        try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Removes the bytes; keeps the capacity.
    public mutating func removeAll() { count = 0 }

    /// Appends bytes.
    @inline(__always)
    public mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    /// Appends a literal.
    @inline(__always)
    public mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends bytes.
    @inline(__always)
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if bytes.count > capacity - count { grow(by: bytes.count) }
        (start + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Appends what `body` writes, at most `most` bytes.
    @inline(__always)
    public mutating func append(atMost most: Int, _ body: (inout OutputCursor) -> Void) {
        if most > capacity - count { grow(by: most) }
        var cursor = OutputCursor(at: start + count)
        body(&cursor)
        count = cursor.at - start
        precondition(count <= capacity, "wrote more than `most` bytes")
    }

    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }
}

/// Writes into reserved capacity, without a bounds check for each write.
public struct OutputCursor {
    fileprivate var at: UnsafeMutablePointer<UInt8>

    /// Writes a literal.
    @inline(__always)
    public mutating func write(_ text: StaticString) {
        at.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        at += text.utf8CodeUnitCount
    }

    /// Writes bytes.
    @inline(__always)
    public mutating func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer {
            guard let source = $0.baseAddress else { return }
            at.update(from: source, count: $0.count)
        }
        at += bytes.count
    }

    /// Writes the identifier of a request.
    @inline(__always)
    public mutating func write(_ id: RequestID) { at += id.write(to: at) }

    /// Writes a number ≥ 0 in decimal, at most 19 digits.
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
