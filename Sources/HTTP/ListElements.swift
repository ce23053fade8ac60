/// The elements of a comma-separated field value, trimmed, without empty ones (RFC 9110 §5.6.1). A comma inside a
/// quoted string or an entity tag does not separate elements.
struct ListElements: Sequence, IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private let hasEscapes: Bool
    private var at: Int

    /// - Parameter hasEscapes: whether a backslash inside quotes escapes the next byte: true for quoted strings, false
    ///   for entity tags (§8.8.3).
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, hasEscapes: Bool = true) {
        self.bytes = bytes
        self.hasEscapes = hasEscapes
        at = range.lowerBound
        end = range.upperBound
    }

    mutating func next() -> Range<Int>? {
        while at < end {
            let start = at
            var isQuoted = false
            while at < end, isQuoted || bytes[at] != ASCII.comma {
                if bytes[at] == ASCII.quote { isQuoted.toggle() }
                if isQuoted, hasEscapes, bytes[at] == ASCII.backslash { at += 1 }
                at += 1
            }
            let element = Self.trimmed(bytes, start..<Swift.min(at, end))
            at = Swift.min(at + 1, end)
            if !element.isEmpty { return element }
        }
        return nil
    }

    /// `range` without leading and trailing blanks.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, ASCII.isBlank(bytes[lower]) { lower += 1 }
        while upper > lower, ASCII.isBlank(bytes[upper - 1]) { upper -= 1 }
        return lower..<upper
    }
}
