/// What a column of a file of shops can hold. The raw value stands in forms and in the store.
enum ShopColumn: String, CaseIterable, Sendable, Codable, CodingKeyRepresentable {
    case name, trade, address, postcode, town, description, details, services, site, phone, place, latitude, longitude

    /// The longest text taken, in characters: what the form of a shop takes.
    var limit: Int {
        switch self {
        case .name: ShopForm.nameLimit
        case .trade: ShopForm.tradeLimit
        case .address: ShopForm.addressLimit
        case .town: ShopForm.townLimit
        case .site: ShopForm.siteLimit
        case .description, .details, .services: ShopForm.descriptionLimit
        case .phone: ShopForm.phoneLimit
        case .postcode: ShopForm.postcodeLimit
        case .place, .latitude, .longitude: 60
        }
    }

    /// The column a header names, in French or in English, however it is spelled; nil when it says nothing to us.
    init?(header: String) {
        let words = header.folded.split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
        guard let column = ShopColumn.byHeader[words] else { return nil }
        self = column
    }

    private static let byHeader: [String: ShopColumn] = {
        let names: [ShopColumn: String] = [
            .name: """
            nom|nom du commerce|nom de la boutique|nom boutique|nom commerce|nom commercial|nom de l enseigne|enseigne|
            boutique|commerce|magasin|etablissement|raison sociale|denomination|commercant|adherent|name|shop|shop name|
            store|store name|business|business name|trade name|company
            """,
            .trade: """
            type de commerce|type|metier|activite|activites|categorie|secteur|secteur d activite|specialite|profession|
            nature|rubrique|trade|category|activity|kind|sector|business type|shop type
            """,
            .address: """
            adresse|adresse postale|adresse du commerce|adresse complete|adresse 1|rue|voie|numero et rue|n et rue|
            address|street|street address|address 1|address line 1
            """,
            .postcode: "code postal|cp|code post|codepostal|postcode|postal code|zip|zip code|zipcode",
            .town: "commune|ville|localite|nom de la commune|town|city|municipality",
            .description: "description|presentation|descriptif|a propos|texte|about|summary",
            .details: "precisions|precision|complement|complements|details|detail|remarques|more",
            .services: "services|service|services proposes",
            .site: """
            site internet|site web|site|web|url|lien|adresse web|adresse du site|page web|internet|website|web site|
            homepage|link
            """,
            .phone: """
            telephone|tel|tel fixe|telephone fixe|numero de telephone|n de telephone|telephone 1|portable|mobile|phone|
            phone number|telephone number
            """,
            .place:
                "geo point 2d|geo point|coordonnees|coordonnees gps|gps|geolocalisation|coordinates|location|latlon|lat lon",
            .latitude: "latitude|lat|y",
            .longitude: "longitude|lon|lng|long|x",
        ]
        var all: [String: ShopColumn] = [:]
        for (column, list) in names {
            for name in list.replacing("\n", with: "").split(separator: "|") { all[String(name)] = column }
        }
        return all
    }()
}

/// Which column of a file is which, and whether its first line is a header.
struct ShopColumns: Sendable, Equatable, Codable {
    /// One a column of the file; nil for a column that is not used.
    var matched: [ShopColumn?]
    var hasHeader: Bool

    /// Reads the first line as a header when it names anything, else looks at what the cells are like.
    static func guess(_ records: [FileRecord]) -> ShopColumns {
        let width = min(records.prefix(200).map(\.cells.count).max() ?? 0, SiteLimits.importColumns)
        guard let first = records.first else { return ShopColumns(matched: [], hasHeader: false) }
        var seen: Set<ShopColumn> = []
        var matched = [ShopColumn?](repeating: nil, count: width)
        for (index, cell) in first.cells.prefix(width).enumerated() {
            guard let column = ShopColumn(header: cell), seen.insert(column).inserted else { continue }
            matched[index] = column
        }
        // A shop may be called «Services»; a header names itself more than once, or is nothing but a name.
        let isHeader = seen.contains(.name) || seen.count >= 2 || (seen.count == 1 && width == 1)
        if isHeader { return ShopColumns(matched: matched, hasHeader: true) }
        return ShopColumns(matched: byContent(records, width: width), hasHeader: false)
    }

    /// Without a header: what is a postcode, an address, a site, a telephone says so; of the texts left, the first is the
    /// name, the next the trade, the one after the description.
    private static func byContent(_ records: [FileRecord], width: Int) -> [ShopColumn?] {
        var matched = [ShopColumn?](repeating: nil, count: width)
        var texts: [ShopColumn] = [.description, .trade, .name]
        for index in 0..<width {
            // A cell as long as a book is not looked at: patterns below may try each of its places several times.
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

    /// What more than half of the cells look like; nil for words.
    private static func kind(of cells: [String]) -> ShopColumn? {
        let kinds: [(ShopColumn, (String) -> Bool)] = [
            (.postcode, { $0.wholeMatch(of: /\d{5}/) != nil }),
            (.place, { PlaceText.read($0) != nil }),
            (.phone, { PhoneText.read($0) != nil }),
            (.site, { WebAddress.read($0) != nil }),
            (.address, { $0.wholeMatch(of: /\d+[^ ]*,? .*\p{L}{2}.*/) != nil }),
        ]
        return kinds.first { kind in cells.count(where: kind.1) * 2 > cells.count }?.0
    }
}

/// Reads a place out of one cell or two.
enum PlaceText {
    /// «48.8505879602, 2.39254671346».
    static func read(_ text: String) -> Shop.Place? {
        let parts = text.split { $0 == "," || $0 == ";" || $0 == " " }
        guard parts.count == 2, text.contains(".") else { return nil }
        return read(String(parts[0]), String(parts[1]))
    }

    /// A latitude and a longitude in degrees, with a point or a comma; nil outside the world, and for 0, 0, which is what
    /// programs write for «unknown».
    static func read(_ latitude: String, _ longitude: String) -> Shop.Place? {
        guard let latitude = Double(latitude.replacing(",", with: ".")),
            let longitude = Double(longitude.replacing(",", with: ".")), (-90.0...90).contains(latitude),
            (-180.0...180).contains(longitude), latitude != 0 || longitude != 0
        else { return nil }
        return Shop.Place(latitude: latitude, longitude: longitude)
    }
}

/// Reads a telephone number.
enum PhoneText {
    /// «0143000000» and the «143000000» a spreadsheet makes of it → «01 43 00 00 00»; a number of another country as it is
    /// written; nil for anything else.
    static func read(_ text: String) -> String? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard text.count <= ShopForm.phoneLimit, (4...15).contains(digits.count),
            (text.hasPrefix("+") ? text.dropFirst() : text[...])
                .allSatisfy({ ($0.isASCII && $0.isNumber) || " ().-/\u{A0}\u{202F}".contains($0) })
        else { return nil }
        let national =
            if digits.count == 10, digits.hasPrefix("0") { digits } else if digits.count == 9, !digits.hasPrefix("0") {
                "0" + digits
            } else { "" }
        guard !national.isEmpty, !text.contains("+") else { return text }
        return stride(from: 0, to: 10, by: 2).map { String(national.dropFirst($0).prefix(2)) }.joined(separator: " ")
    }
}
