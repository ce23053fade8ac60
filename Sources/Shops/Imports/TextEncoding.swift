/// The encodings of lists. Forms, the store and the command use the raw value.
enum TextEncoding: String, CaseIterable, Sendable, Codable {
    case utf8 = "utf-8"
    /// UTF-8 that a program read as Windows-1252 and wrote as UTF-8 again: «BoulangÃ¨re».
    case utf8Twice = "utf-8-twice"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Excel’s «CSV» on Windows.
    case windows1252 = "windows-1252"
    /// Latin 9: programs of Unix.
    case latin9 = "iso-8859-15"
    /// Excel’s «CSV» on a Mac.
    case macRoman = "macintosh"
    /// Excel’s «CSV (MS-DOS)», cash registers.
    case cp850

    /// Encodings in which any byte is a character, the more frequent first.
    static let singleByte: [TextEncoding] = [.windows1252, .latin9, .macRoman, .cp850]

    /// The message with its name.
    var label: String { "import.encoding.\(rawValue)" }

    /// The characters of bytes 0x80 to 0xFF; empty for an encoding of several bytes.
    var upper: [Unicode.Scalar] {
        switch self {
        case .utf8, .utf8Twice, .utf16LittleEndian, .utf16BigEndian: []
        case .windows1252: Self.windows1252Upper
        case .latin9: Self.latin9Upper
        case .macRoman: Self.macRomanUpper
        case .cp850: Self.cp850Upper
        }
    }

    /// The text of bytes in this encoding. Invalid bytes become U+FFFD.
    func decode(_ bytes: ArraySlice<UInt8>) -> String {
        switch self {
        case .utf8: String(decoding: bytes, as: UTF8.self)
        case .utf8Twice: String(decoding: Self.readAsWindows(String(decoding: bytes, as: UTF8.self)), as: UTF8.self)
        case .utf16LittleEndian: Self.utf16(bytes, littleEndian: true)
        case .utf16BigEndian: Self.utf16(bytes, littleEndian: false)
        case .windows1252, .latin9, .macRoman, .cp850: Self.text(bytes, upper)
        }
    }

    /// Whether a text is UTF-8 read as Windows-1252: all its characters are of that encoding, their bytes are UTF-8
    /// again, and not only ASCII. Text in a human language does not look like this by chance: an accent beside a letter
    /// is not UTF-8.
    static func isTwice(_ text: String) -> Bool {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return false }
        let isOfWindows = text.unicodeScalars.allSatisfy { $0.isASCII || windows1252Bytes[$0] != nil }
        return isOfWindows && String(validating: readAsWindows(text), as: UTF8.self) != nil
    }

    /// The bytes in Windows-1252; characters it lacks as their UTF-8.
    private static func readAsWindows(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar -> [UInt8] in
            windows1252Bytes[scalar].map { [$0] } ?? Array(String(scalar).utf8)
        }
    }

    private static let windows1252Bytes = Dictionary(
        zip(windows1252Upper, (0x80...0xFF).map { UInt8($0) }), uniquingKeysWith: { first, _ in first })

    private static func text(_ bytes: ArraySlice<UInt8>, _ upper: [Unicode.Scalar]) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(byte < 0x80 ? Unicode.Scalar(byte) : upper[Int(byte - 0x80)]) }
        return String(scalars)
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, littleEndian: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(littleEndian ? second << 8 | first : first << 8 | second)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// WHATWG Encoding, index windows-1252: Latin-1 except 0x80 to 0x9F.
    private static let windows1252Upper: [Unicode.Scalar] =
        Array(
            "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
        + (0xA0...0xFF).map { Unicode.Scalar(UInt8($0)) }

    /// ISO 8859-15: Latin-1 except eight characters.
    private static let latin9Upper: [Unicode.Scalar] = (0x80...0xFF).map { byte in
        switch byte {
        case 0xA4: "€"
        case 0xA6: "Š"
        case 0xA8: "š"
        case 0xB4: "Ž"
        case 0xB8: "ž"
        case 0xBC: "Œ"
        case 0xBD: "œ"
        case 0xBE: "Ÿ"
        default: Unicode.Scalar(UInt8(byte))
        }
    }

    /// Unicode’s ROMAN.TXT, with U+F8FF for the apple.
    private static let macRomanUpper = Array(
        """
        ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍ\
        ÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ
        """.unicodeScalars)

    /// Unicode’s CP850.TXT.
    private static let cp850Upper = Array(
        """
        ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯\
        ´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}
        """.unicodeScalars)
}
