/// Percent-encoding of one component of a URL (RFC 3986 §2.1).
public enum PercentEncoding {
    /// Encodes every byte other than letters, digits, `-`, `.`, `_` and `~` as `%XX`: for a path segment, and for a
    /// name or value of a query.
    public static func encode(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return String(text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            if isUnreserved(byte) { bytes.append(byte) } else { append(byte, to: &bytes) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes `bytes`. A `%` without two hexadecimal digits is literal, as in the URL Standard (WHATWG, §1.3): a user
    /// may type `?q=100%`.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8] {
        bytes.withUnsafeBufferPointer { bytes in
            [UInt8](unsafeUninitializedCapacity: bytes.count) { decoded, count in
                count = decode(bytes, 0..<bytes.count, plusIsSpace: plusIsSpace, into: decoded).count
            }
        }
    }

    /// Decodes a text; a byte that is not UTF-8 becomes U+FFFD.
    public static func decode(_ text: some StringProtocol) -> String {
        String(decoding: decode(ArraySlice(text.utf8), plusIsSpace: false), as: UTF8.self)
    }

    /// Decodes a range of a buffer into `decoded`, which must be at least as long. Returns the part that was filled.
    static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, plusIsSpace: Bool,
        into decoded: UnsafeMutableBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        guard !range.isEmpty, let base = bytes.baseAddress, let first = decoded.baseAddress else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        var from = base + range.lowerBound
        let end = base + range.upperBound
        var to = first
        let plus: UInt8 = plusIsSpace ? 0x20 : 0x2B
        while from < end {
            if end - from >= 8 {
                // Copies eight bytes, and advances by as many as precede the next `%` or `+`.
                let word = UnsafeRawPointer(from).loadUnaligned(as: UInt64.self)
                UnsafeMutableRawPointer(to).storeBytes(of: word, as: UInt64.self)
                let special = firstMark(0x25, in: word) | firstMark(0x2B, in: word)
                let plain = special.trailingZeroBitCount >> 3
                from += plain
                to += plain
                if plain == 8 { continue }
            }
            var byte = from.pointee
            from += 1
            if byte == 0x2B {
                byte = plus
            } else if byte == 0x25, end - from >= 2, let high = digit(from[0]), let low = digit(from[1]) {
                byte = high << 4 | low
                from += 2
            }
            to.initialize(to: byte)
            to += 1
        }
        return UnsafeBufferPointer(start: first, count: to - first)
    }

    /// A word whose lowest set bit marks the first byte in memory that equals `byte`; higher bits are undefined. The
    /// usual test for a zero byte, on a little-endian word.
    private static func firstMark(_ byte: UInt8, in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let found = UInt64(littleEndian: word) ^ (ones &* UInt64(byte))
        return (found &- ones) & ~found & (ones << 7)
    }

    /// Appends `%XX` for one byte.
    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        bytes.append(0x25)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }

    /// The value of a hexadecimal digit, or nil.
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// `unreserved` of RFC 3986 §2.3.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}
