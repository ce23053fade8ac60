/// The rows of a sheet.
final class SheetHandler: XMLHandler {
    private(set) var writer: RowWriter
    private let strings: [String]
    private let styles: StyleHandler
    private let is1904: Bool
    private var row = 0
    private var cells: [String] = []
    private var column = 0
    private var (kind, style, value) = ("", 0, "")
    private var isValue = false
    private var isReading = false
    private(set) var isDone = false

    init(_ writer: RowWriter, _ strings: [String], _ styles: StyleHandler, is1904: Bool) {
        (self.writer, self.strings, self.styles, self.is1904) = (writer, strings, styles, is1904)
    }

    func start(_ name: String, _ attributes: XMLAttributes) throws(Workbook.Problem) {
        switch name {
        case "row":
            let typed = attributes["r"]
            guard let number = typed == nil ? row + 1 : Int(typed ?? ""), number > row, number <= RowWriter.lastRow
            else {
                throw .damaged
            }
            (row, cells, column) = (number, [], 0)
        case "c":
            let next = try attributes["r"].map(Self.column) ?? column + 1
            guard next > column else { throw .damaged }
            (column, value) = (next, "")
            (kind, style) = (attributes["t"] ?? "n", attributes["s"].flatMap { Int($0) } ?? 0)
        case "rPh": isReading = true
        case "v", "t": isValue = !isReading
        default: break
        }
    }

    func end(_ name: String) throws(Workbook.Problem) {
        switch name {
        case "row": try writer.row(row, cells)
        case "c": take(try shown())
        case "rPh": isReading = false
        case "v", "t": isValue = false
        case "sheetData": isDone = true
        default: break
        }
    }

    func text(_ text: String) { if isValue { value += text } }

    private func take(_ text: String) {
        guard !text.isEmpty else { return }
        let index = min(column, writer.width) - 1
        while cells.count <= index { cells.append("") }
        cells[index] = text
    }

    private func shown() throws(Workbook.Problem) -> String {
        switch kind {
        case "s":
            guard !value.isEmpty else { return "" }
            guard let index = Int(value), strings.indices.contains(index) else { throw .damaged }
            return strings[index]
        case "n": return styles.format(style).shown(value, is1904: is1904)
        case "b": return value == "1" ? "VRAI" : value == "0" ? "FAUX" : ""
        // «#N/A» and the like.
        case "e": return ""
        case "d": return value.hasSuffix("T00:00:00") ? String(value.dropLast(9)) : value
        default: return value
        }
    }

    /// The column of a reference, «AB12», from 1. A row without digits, zero or another spelling is damaged.
    private static func column(_ reference: String) throws(Workbook.Problem) -> Int {
        let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
        let digits = reference.utf8.dropFirst(letters.count)
        guard (1...3).contains(letters.count), (1...7).contains(digits.count), digits.first != 0x30,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw .damaged }
        return letters.reduce(0) { $0 * 26 + Int($1) - 0x40 }
    }
}
