/// Identifies one request in the access log, the error log, on error pages and in `X-Request-Id`.
///
/// Ten characters of Crockford's base 32, which can be read out over the telephone; or the identifier from a trusted
/// proxy, so that both logs use the same one.
public struct RequestID: Sendable, Equatable {
    private let number: UInt64
    private let forwarded: [UInt8]?

    /// The `number`-th request of a loop, counted from a random start.
    ///
    /// Multiplied by an odd constant, and only 50 bits are shown: consecutive identifiers look unrelated, and two of
    /// them do not reveal how many requests lie between.
    public init(number: UInt64) {
        self.number = number &* 0x9E37_79B9_7F4A_7C15
        forwarded = nil
    }

    /// The identifier in `X-Request-Id`, for requests of a trusted proxy. Nil without the field, with several, or when
    /// the value is not 8 to 64 letters, digits, `-`, `_` and `.`: it is written to logs and pages unescaped.
    public init?(forwardedIn head: RequestHead) {
        var found: [UInt8] = []
        var count = 0
        head.forEachField(.xRequestID) { value in
            if Self.lengths.contains(value.count), value.allSatisfy(Self.isPlain) { found = Array(value) }
            count += 1
        }
        guard count == 1, !found.isEmpty else { return nil }
        number = 0
        forwarded = found
    }

    /// The most bytes of an identifier.
    public static let longest = 64
    private static let lengths = 8...longest
    private static let alphabet: StaticString = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    private static func isPlain(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == ASCII.hyphen || byte == ASCII.dot || byte == 0x5F
    }

    /// The identifier as text.
    public var text: String {
        String(unsafeUninitializedCapacity: Self.longest) { buffer in
            buffer.baseAddress.map { write(to: $0) } ?? 0
        }
    }

    /// Writes it to `place`, which has room for `longest` bytes.
    /// - Returns: the number of bytes written.
    public func write(to place: UnsafeMutablePointer<UInt8>) -> Int {
        if let forwarded {
            for (index, byte) in forwarded.enumerated() { place[index] = byte }
            return forwarded.count
        }
        var rest = number
        for index in 0..<10 {
            place[index] = Self.alphabet.utf8Start[Int(rest & 31)]
            rest >>= 5
        }
        return 10
    }
}
