import Foundation

/// Text of a person, made fit to be kept and shown: UTF-8 that is valid, in one normal form, without invisible controls.
///
/// Line breaks become LF (CR LF, CR, U+2028 and U+2029 too); of the control characters only LF and tab stay. Gone are the
/// bidirectional overrides and isolates (Unicode TR 36 §2.5: they make a text read otherwise than it is written), zero-width
/// characters, tags and non-characters; a zero-width joiner stays inside an emoji, where it is visible. More than eight
/// combining marks in a row are cut. What is left is in NFC, so that two ways of typing `é` find each other.
public enum PlainText {
    /// A base takes at most so many marks; the scripts in use need five, and a tower of them covers other lines.
    private static let marksInARow = 8

    /// The text behind `bytes`, or nil when they are not UTF-8 (RFC 3629: overlong forms and surrogates are not).
    static func clean(_ bytes: [UInt8]) -> String? { bytes.withUnsafeBufferPointer(clean) }

    /// The same for bytes that stand in a buffer.
    static func clean(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        // What is clean is valid: each kind of byte that passes is a whole character.
        if isClean(bytes) { return String(copying: UTF8Span(unchecked: bytes.span)) }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return clean(text)
    }

    /// Whether there is nothing to change, seen from the bytes alone: true for what people write in French and English,
    /// which then is looked at once and copied once. False does not mean that something must change.
    private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count, isPrintableASCII(eightOf: bytes, at: index) {
                index += 8
                continue
            }
            switch bytes[index] {
            case 0x20..<0x7F, 0x09, 0x0A: index += 1
            // U+00A0 to U+02FF: Latin letters and signs that stand alone.
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

    /// Whether the eight bytes from `index` on are 0x20 to 0x7E: none has its highest bit, none borrows from it when 0x20 is
    /// taken away, none carries into it when 1 is added. Without highest bits, a byte that borrows or carries has it itself
    /// before its neighbours do.
    private static func isPrintableASCII(eightOf bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let spaces: UInt64 = 0x2020_2020_2020_2020
        let ones: UInt64 = 0x0101_0101_0101_0101
        return (word | (word &- spaces) | (word &+ ones)) & (ones << 7) == 0
    }

    /// The same for text that is already a `String`, such as a cell of a file.
    public static func clean(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
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
            kept.append(scalar)
            last = scalar
        }
        return isNormal ? String(kept) : String(kept).precomposedStringWithCanonicalMapping
    }

    /// Whether NFC leaves `scalar` alone whatever stands beside it, for the ranges French and English text is made of:
    /// punctuation, spaces, the euro. (Below U+0300 all of them are so; the two quads, U+2000 and U+2001, are not.)
    private static func isNormalAlone(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x2002 && scalar.value <= 0x20CF
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Whether U+200D between these two makes one emoji, such as a woman and a pan.
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
