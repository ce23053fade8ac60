import Web

/// One line of a file of shops, cleaned: what it says of a shop, and what is to be said of the line.
struct ImportLine: Sendable, Equatable {
    let number: Int
    /// What the cells hold, or the person typed in their place, before any cleaning: a field to correct shows it again.
    let raw: [ShopColumn: String]
    private(set) var name = ""
    private(set) var trade: String?
    private(set) var address: String?
    private(set) var postcode: String?
    private(set) var town: String?
    private(set) var description: String?
    private(set) var site: String?
    private(set) var phone: String?
    private(set) var place: Shop.Place?
    private(set) var remarks: [ImportRemark] = []

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
            line.readTexts()
            line.readCodes()
            line.key = ShopKey(name: line.name, address: line.address ?? "")
            return line
        }
    }

    private init(number: Int, raw: [ShopColumn: String]) {
        self.number = number
        self.raw = raw
    }

    private mutating func readTexts() {
        name = FrenchCapitals.name(FrenchCapitals.apostrophes(oneLine(.name)))
        if name.isEmpty { remarks.append(.noName) }
        check(name, .name)
        trade = checked(FrenchCapitals.sentence(FrenchCapitals.apostrophes(oneLine(.trade))), .trade)
        address = checked(FrenchCapitals.address(FrenchCapitals.apostrophes(oneLine(.address))), .address)
        town = checked(FrenchCapitals.name(FrenchCapitals.apostrophes(oneLine(.town))), .town)
        description = checked(describe(), .description)
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

    private mutating func readCodes() {
        readPostcode(oneLine(.postcode))
        readSite(oneLine(.site))
        let phone = oneLine(.phone)
        self.phone = PhoneText.read(phone)
        if !phone.isEmpty, self.phone == nil { remarks.append(.phoneUnknown(phone)) }
        readPlace()
    }

    private mutating func readPostcode(_ text: String) {
        guard !text.isEmpty else { return }
        // As nearly all are, without a regular expression for each of thousands.
        if text.utf8.count == 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return postcode = text }
        let digits = text.filter { !$0.isWhitespace }
        // A spreadsheet takes «01000» for a number.
        if digits.wholeMatch(of: /\d{4}/) != nil {
            postcode = "0" + digits
            remarks.append(.postcodeCompleted("0" + digits))
        } else if let match = digits.wholeMatch(of: /(\d{5})([.,]0+)?/) {
            postcode = String(match.1)
        } else {
            remarks.append(.postcodeUnknown(text))
        }
    }

    private mutating func readSite(_ text: String) {
        guard !text.isEmpty else { return }
        site = WebAddress.read(text)
        guard site == nil else { return }
        // «http://www.betinos.com ou sur discogs.com»: the address it begins with, and say so.
        if let first = text.split(separator: " ").first.map(String.init), first.hasPrefix("http"),
            let address = WebAddress.read(first)
        {
            site = address
            remarks.append(.siteCut(address))
        } else {
            remarks.append(.siteUnknown(text))
        }
    }

    private mutating func readPlace() {
        let (point, latitude, longitude) = (oneLine(.place), oneLine(.latitude), oneLine(.longitude))
        place = point.isEmpty ? PlaceText.read(latitude, longitude) : PlaceText.read(point)
        let typed = [point, latitude, longitude].filter { !$0.isEmpty }.joined(separator: " ")
        if place == nil, !typed.isEmpty { remarks.append(.placeUnknown(typed)) }
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

    private mutating func checked(_ text: String, _ column: ShopColumn) -> String? {
        check(text, column)
        return text.isEmpty ? nil : text
    }

    private mutating func check(_ text: String, _ column: ShopColumn) {
        if text.unicodeScalars.count > column.limit { remarks.append(.tooLong(column)) }
    }

    // MARK: What it makes of a shop

    mutating func remark(_ remark: ImportRemark) { remarks.append(remark) }

    /// The shop it makes.
    var details: ShopDetails {
        ShopDetails(
            name: name, trade: trade ?? Self.otherTrade, address: address ?? "", postcode: postcode ?? "",
            town: town ?? "",
            place: place, description: description ?? "", site: site ?? "", phone: phone ?? "")
    }

    /// The trade of a shop whose line names none.
    static let otherTrade = "Autre"

    /// A shop with what the line says written over it; an empty cell says nothing.
    func details(over old: ShopDetails) -> ShopDetails {
        ShopDetails(
            name: name, trade: trade ?? old.trade, address: address ?? old.address, postcode: postcode ?? old.postcode,
            town: town ?? old.town, place: place ?? old.place, description: description ?? old.description,
            site: site ?? old.site, phone: phone ?? old.phone)
    }
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
