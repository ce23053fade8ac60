/// Writes a CSV file that spreadsheets open directly: RFC 4180 lines in UTF-8, with a byte order mark so that Excel
/// detects the encoding. French files separate cells with `;`, because `,` is the decimal separator.
package struct CSVWriter: Sendable {
    /// The file so far.
    package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    private let separator: String

    package init(_ language: Language) { separator = language.cellSeparator }

    /// Appends one line. A cell comes from `cell(_:)`, or is a plain number or day; an empty array is an empty cell.
    package mutating func line(_ cells: [UInt8]...) { line(cells) }

    /// Appends one line of any number of cells.
    package mutating func line(_ cells: [[UInt8]]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes += separator.utf8 }
            bytes += cell
        }
        bytes += [0x0D, 0x0A]
    }

    /// Quotes `text` as one cell. Text that a spreadsheet would run as a formula is prefixed with an apostrophe (OWASP,
    /// CSV injection): it starts with `=`, `+`, `-`, `@` or one of their full-width forms, possibly after quotes and
    /// white space.
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

    /// Reverses `cell` on an unquoted cell: removes the apostrophe before a formula.
    package static func text(ofCell cell: String) -> String {
        cell.hasPrefix("'") && isFormula(String(cell.dropFirst())) ? String(cell.dropFirst()) : cell
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
