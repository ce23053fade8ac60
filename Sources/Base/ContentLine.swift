/// Lines of a calendar (RFC 5545) and of an address book (RFC 2425, RFC 2426).
package enum ContentLine {
    /// A text value (RFC 5545 §3.3.11, RFC 2426 §4): separators escaped, without other control characters. Works on
    /// scalars: a semicolon with a combining accent is one character, and must be escaped too.
    package static func text(_ value: String) -> String {
        var result = ""
        for scalar in value.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result.unicodeScalars.append(contentsOf: ["\\", scalar])
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A line ended by CRLF and folded into lines of at most 75 octets (RFC 5545 §3.1, RFC 2425 §5.8.1), never inside a
    /// character.
    package static func folded(_ line: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var length = 0
        for scalar in line.unicodeScalars {
            let octets = UTF8.width(scalar)
            if length + octets > 75 {
                bytes += [0x0D, 0x0A, 0x20]
                length = 1
            }
            bytes += String(scalar).utf8
            length += octets
        }
        return bytes + [0x0D, 0x0A]
    }
}
