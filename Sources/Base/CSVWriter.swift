/// A table as a spreadsheet opens it: RFC 4180 lines in UTF-8 behind a byte order mark, which Excel wants in order not to
/// guess. In French `;` parts the cells, because `,` parts a number there.
package struct CSVWriter: Sendable {
    /// The table so far.
    package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    private let separator: String

    package init(_ language: Language) { separator = language.cellSeparator }

    /// One line of cells made by `cell(_:)` or of plain numbers and days; an empty one is a cell without a word.
    package mutating func line(_ cells: [UInt8]...) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes += separator.utf8 }
            bytes += cell
        }
        bytes += [0x0D, 0x0A]
    }

    /// Words between quotes, as they were written. What a spreadsheet would take for a formula gets an apostrophe in front
    /// (OWASP, CSV injection): `=`, `+`, `-`, `@` and their full-width forms, also behind quotes and white space.
    package static func cell(_ text: String) -> [UInt8] {
        var cell: [UInt8] = [quote]
        if isFormula(text) { cell.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            if byte == quote { cell.append(quote) }
            cell.append(byte)
        }
        cell.append(quote)
        return cell
    }

    private static let quote = UInt8(ascii: "\"")

    private static func isFormula(_ text: String) -> Bool {
        switch text.utf8.first {
        case 0x09, 0x0D: return true
        default: break
        }
        let first = text.unicodeScalars.first { $0 != "\"" && $0 != "'" && !$0.properties.isWhitespace }
        return first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
    }
}
