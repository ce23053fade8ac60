import Base
import Shell

/// What a column of a file of shops can hold: a field of a shop, or a part of one. Forms and the store use the raw
/// value.
struct ShopColumn: RawRepresentable, Hashable, CaseIterable, Sendable, Codable, CodingKeyRepresentable {
    let rawValue: String

    /// The column of this name; nil when there is none.
    init?(rawValue: String) {
        guard ShopColumn.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
        self.init(named: rawValue)
    }

    private init(named name: String) { rawValue = name }

    /// The column of a field.
    init(_ field: ShopField) { self.init(named: field.name) }

    static let name = ShopColumn(ShopFields.name)
    static let trade = ShopColumn(ShopFields.trade)
    static let address = ShopColumn(ShopFields.address)
    static let postcode = ShopColumn(ShopFields.postcode)
    static let town = ShopColumn(ShopFields.town)
    static let description = ShopColumn(ShopFields.description)
    static let site = ShopColumn(ShopFields.site)
    static let phone = ShopColumn(ShopFields.phone)
    static let place = ShopColumn(ShopFields.place)
    /// Parts of the description.
    static let details = ShopColumn(named: "details")
    static let services = ShopColumn(named: "services")
    /// Parts of the place.
    static let latitude = ShopColumn(named: "latitude")
    static let longitude = ShopColumn(named: "longitude")

    /// Every column, in the order of the list to choose from.
    static let allCases: [ShopColumn] =
        ShopFields.texts.flatMap { field in
            field.name == ShopFields.description.name
                ? [ShopColumn(field), details, services] : [ShopColumn(field)]
        } + [place, latitude, longitude]

    /// The most characters: those of the form of a shop.
    var limit: Int {
        switch self {
        case .details, .services: ShopFields.description.limit
        default: ShopFields.all.first { $0.name == rawValue }?.limit ?? ShopFields.place.limit
        }
    }

    /// The message with its name.
    var label: String { "import.column.\(rawValue)" }

    /// The column named by a French or English header, in any spelling; nil for an unknown one.
    init?(header: String) {
        let words = header.folded.split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
        guard let column = ShopColumn.byHeader[words] else { return nil }
        self = column
    }

    private static let byHeader: [String: ShopColumn] = {
        let parts: [(ShopColumn, String)] = [
            (.details, "precisions|precision|complement|complements|details|detail|remarques|more"),
            (.services, "services|service|services proposes"),
            (
                .place,
                "position latitude longitude|geo point 2d|geo point|coordonnees|coordonnees gps|gps|geolocalisation|coordinates|location|latlon|lat lon"
            ),
            (.latitude, "latitude|lat|y"), (.longitude, "longitude|lon|lng|long|x"),
        ]
        var all: [String: ShopColumn] = [:]
        for (column, names) in ShopFields.texts.map({ (ShopColumn($0), $0.headers) }) + parts {
            for name in names.replacing("\n", with: "").split(separator: "|") { all[String(name)] = column }
        }
        return all
    }()
}

/// What each column of a file holds, and whether the first line is a header.
struct ShopColumns: Sendable, Equatable, Codable {
    /// One per column of the file; nil for an unused one.
    var matched: [ShopColumn?]
    var hasHeader: Bool

    /// Matches the first line when it names any column; else guesses from the cells.
    static func guess(_ records: [FileRecord]) -> ShopColumns {
        let width = min(records.prefix(200).map(\.cells.count).max() ?? 0, SiteLimits.importColumns)
        guard let first = records.first else { return ShopColumns(matched: [], hasHeader: false) }
        var seen: Set<ShopColumn> = []
        var matched = [ShopColumn?](repeating: nil, count: width)
        for (index, cell) in first.cells.prefix(width).enumerated() {
            guard let column = ShopColumn(header: cell), seen.insert(column).inserted else { continue }
            matched[index] = column
        }
        // A shop may be called «Services», so a header needs the name, or two columns, or a file of one column.
        let isHeader = seen.contains(.name) || seen.count >= 2 || (seen.count == 1 && width == 1)
        if isHeader { return ShopColumns(matched: matched, hasHeader: true) }
        return ShopColumns(matched: byContent(records, width: width), hasHeader: false)
    }

    /// Without a header: postcodes, addresses, sites and telephone numbers are recognised; of the other texts, the
    /// first is the name, the second the trade, the third the description.
    private static func byContent(_ records: [FileRecord], width: Int) -> [ShopColumn?] {
        var matched = [ShopColumn?](repeating: nil, count: width)
        var texts: [ShopColumn] = [.description, .trade, .name]
        for index in 0..<width {
            // Very long cells are skipped.
            let cells = records.prefix(50).compactMap { record -> String? in
                guard record.cells.indices.contains(index), record.cells[index].utf8.count <= 1_000 else { return nil }
                let text = record.cells[index].trimmed
                return text.isEmpty ? nil : text
            }
            guard !cells.isEmpty else { continue }
            if let kind = kind(of: cells) {
                if !matched.contains(kind) { matched[index] = kind }
            } else {
                matched[index] = texts.popLast()
            }
        }
        return matched
    }

    /// The kind of more than half of the cells; nil for words.
    private static func kind(of cells: [String]) -> ShopColumn? {
        let kinds: [(ShopColumn, (String) -> Bool)] = [
            (.postcode, { $0.wholeMatch(of: /\d{5}/) != nil }),
            (.place, { PlaceText.read($0) != nil }),
            (.phone, { PhoneNumber(typed: $0) != nil }),
            (.site, { WebAddress.read($0) != nil }),
            (.address, isAddress),
        ]
        return kinds.first { kind in cells.count(where: kind.1) * 2 > cells.count }?.0
    }

    /// Whether a text is a number and then words: «12 rue Royale», «3bis, quai des Bateaux». In one pass: a regular expression
    /// would try each pair of places.
    static func isAddress(_ text: String) -> Bool {
        guard text.first?.isWholeNumber == true, let space = text.firstIndex(of: " ") else { return false }
        var (letters, hasWord) = (0, false)
        for character in text[space...] {
            if character.isNewline { return false }
            letters = character.isLetter ? letters + 1 : 0
            if letters == 2 { hasWord = true }
        }
        return hasWord
    }
}

/// Reads a position from one or two cells.
enum PlaceText {
    /// «48.8505879602, 2.39254671346».
    static func read(_ text: String) -> Shop.Place? {
        let parts = text.split { $0 == "," || $0 == ";" || $0 == " " }
        guard parts.count == 2, text.contains(".") else { return nil }
        return read(String(parts[0]), String(parts[1]))
    }

    /// A latitude and a longitude in degrees, with a point or a comma; nil outside their ranges, and for 0, 0, which
    /// programs write for «unknown».
    static func read(_ latitude: String, _ longitude: String) -> Shop.Place? {
        guard let latitude = Double(latitude.replacing(",", with: ".")),
            let longitude = Double(longitude.replacing(",", with: ".")), (-90.0...90).contains(latitude),
            (-180.0...180).contains(longitude), latitude != 0 || longitude != 0
        else { return nil }
        return Shop.Place(latitude: latitude, longitude: longitude)
    }
}
