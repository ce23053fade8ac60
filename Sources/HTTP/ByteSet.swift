/// A set of ASCII characters as two words: the grammar tables of the parser. Bytes from 0x80 are never in it.
struct ByteSet {
    let low: UInt64
    let high: UInt64

    @inline(__always) func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && ((byte < 0x40 ? low : high) >> UInt64(byte & 0x3F)) & 1 == 1
    }

    /// `tchar` (RFC 9110 §5.6.2): methods, field names, extension names.
    static let token = ByteSet(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)
    /// `pchar`, `/` and `%` (RFC 3986 §3.3), and `| [ ]`, which browsers send as they are (URL Standard, path set).
    static let path = ByteSet(low: 0x2fff_fff2_0000_0000, high: 0x57ff_fffe_afff_ffff)
    /// The same, `?`, and what browsers leave unencoded in a query: `{ } ^ \` and the grave accent.
    static let query = ByteSet(low: 0xafff_fff2_0000_0000, high: 0x7fff_ffff_ffff_ffff)
    /// Characters of a host as DNS and IPv4 write it; `sub-delims` and percent-encoding are refused.
    static let hostName = ByteSet(low: 0x03ff_6000_0000_0000, high: 0x47ff_fffe_87ff_fffe)
    /// Characters of an IPv6 literal between its brackets.
    static let ipv6 = ByteSet(low: 0x07ff_4000_0000_0000, high: 0x0000_007e_0000_007e)
    /// `HEXDIG`, in both cases.
    static let hexadecimal = ByteSet(low: 0x03ff_0000_0000_0000, high: 0x0000_007e_0000_007e)
}

/// The characters that have a meaning in HTTP, by name.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lf: UInt8 = 0x0A
    static let cr: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let percent: UInt8 = 0x25
    static let asterisk: UInt8 = 0x2A
    static let comma: UInt8 = 0x2C
    static let hyphen: UInt8 = 0x2D
    static let dot: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let nine: UInt8 = 0x39
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let question: UInt8 = 0x3F
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let delete: UInt8 = 0x7F

    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
    /// CR, LF and NUL, which must never reach the inside of a field line (RFC 9110 §5.5).
    @inline(__always) static func isLineBreaker(_ byte: UInt8) -> Bool { byte == cr || byte == lf || byte == 0 }
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- zero <= 9 }

    /// The value of a hexadecimal digit, or nil.
    @inline(__always) static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- zero }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }
}
