/// One field line: `field-name ":" OWS field-value OWS CRLF` (RFC 9112 §5).
enum FieldGrammar {
    /// The positions of the name, the trimmed value and the CRLF of the line at `start`; nil when the bytes end before
    /// the CRLF. Throws 400 for a folded line, a space before the colon, a control character, or a bare CR or LF.
    @inline(__always)
    static func line(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
    ) throws(ParseError) -> (name: Range<Int>, value: Range<Int>, end: Int)? {
        var at = start
        while at < bytes.count, ByteSet.token.contains(bytes[at]) { at += 1 }
        let name = start..<at
        guard at < bytes.count else { return nil }
        guard !name.isEmpty else { throw .bad("folded line, or no field name") }
        guard bytes[at] == ASCII.colon else { throw .bad("field name is not a token and a colon") }

        at += 1
        while at < bytes.count, ASCII.isBlank(bytes[at]) { at += 1 }
        let value = at
        guard let end = endOfValue(bytes, from: at) else { return nil }
        guard bytes[end] == ASCII.cr else { throw .bad("control character in a field value") }
        guard end + 1 < bytes.count else { return nil }
        guard bytes[end + 1] == ASCII.lf else { throw .bad("bare CR") }

        var last = end
        while last > value, ASCII.isBlank(bytes[last - 1]) { last -= 1 }
        return (name, value..<last, end)
    }

    /// The position of the first byte that a field value cannot hold: a control character other than tab (RFC 9110
    /// §5.5). Eight bytes at a time.
    private static func endOfValue(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        let raw = UnsafeRawBufferPointer(bytes)
        while at < raw.count {
            if at + 8 <= raw.count {
                let controls = controls(
                    in: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
                at += controls == 0 ? 8 : controls.trailingZeroBitCount / 8
                if controls == 0 { continue }
            }
            let byte = raw[at]
            if (byte < ASCII.space && byte != ASCII.tab) || byte == ASCII.delete { return at }
            at += 1
        }
        return nil
    }

    /// The high bit of the first of eight bytes that is below 0x20 or equal to 0x7F, 0 when there is none; higher bits
    /// are undefined ("hasless" and "haszero" of Bit Twiddling Hacks).
    @inline(__always) private static func controls(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let underSpace = (word &- ones &* 0x20) & ~word
        let delete = word ^ (ones &* 0x7F)
        return (underSpace | ((delete &- ones) & ~delete)) & highs
    }
}
