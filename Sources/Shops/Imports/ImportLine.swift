import Base
import Web

/// One line of a file of shops, cleaned, with the remarks about it.
struct ImportLine: ImportedLine, Equatable {
    let number: Int
    /// The cells, or their corrections, before any cleaning: a field to correct shows them.
    let raw: [ShopColumn: String]
    /// The texts of the fields it sets, by name; an empty cell sets nothing.
    var texts: [String: String] = [:]
    /// The opening hours of the week; nil when the line does not set them.
    var week: [OpeningHours.Interval]? { texts[WeekText.field].flatMap(WeekText.read) }
    var remarks: [ImportRemark] = []
    private(set) var double: Int?
    /// Why it is left out; nil for a line that is taken.
    private(set) var exclusion: LineExclusion?

    var name: String { self[ShopFields.name] ?? "" }

    /// The text of a field; nil when the line does not set it.
    subscript(field: ShopField) -> String? { texts[field.name] }

    var isLeftOut: Bool { exclusion != nil }
    var hasRemarks: Bool { !remarks.isEmpty }
    var isToCorrect: Bool { remarks.contains(where: \.isError) }
    private(set) var identity = RowIdentity()

    /// The lines of a file with their corrections.
    static func all(_ file: ImportFile, _ columns: ShopColumns, _ choices: ImportChoices) -> [ImportLine] {
        var firsts: [[String]: Int] = [:]
        let end = file.data.suffix(5).first?.line ?? 0
        return file.data.map { record in
            var raw: [ShopColumn: String] = [:]
            for (index, column) in columns.matched.enumerated() {
                guard let column, record.cells.indices.contains(index) else { continue }
                raw[column] = PlainText.clean(CellText.read(CSVWriter.text(ofCell: record.cells[index])))
            }
            raw.merge(choices.corrections[record.line] ?? [:]) { $1 }
            var line = ImportLine(number: record.line, raw: raw)
            let width = columns.matched.count
            let more = record.cells.dropFirst(width).count { !$0.trimmed.isEmpty } + record.extra
            if more > 0 { line.remarks.append(.tooManyCells(width + more)) }
            if file.otherEncoding.contains(record.line) { line.remarks.append(.otherEncoding) }
            line.read()
            line.identity = RowIdentity(shop: line.texts)
            let cells = record.cells.map(\.oneLine)
            line.double = choices.taken[record.line] == true ? nil : firsts[cells]
            if line.double == nil { firsts[cells] = record.line }
            let isTotal = record.line >= end && record.isTotal
            if isTotal { line.remarks.append(.total) }
            let isTaken = choices.taken[record.line] ?? !isTotal
            line.exclusion = isTaken ? nil : isTotal ? .total : .byHand
            return line
        }
    }

    private init(number: Int, raw: [ShopColumn: String]) {
        self.number = number
        self.raw = raw
    }

    /// The cell of a column on one line; empty for what programs and people write in an empty cell.
    func oneLine(_ column: ShopColumn) -> String {
        let text = (raw[column] ?? "").oneLine
        return Self.nothing.contains(text.lowercased()) ? "" : text
    }

    func severalLines(_ column: ShopColumn) -> String {
        let lines = (raw[column] ?? "").split(separator: "\n").map { String($0).oneLine }
        let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        return Self.nothing.contains(text.lowercased()) ? "" : text
    }

    private static let nothing: Set<String> = [
        "<nul>", "<null>", "null", "nul", "(null)", "n/a", "#n/a", "nan", "none", "-", "--", "–", "—", "/", ".",
    ]

    /// Whether it is taken, unless something in it is wrong.
    func isTaken(_ choices: ImportChoices) -> Bool {
        exclusion == nil && (double == nil || choices.answers.keepsDoubles)
    }

    // MARK: Details

    mutating func noteNew() {
        if self[ShopFields.trade] == nil { remarks.append(.tradeMissing) }
    }

    mutating func noteSame(as line: Int) { remarks.append(.sameAsLine(line)) }

    /// The details of a new shop.
    var details: ShopDetails { ShopDetails(name: "", trade: Self.otherTrade).replacing(texts) }

    /// The trade of a shop whose line names none.
    static let otherTrade = "Autre"
}

/// Why a line is left out though nothing in it is wrong. A box in the preview takes it.
enum LineExclusion: Sendable, Equatable {
    case byHand
    /// A line below the shops that counts them.
    case total
}

extension FileRecord {
    /// Whether it counts or sums lines: «Total : 389», «Nombre de commerces ; 389». A shop called «Total» has an
    /// address.
    var isTotal: Bool {
        let texts = cells.map(\.oneLine).filter { !$0.isEmpty }
        guard let first = texts.first, first.utf8.count <= 200, texts.dropFirst().allSatisfy(\.isCount) else {
            return false
        }
        let words = first.folded.split { !($0.isLetter || $0.isNumber) }
        guard let word = words.first else { return false }
        let isTotal = word == "total" || words.starts(with: ["sous", "total"]) || words.starts(with: ["nombre", "de"])
        // «Total» alone, in a list of names, may be the petrol station.
        return isTotal && (words.count > 1 || texts.count > 1 || cells.count > 1)
    }
}

extension String {
    /// Whether it is a number: «389», «1 234,50 €».
    fileprivate var isCount: Bool { contains(where: \.isNumber) && !contains(where: \.isLetter) }
}
