import Base
import Web

/// One line of a file of shops, cleaned: what it says of a shop, and what is to be said of the line.
struct ImportLine: Sendable, Equatable {
    let number: Int
    /// What the cells hold, or the person typed in their place, before any cleaning: a field to correct shows it again.
    let raw: [ShopColumn: String]
    /// The texts of the fields it says something of, by name; an empty cell says nothing.
    private(set) var texts: [String: String] = [:]
    private(set) var remarks: [ImportRemark] = []

    var name: String { self[ShopFields.name] ?? "" }

    /// What it says of a field.
    subscript(field: ShopField) -> String? { texts[field.name] }

    var isToCorrect: Bool { remarks.contains(where: \.isError) }
    /// What makes it the line of a shop: its name and address, folded. Made with the line, off the thread that writes.
    private(set) var key = ShopKey()

    /// The lines of `records`, each with what was typed over it.
    static func all(_ records: [FileRecord], _ columns: ShopColumns, corrections: [Int: [ShopColumn: String]])
        -> [ImportLine]
    {
        let width = columns.matched.count
        return records.dropFirst(columns.hasHeader ? 1 : 0).map { record in
            var raw: [ShopColumn: String] = [:]
            for (index, column) in columns.matched.enumerated() {
                guard let column, record.cells.indices.contains(index) else { continue }
                raw[column] = PlainText.clean(record.cells[index])
            }
            raw.merge(corrections[record.line] ?? [:]) { $1 }
            var line = ImportLine(number: record.line, raw: raw)
            let extra = record.cells.dropFirst(width).count { !$0.trimmed.isEmpty }
            if extra > 0 { line.remarks.append(.tooManyCells(width + extra)) }
            for field in ShopFields.texts { line.read(field) }
            line.readPlace()
            line.key = ShopKey(name: line.name, address: line[ShopFields.address] ?? "")
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

    /// The description; the details below it when they say more; the services as a sentence at the end.
    private func describe() -> String {
        var parts = [severalLines(.description)].filter { !$0.isEmpty }
        let details = severalLines(.details)
        if !details.isEmpty, !(parts.first ?? "").folded.contains(details.folded) { parts.append(details) }
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
        // As nearly all are, without a regular expression for each of thousands.
        if text.utf8.count == 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
        let digits = text.filter { !$0.isWhitespace }
        // A spreadsheet takes «01000» for a number.
        if digits.wholeMatch(of: /\d{4}/) != nil {
            remarks.append(.postcodeCompleted("0" + digits))
            return "0" + digits
        }
        return digits.wholeMatch(of: /(\d{5})([.,]0+)?/).map { String($0.1) }
    }

    /// Of «http://www.betinos.com ou sur discogs.com» the address it begins with, and that is said.
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

    /// What programs and people write for an empty cell.
    private static let nothing: Set<String> = [
        "<nul>", "<null>", "null", "nul", "(null)", "n/a", "-", "--", "–", "—", "/", ".",
    ]

    // MARK: What it makes of a shop

    mutating func remark(_ remark: ImportRemark) { remarks.append(remark) }

    /// The shop it makes.
    var details: ShopDetails { details(over: ShopDetails(name: "", trade: Self.otherTrade)) }

    /// The trade of a shop whose line names none.
    static let otherTrade = "Autre"

    /// A shop with what the line says written over it.
    func details(over old: ShopDetails) -> ShopDetails { old.replacing(texts) }
}

/// The name and the address of a shop as matching compares them.
struct ShopKey: Hashable, Sendable {
    let name: String
    let address: String

    /// The key of no shop.
    init() { (name, address) = ("", "") }

    init(name: String, address: String) {
        self.name = name.folded
        self.address = address.folded.split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
    }
}
