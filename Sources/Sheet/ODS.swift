/// A workbook of LibreOffice: OpenDocument 1.2, part 1, chapter 9.
enum ODS {
    static let content = "content.xml"

    static func read(_ archive: inout Archive, _ writer: inout RowWriter) throws(Workbook.Problem) {
        let handler = ContentHandler(writer)
        try XMLReader.read(content, of: &archive, with: handler)
        guard handler.isSpreadsheet else { throw .noWorkbook }
        writer = handler.writer
    }
}

private final class ContentHandler: XMLHandler {
    private(set) var writer: RowWriter
    /// False for another kind of document.
    private(set) var isSpreadsheet = false
    private(set) var isDone = false
    private var hiddenStyles: Set<String> = []
    private var style = ""
    /// Tables inside each other; the outer one is the sheet.
    private var tables = 0
    private var isHidden = false
    private var (row, rowRepeats) = (0, 1)
    private var cells: [String] = []
    private var (columnRepeats, shownValue, paragraphs) = (1, String?.none, [String]())
    private var isParagraph = false
    private var isCell = false
    /// Elements inside a comment or a drawing, whose text is not the cell’s.
    private var asides = 0

    init(_ writer: RowWriter) { self.writer = writer }

    private static let aside: Set<String> = ["annotation", "shapes", "frame", "g", "custom-shape", "tracked-changes"]

    func start(_ name: String, _ attributes: XMLAttributes) throws(Workbook.Problem) {
        if asides > 0 || Self.aside.contains(name) {
            asides += 1
            return
        }
        switch name {
        case "style": style = attributes["name"] ?? ""
        case "table-properties": if attributes["display"] == "false" { hiddenStyles.insert(style) }
        case "spreadsheet": isSpreadsheet = true
        case "table":
            tables += 1
            if tables == 1 { isHidden = hiddenStyles.contains(attributes["style-name"] ?? "") }
        case "table-row":
            guard isSheet else { return }
            cells = []
            rowRepeats = try Self.repeats(attributes["number-rows-repeated"])
        case "table-cell", "covered-table-cell":
            guard isSheet else { return }
            (isCell, paragraphs) = (true, [])
            columnRepeats = try Self.repeats(attributes["number-columns-repeated"])
            shownValue = Self.value(attributes)
        case "p" where isCell:
            paragraphs.append("")
            isParagraph = true
        case "s" where isParagraph: add(String(repeating: " ", count: min(Int(attributes["c"] ?? "1") ?? 1, 100)))
        case "tab" where isParagraph: add(" ")
        case "line-break" where isParagraph: add("\n")
        default: break
        }
    }

    func end(_ name: String) throws(Workbook.Problem) {
        if asides > 0 {
            asides -= 1
            return
        }
        switch name {
        case "p": isParagraph = false
        case "table-cell", "covered-table-cell":
            guard isSheet, isCell else { return }
            isCell = false
            take(shownText)
        case "table-row":
            guard isSheet else { return }
            try endRow()
        case "table":
            if isSheet { isDone = true }
            tables -= 1
        default: break
        }
    }

    func text(_ text: String) { if isParagraph, asides == 0 { add(text) } }

    private var isSheet: Bool { isSpreadsheet && tables == 1 && !isHidden }

    private func add(_ text: String) { paragraphs[paragraphs.count - 1] += text }

    /// What the cell shows, but dates and times as ISO 8601, and no exponents.
    private var shownText: String {
        let text = paragraphs.joined(separator: "\n")
        guard let shownValue else { return text }
        let hasExponent = text.utf8.contains { $0 == 0x45 || $0 == 0x65 } && Double(shownValue) != nil
        return Double(shownValue) == nil || hasExponent ? NumberFormat.general.shown(shownValue, is1904: false) : text
    }

    /// The value of a number, a date or a time; nil for what is shown as text.
    private static func value(_ attributes: XMLAttributes) -> String? {
        switch attributes["value-type"] {
        case "float": attributes["value"]
        case "date":
            attributes["date-value"].map { value in
                value.hasSuffix("T00:00:00") ? String(value.dropLast(9)) : value
            }
        case "time": attributes["time-value"].flatMap(time)
        default: nil
        }
    }

    /// «PT09H30M00S» → «09:30».
    private static func time(_ duration: String) -> String? {
        guard duration.hasPrefix("PT") else { return nil }
        let parts = duration.dropFirst(2).split(whereSeparator: { "HMS".contains($0) })
        return parts.count >= 2 ? "\(parts[0]):\(parts[1])" : nil
    }

    private func take(_ text: String) {
        let free = writer.width - cells.count
        if free > 0 {
            cells += repeatElement(text, count: min(columnRepeats, free))
        } else if !text.isEmpty {
            cells[writer.width - 1] = text
        }
    }

    private func endRow() throws(Workbook.Problem) {
        // A sheet ends with a million empty rows: they only count.
        guard cells.contains(where: { !$0.isEmpty }) else {
            row += rowRepeats
            return
        }
        for _ in 0..<rowRepeats {
            row += 1
            try writer.row(row, cells)
        }
    }

    /// How often a row or a cell is repeated.
    private static func repeats(_ typed: String?) throws(Workbook.Problem) -> Int {
        guard let typed else { return 1 }
        guard let count = Int(typed), (1...RowWriter.lastRow).contains(count) else { throw .damaged }
        return count
    }
}
