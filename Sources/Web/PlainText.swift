import Normalization

/// Normalises text from users: valid UTF-8, in NFC, without invisible control characters.
///
/// Line breaks (CR LF, CR, U+2028, U+2029) become LF. Removed: control characters other than LF and tab, bidirectional
/// overrides and isolates, which make text display in another order (Unicode TR 36 §2.5), zero-width characters, tags
/// and non-characters. A zero-width joiner inside an emoji stays. Combining marks after the eighth in a row are
/// dropped. NFC makes both encodings of `é` compare equal.
public enum PlainText {
    /// Most combining marks on one base character. Scripts in use need five; more overlap other lines.
    private static let marksInARow = 8

    /// Decodes and normalises `bytes`; nil when they are not UTF-8 (RFC 3629; overlong forms and surrogates are
    /// invalid).
    static func clean(_ bytes: [UInt8]) -> String? { bytes.withUnsafeBufferPointer(clean) }

    /// Decodes and normalises the bytes of a buffer; nil when they are not UTF-8.
    static func clean(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        // Clean bytes are valid UTF-8: isClean accepts only complete characters.
        if isClean(bytes) { return String(copying: UTF8Span(unchecked: bytes.span)) }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return clean(text)
    }

    /// Fast path: true when the bytes need no change, as for ordinary French and English text. May be false for text
    /// that needs no change either.
    private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count, isPrintableASCII(eightOf: bytes, at: index) {
                index += 8
                continue
            }
            switch bytes[index] {
            case 0x20..<0x7F, 0x09, 0x0A: index += 1
            // U+00A0 to U+02FF: Latin letters and symbols that do not combine.
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] >= 0xA0 && bytes[index + 1] <= 0xBF: index += 2
            case 0xC3...0xCB where index + 1 < bytes.count && bytes[index + 1] & 0xC0 == 0x80: index += 2
            // U+2010 to U+2027: dashes, quotation marks, the ellipsis.
            case 0xE2
            where index + 2 < bytes.count && bytes[index + 1] == 0x80 && (0x90...0xA7).contains(bytes[index + 2]):
                index += 3
            default: return false
            }
        }
        return true
    }

    /// Whether the eight bytes from `index` are all 0x20 to 0x7E: no high bit is set, none borrows when 0x20 is
    /// subtracted, and none carries when 1 is added. The first byte that borrows or carries sets its own high bit, so
    /// effects on its neighbours do not matter.
    private static func isPrintableASCII(eightOf bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let spaces: UInt64 = 0x2020_2020_2020_2020
        let ones: UInt64 = 0x0101_0101_0101_0101
        return (word | (word &- spaces) | (word &+ ones)) & (ones << 7) == 0
    }

    /// Normalises a `String`, such as a cell of an imported file.
    public static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isNormal = true
        var marks = 0
        var last: Unicode.Scalar?
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            var scalar = scalars[index]
            if scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" {
                let next = scalars.index(after: index)
                if scalar == "\r", next < scalars.endIndex, scalars[next] == "\n" { continue }
                scalar = "\n"
            }
            if scalar == "\u{200D}" {
                guard joins(last, scalars[scalars.index(after: index)...].first) else { continue }
            } else if isDropped(scalar) {
                continue
            }
            if scalar.value >= 0x300, !isNormalAlone(scalar) {
                isNormal = false
                marks = isMark(scalar) ? marks + 1 : 0
                if marks > marksInARow { continue }
            } else {
                marks = 0
            }
            result.append(scalar)
            last = scalar
        }
        return isNormal ? String(result) : String(result).normalized(.nfc)
    }

    /// Whether NFC never changes `scalar`, for a range common in French and English: punctuation, spaces, the euro
    /// sign. (True for all below U+0300; false for the two quads, U+2000 and U+2001.)
    private static func isNormalAlone(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x2002 && scalar.value <= 0x20CF
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Whether U+200D between these two joins an emoji, such as woman and frying pan.
    private static func joins(_ left: Unicode.Scalar?, _ right: Unicode.Scalar?) -> Bool {
        guard let left, let right, left.value > 0x7F, right.value > 0x7F else { return false }
        return (left.properties.isEmoji || left == "\u{FE0F}") && right.properties.isEmoji
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: true
        case 0xFEFF, 0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0000...0xE0FFF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }
}
