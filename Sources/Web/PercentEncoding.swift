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
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == 0x25, index + 2 < range.upperBound, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                decoded.initializeElement(at: count, to: high << 4 | low)
                index += 3
            } else {
                decoded.initializeElement(at: count, to: byte == 0x2B && plusIsSpace ? 0x20 : byte)
                index += 1
            }
            count += 1
        }
        return UnsafeBufferPointer(rebasing: decoded[..<count])
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
