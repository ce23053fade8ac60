/// Percent-encoding of one piece of a URL (RFC 3986 §2.1).
public enum PercentEncoding {
    /// `text` with every byte but letters, digits, `-`, `.`, `_` and `~` as `%XX`: good for a path segment, and for a name
    /// or a value of a query.
    public static func encode(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return String(text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            if isUnreserved(byte) { bytes.append(byte) } else { append(byte, to: &bytes) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes behind `bytes`. A `%` without two hexadecimal digits stays as it is, as the URL standard of the WHATWG
    /// says (§1.3): a person who types `?q=100%` means it.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8] {
        bytes.withUnsafeBufferPointer { bytes in
            [UInt8](unsafeUninitializedCapacity: bytes.count) { decoded, count in
                count = decode(bytes, 0..<bytes.count, plusIsSpace: plusIsSpace, into: decoded).count
            }
        }
    }

    /// The same for a range of a buffer, into the front of another that is as long at least; gives the part filled.
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
                // Up to the next byte that stands for another: eight are copied, and as many counted as were plain.
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

    /// A word whose lowest bit that is set marks the first byte in memory that is `byte`; higher ones mean nothing. The
    /// classical test for a byte of zero, on a machine that keeps the lowest byte first.
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
