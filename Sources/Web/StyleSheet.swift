/// Rewrites references in a style sheet: `url(fonts/a.woff2)` becomes the hashed URL of that file.
///
/// A scanner, not a parser (CSS Syntax 3 §4.3): it recognises comments, strings and `url(…)`. `@import` only with
/// `url(…)`.
enum StyleSheet {
    /// The sheet with every relative reference replaced by `resolve(reference)`. References with a scheme, with an
    /// absolute path, to another host or to a fragment are unchanged.
    static func rewritten(
        _ sheet: [UInt8], resolve: (String) throws(FileTreeError) -> String
    ) throws(FileTreeError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(sheet.count + 256)
        var index = 0
        var copied = 0
        while index < sheet.count {
            guard mayOpen(sheet[index]) else {
                index += 1
                continue
            }
            if let end = opaqueEnd(sheet, index) {
                index = end
            } else if let reference = reference(sheet, index) {
                let text = String(decoding: sheet[reference.text], as: UTF8.self)
                result.append(contentsOf: sheet[copied..<index])
                result.append(contentsOf: Array("url(\"".utf8))
                result.append(contentsOf: (isRelative(text) ? try resolve(text) : text).utf8)
                result.append(contentsOf: Array("\")".utf8))
                index = reference.end
                copied = index
            } else {
                index += 1
            }
        }
        result.append(contentsOf: sheet[copied...])
        return result
    }

    /// The sheet without comments and without spaces that mean nothing: a visitor's page must stay below 14 KB with it.
    /// Strings are unchanged; a space stays wherever it may separate two words, as around the signs of `calc()`.
    static func compacted(_ sheet: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(sheet.count)
        var index = 0
        var isSpaced = false
        while index < sheet.count {
            let byte = sheet[index]
            if isSpace(byte) || sheet[index...].starts(with: "/*".utf8) {
                isSpaced = true
                index = isSpace(byte) ? index + 1 : opaqueEnd(sheet, index) ?? sheet.count
                continue
            }
            if isSpaced, let last = result.last, !"{};:,".utf8.contains(last), !"{};,".utf8.contains(byte) {
                result.append(0x20)
            }
            isSpaced = false
            let end = opaqueEnd(sheet, index) ?? index + 1
            result.append(contentsOf: sheet[index..<end])
            index = end
        }
        return result
    }

    /// Fast path: whether a comment, string or `url(` may begin with this byte.
    private static func mayOpen(_ byte: UInt8) -> Bool {
        byte == 0x2F || byte == 0x22 || byte == 0x27 || byte | 0x20 == 0x75
    }

    /// The end of the comment or string that starts at `index`, or nil.
    private static func opaqueEnd(_ sheet: [UInt8], _ index: Int) -> Int? {
        if sheet[index...].starts(with: "/*".utf8) {
            var end = index + 2
            while end < sheet.count, !sheet[end...].starts(with: "*/".utf8) { end += 1 }
            return min(end + 2, sheet.count)
        }
        guard sheet[index] == 0x22 || sheet[index] == 0x27 else { return nil }
        return stringEnd(sheet, index)
    }

    /// The position after the closing quote of the string at `index`.
    private static func stringEnd(_ sheet: [UInt8], _ index: Int) -> Int {
        var end = index + 1
        while end < sheet.count, sheet[end] != sheet[index] { end += sheet[end] == 0x5C ? 2 : 1 }
        return min(end + 1, sheet.count)
    }

    /// The argument of the `url(…)` at `index`, without quotes and white space, and the end of the whole.
    private static func reference(_ sheet: [UInt8], _ index: Int) -> (text: Range<Int>, end: Int)? {
        guard index + 4 < sheet.count, sheet[index] | 0x20 == 0x75, sheet[index + 1] | 0x20 == 0x72,
            sheet[index + 2] | 0x20 == 0x6C, sheet[index + 3] == 0x28
        else { return nil }
        var start = index + 4
        while start < sheet.count, isSpace(sheet[start]) { start += 1 }
        guard start < sheet.count else { return nil }
        var end = start
        var text = start..<start
        if sheet[start] == 0x22 || sheet[start] == 0x27 {
            end = stringEnd(sheet, start)
            guard end - 1 > start else { return nil }
            text = (start + 1)..<(end - 1)
        } else {
            while end < sheet.count, sheet[end] != 0x29, !isSpace(sheet[end]) { end += 1 }
            text = start..<end
        }
        while end < sheet.count, isSpace(sheet[end]) { end += 1 }
        return end < sheet.count && sheet[end] == 0x29 ? (text, end + 1) : nil
    }

    private static func isRelative(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x23, first != 0x2F else { return false }
        let colon = text.utf8.firstIndex(of: 0x3A)
        let slash = text.utf8.firstIndex(of: 0x2F)
        // A colon before any slash ends a scheme: data:, https:
        guard let colon else { return true }
        return slash.map { $0 < colon } ?? false
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
