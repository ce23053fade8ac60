/// The text of a cell as a person reads it: HTML of web shops without its markup, text markers of spreadsheets left
/// out.
///
/// Linear in the cell: each byte is looked at a bounded number of times.
enum CellText {
    /// The most bytes of an entity and of a tag that are looked for.
    private static let entityBytes = 32
    private static let tagBytes = 300

    /// «Th&eacute;s&lt;br&gt;bio» → «Thés», line break, «bio»; `="0474000001"` and `'+33…` without their markers.
    static func read(_ cell: String) -> String {
        var bytes = Array(cell.utf8)
        unmark(&bytes)
        guard bytes.contains(where: { $0 == ampersand || $0 == less }) else {
            return bytes.count == cell.utf8.count ? cell : String(decoding: bytes, as: UTF8.self)
        }
        // Twice: some exports encode what is encoded already.
        let plain = withoutEntities(withoutEntities(bytes))
        return String(decoding: withoutTags(plain), as: UTF8.self)
    }

    private static let (ampersand, less) = (UInt8(ascii: "&"), UInt8(ascii: "<"))

    /// Formulas that only hold text, `="01000"`, and the apostrophe that makes a spreadsheet take a cell for text.
    private static func unmark(_ bytes: inout [UInt8]) {
        if bytes.starts(with: [0x3D, 0x22]), bytes.last == 0x22, bytes.count > 2 {
            bytes = Array(bytes[2..<(bytes.count - 1)])
        } else if bytes.count > 1, bytes[0] == 0x27,
            "=+-@".utf8.contains(bytes[1]) || bytes.dropFirst().allSatisfy({ "0123456789 .".utf8.contains($0) })
        {
            bytes.removeFirst()
        }
    }

    private static func withoutEntities(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(ampersand) else { return bytes }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == ampersand,
                let end = bytes[index...].prefix(entityBytes).firstIndex(of: UInt8(ascii: ";")),
                let scalar = scalar(named: String(decoding: bytes[(index + 1)..<end], as: UTF8.self))
            {
                result += Array(String(Character(scalar)).utf8)
                index = end + 1
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// HTML, named and numeric character references; nil for any other text and for control characters.
    private static func scalar(named name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return named[name] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number >= 0x20 || number == 0x0A || number == 0x09 else { return nil }
        return Unicode.Scalar(number)
    }

    /// Known tags are left out; those between paragraphs become line breaks. Other text in angle brackets stays.
    private static func withoutTags(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(less) else { return bytes }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == less, let tag = tag(bytes, at: index) {
                if tag.breaks, !result.isEmpty, result.last != 0x0A { result.append(0x0A) }
                index = tag.end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        while result.last == 0x0A { result.removeLast() }
        return result
    }

    /// The known tag that begins at `start`: where it ends, and whether it separates lines.
    private static func tag(_ bytes: [UInt8], at start: Int) -> (end: Int, breaks: Bool)? {
        var index = start + 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
        let letters = bytes[index...].prefix(10).prefix {
            (0x61...0x7A).contains($0 | 0x20) || (0x31...0x36).contains($0)
        }
        let name = String(decoding: letters, as: UTF8.self).lowercased()
        guard breaking.contains(name) || inline.contains(name),
            let end = bytes[letters.endIndex...].prefix(tagBytes).firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return (end + 1, breaking.contains(name))
    }

    private static let breaking: Set<String> = [
        "br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    ]
    private static let inline: Set<String> = [
        "a", "abbr", "b", "em", "font", "i", "img", "s", "small", "span", "strong", "sub", "sup", "td", "th", "tbody",
        "u",
    ]

    /// HTML, named character references of Latin text.
    private static let named: [String: Unicode.Scalar] = {
        var named: [String: Unicode.Scalar] = [
            "nbsp": "\u{A0}", "ensp": " ", "emsp": " ", "thinsp": " ", "quot": "\"", "apos": "'", "shy": "\u{AD}",
            "zwj": "\u{200D}", "zwnj": "\u{200C}", "NewLine": "\n",
        ]
        for item in list.split(separator: " ") { named[String(item.dropLast())] = item.unicodeScalars.last }
        return named
    }()

    private static let list = """
        iexcl¡ cent¢ pound£ curren¤ yen¥ brvbar¦ sect§ uml¨ copy© ordfª laquo« not¬ reg® macr¯ deg° plusmn± sup2² \
        sup3³ acute´ microµ para¶ middot· cedil¸ sup1¹ ordmº raquo» frac14¼ frac12½ frac34¾ iquest¿ AgraveÀ AacuteÁ \
        AcircÂ AtildeÃ AumlÄ AringÅ AEligÆ CcedilÇ EgraveÈ EacuteÉ EcircÊ EumlË IgraveÌ IacuteÍ IcircÎ IumlÏ ETHÐ \
        NtildeÑ OgraveÒ OacuteÓ OcircÔ OtildeÕ OumlÖ times× OslashØ UgraveÙ UacuteÚ UcircÛ UumlÜ YacuteÝ THORNÞ \
        szligß agraveà aacuteá acircâ atildeã aumlä aringå aeligæ ccedilç egraveè eacuteé ecircê eumlë igraveì \
        iacuteí icircî iumlï ethð ntildeñ ograveò oacuteó ocircô otildeõ oumlö divide÷ oslashø ugraveù uacuteú \
        ucircû uumlü yacuteý thornþ yumlÿ OEligŒ oeligœ ScaronŠ scaronš YumlŸ ndash– mdash— lsquo‘ rsquo’ sbquo‚ \
        ldquo“ rdquo” bdquo„ dagger† bull• hellip… permil‰ lsaquo‹ rsaquo› euro€ trade™ amp& lt< gt>
        """
}
