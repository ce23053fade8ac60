/// A workbook of Excel: ECMA-376, part 1, SpreadsheetML.
enum XLSX {
    static let workbook = "xl/workbook.xml"

    static func read(_ archive: inout Archive, _ writer: inout RowWriter) throws(Workbook.Problem) {
        let book = BookHandler()
        try XMLReader.read(workbook, of: &archive, with: book)
        // Without a visible sheet there is nothing to read.
        guard let id = book.firstVisible else { return }
        let relations = RelationHandler()
        try XMLReader.read("xl/_rels/workbook.xml.rels", of: &archive, with: relations)
        guard let target = relations.targets[id] else { throw .damaged }
        let styles = StyleHandler()
        if let part = relations.parts["styles"] { try XMLReader.read(path(part), of: &archive, with: styles) }
        let strings = StringHandler()
        if let part = relations.parts["sharedStrings"] {
            try XMLReader.read(path(part), of: &archive, with: strings)
        }
        let sheet = SheetHandler(writer, strings.all, styles, is1904: book.is1904)
        try XMLReader.read(path(target), of: &archive, with: sheet)
        writer = sheet.writer
    }

    /// Targets are relative to `xl`, or absolute.
    private static func path(_ target: String) -> String {
        target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
}

/// The sheets of `workbook.xml`.
private final class BookHandler: XMLHandler {
    /// The relation of the first sheet that is shown.
    private(set) var firstVisible: String?
    /// Whether day 0 is 1904-01-01, as on old Macs.
    private(set) var is1904 = false
    let isDone = false

    func start(_ name: String, _ attributes: XMLAttributes) {
        if name == "workbookPr" { is1904 = ["1", "true"].contains(attributes["date1904"] ?? "") }
        guard name == "sheet", firstVisible == nil, (attributes["state"] ?? "visible") == "visible" else { return }
        firstVisible = attributes["id"]
    }

    func end(_ name: String) {}
    func text(_ text: String) {}
}

/// The parts that relations name.
private final class RelationHandler: XMLHandler {
    /// By id.
    private(set) var targets: [String: String] = [:]
    /// By the last word of their type.
    private(set) var parts: [String: String] = [:]
    let isDone = false

    func start(_ name: String, _ attributes: XMLAttributes) {
        guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
        targets[id] = target
        if let type = attributes["Type"]?.split(separator: "/").last { parts[String(type)] = target }
    }

    func end(_ name: String) {}
    func text(_ text: String) {}
}

/// The number formats of `styles.xml`, by style of a cell.
final class StyleHandler: XMLHandler {
    private var codes: [Int: String] = [:]
    private var formats: [Int] = []
    private var isInCells = false
    private var parsed: [Int: NumberFormat] = [:]
    let isDone = false

    func start(_ name: String, _ attributes: XMLAttributes) {
        switch name {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] ?? "" }
        case "cellXfs": isInCells = true
        case "xf" where isInCells: formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
        default: break
        }
    }

    func end(_ name: String) { if name == "cellXfs" { isInCells = false } }
    func text(_ text: String) {}

    /// The format of a style; the general one for an unknown style.
    func format(_ style: Int) -> NumberFormat {
        guard formats.indices.contains(style) else { return .general }
        let id = formats[style]
        if let known = parsed[id] { return known }
        let format = NumberFormat(codes[id] ?? NumberFormat.builtIn[id] ?? "General")
        parsed[id] = format
        return format
    }
}

/// The shared strings, without readings (`rPh`).
private final class StringHandler: XMLHandler {
    private(set) var all: [String] = []
    private var current = ""
    private var isText = false
    private var isReading = false
    let isDone = false

    func start(_ name: String, _ attributes: XMLAttributes) {
        switch name {
        case "si": current = ""
        case "rPh": isReading = true
        case "t": isText = !isReading
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "si": all.append(current)
        case "rPh": isReading = false
        case "t": isText = false
        default: break
        }
    }

    func text(_ text: String) { if isText { current += text } }
}
