import Base
import Web

/// One line of a file of shops, cleaned, with the remarks about it.
struct ImportLine: ImportedLine, Equatable {
    let number: Int
    /// The cells, or their corrections, before any cleaning: a field to correct shows them.
    let raw: [ShopColumn: String]
    /// The texts of the fields it sets, by name; an empty cell sets nothing.
    private(set) var texts: [String: String] = [:]
    private(set) var double: Int?
    private(set) var remarks: [ImportRemark] = []

    var name: String { self[ShopFields.name] ?? "" }

    /// The text of a field; nil when the line does not set it.
    subscript(field: ShopField) -> String? { texts[field.name] }

    var hasRemarks: Bool { !remarks.isEmpty }
    var isToCorrect: Bool { remarks.contains(where: \.isError) }
    private(set) var identity = RowIdentity()

    /// The lines of `records` with their corrections.
    static func all(_ records: [FileRecord], _ columns: ShopColumns, corrections: [Int: [ShopColumn: String]])
        -> [ImportLine]
    {
        let width = columns.matched.count
        var firsts: [[String]: Int] = [:]
        return records.dropFirst(columns.hasHeader ? 1 : 0).map { record in
            var raw: [ShopColumn: String] = [:]
            for (index, column) in columns.matched.enumerated() {
                guard let column, record.cells.indices.contains(index) else { continue }
                raw[column] = PlainText.clean(CSVWriter.text(ofCell: record.cells[index]))
            }
            raw.merge(corrections[record.line] ?? [:]) { $1 }
            var line = ImportLine(number: record.line, raw: raw)
            let extra = record.cells.dropFirst(width).count { !$0.trimmed.isEmpty } + record.extra
            if extra > 0 { line.remarks.append(.tooManyCells(width + extra)) }
            for field in ShopFields.texts { line.read(field) }
            line.readPlace()
            line.identity = RowIdentity(shop: line.texts)
            let cells = record.cells.map(\.trimmed)
            line.double = firsts[cells]
            if line.double == nil { firsts[cells] = record.line }
            return line
        }
    }

    private init(number: Int, raw: [ShopColumn: String]) {
        self.number = number
        self.raw = raw
    }

    private mutating func read(_ field: ShopField) {
        let column = ShopColumn(field)
        let text = column == .description ? describe() : field.cleaned(oneLine(column))
        if text.isEmpty {
            if column == .name { remarks.append(.noName) }
            return
        }
        guard
            let understood = column == .postcode
                ? postcode(text) : field.understood(text) ?? beginning(text, of: column)
        else { return remarks.append(.unknown(column, text)) }
        texts[field.name] = understood
        if understood.unicodeScalars.count > column.limit { remarks.append(.tooLong(column)) }
    }

    /// The description; below it the details, unless it contains them; at the end the services, as a sentence.
    private func describe() -> String {
        var parts = [severalLines(.description)].filter { !$0.isEmpty }
        let details = severalLines(.details)
        if !details.isEmpty,
            !LinearSearch.contains(Array(details.folded.utf8), in: Array((parts.first ?? "").folded.utf8))
        {
            parts.append(details)
        }
        let services = oneLine(.services)
        if !services.isEmpty {
            let items = services.split(separator: ",").enumerated().map { index, item in
                let item = String(item).trimmed
                // «, Retrait de commandes» inside a sentence, but «, SAV» as it is.
                let isWord = item.dropFirst().first?.isLowercase == true
                return isWord ? item.prefix(1).lowercased() + item.dropFirst() : item
            }
            let end = services.hasSuffix(".") ? "" : "."
            parts.append("Services\u{A0}: " + items.filter { !$0.isEmpty }.joined(separator: ", ") + end)
        }
        return parts.joined(separator: "\n")
    }

    private mutating func postcode(_ text: String) -> String? {
        // Nearly all cells end here, without the cost of a regular expression.
        if text.utf8.count == 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
        let digits = text.filter { !$0.isWhitespace }
        // A spreadsheet takes «01000» for a number.
        if digits.wholeMatch(of: /\d{4}/) != nil {
            remarks.append(.postcodeCompleted("0" + digits))
            return "0" + digits
        }
        return digits.wholeMatch(of: /(\d{5})([.,]0+)?/).map { String($0.1) }
    }

    /// The address at the beginning of a text such as «http://www.betinos.com ou sur discogs.com», with a remark.
    private mutating func beginning(_ text: String, of column: ShopColumn) -> String? {
        guard column == .site, let first = text.split(separator: " ").first.map(String.init), first.hasPrefix("http"),
            let address = WebAddress.read(first)
        else { return nil }
        remarks.append(.siteCut(address))
        return address
    }

    private mutating func readPlace() {
        let (point, latitude, longitude) = (oneLine(.place), oneLine(.latitude), oneLine(.longitude))
        var read = ShopDetails()
        read.place = point.isEmpty ? PlaceText.read(latitude, longitude) : PlaceText.read(point)
        let typed = [point, latitude, longitude].filter { !$0.isEmpty }.joined(separator: " ")
        if read.place != nil {
            texts[ShopFields.place.name] = read.placeText
        } else if !typed.isEmpty {
            remarks.append(.unknown(.place, typed))
        }
    }

    private func oneLine(_ column: ShopColumn) -> String {
        let text = (raw[column] ?? "").oneLine
        return Self.nothing.contains(text.lowercased()) ? "" : text
    }

    private func severalLines(_ column: ShopColumn) -> String {
        let lines = (raw[column] ?? "").split(separator: "\n").map { String($0).oneLine }
        let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        return Self.nothing.contains(text.lowercased()) ? "" : text
    }

    /// What programs and people write in an empty cell.
    private static let nothing: Set<String> = [
        "<nul>", "<null>", "null", "nul", "(null)", "n/a", "-", "--", "–", "—", "/", ".",
    ]

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
