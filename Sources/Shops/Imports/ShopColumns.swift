import Base
import Shell

/// What each column of a file holds.
struct ShopColumns: Sendable, Equatable, Codable {
    /// One per column of the file; nil for an unused one.
    var matched: [ShopColumn?]
    /// The column «Nom» beside «Prénom»: it holds the names of people, so nothing is published from it unasked.
    var surname: Int?

    /// The columns of `records` below their titles; without titles, guessed from the cells.
    static func guess(_ records: [FileRecord], titles: FileRecord?) -> ShopColumns {
        let width = min(records.prefix(200).map(\.cells.count).max() ?? 0, SiteLimits.importColumns)
        guard let titles else { return ShopColumns(matched: byContent(records, width: width)) }
        return byTitle(titles.cells.prefix(width).map(\.self), width: width)
    }

    // MARK: Titles

    /// The record with the titles: the first of the first twenty that names the columns; nil when none does.
    static func titles(of records: [FileRecord]) -> FileRecord? {
        let width = records.prefix(200).map(\.cells.count).max() ?? 0
        for (index, record) in records.prefix(20).enumerated() {
            let known = Set(record.cells.prefix(SiteLimits.importColumns).compactMap(ShopColumn.init(header:)))
            // A shop may be called «Services», so titles are the name, or two columns, or a file of one column. Further
            // down, where shops are more likely, they are two columns with a name, or three.
            let isFirst = known.contains(.name) || known.count >= 2 || (known.count == 1 && width == 1)
            if index == 0 ? isFirst : known.count >= (known.contains(.name) ? 2 : 3) { return record }
        }
        return nil
    }

    private static func byTitle(_ titles: [String], width: Int) -> ShopColumns {
        var columns = ShopColumns(matched: [ShopColumn?](repeating: nil, count: width))
        var seen: Set<ShopColumn> = []
        for (index, title) in titles.enumerated() {
            guard let column = ShopColumn(header: title), column != .name, seen.insert(column).inserted else {
                continue
            }
            columns.matched[index] = column
        }
        let names = titles.enumerated().filter { ShopColumn(header: $0.1) == .name }
            .map { (index: $0.0, title: NameTitle($0.1)) }
        if let best = names.map(\.title).min(), let index = names.first(where: { $0.title == best })?.index {
            let isAsked = best == .person || best == .plain && titles.contains(where: NameTitle.isOfPerson)
            if isAsked { columns.surname = index } else { columns.matched[index] = .name }
        }
        columns.dropStrayNumber(titles)
        return columns
    }

    /// «N°» and «Numéro» are house numbers only beside a street.
    private mutating func dropStrayNumber(_ titles: [String]) {
        guard let number = matched.firstIndex(of: .streetNumber) else { return }
        let hasStreet = matched.enumerated().contains { index, column in
            [.streetType, .streetName].contains(column)
                || column == .address && ["rue", "voie", "street"].contains(titles[index].folded)
        }
        if !hasStreet { matched[number] = nil }
    }

    // MARK: Cells

    /// Without titles: postcodes, addresses, sites and telephone numbers are recognised; e-mail addresses and numbers
    /// are left out; of the other texts, the first is the name, the second the trade, the third the description.
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
            } else if cells.count(where: isWords) * 2 >= cells.count {
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

    /// Whether a text has a letter, and is no e-mail address.
    private static func isWords(_ text: String) -> Bool {
        text.contains(where: \.isLetter) && !(text.contains("@") && !text.contains(" "))
    }

    /// Whether a text is a number and then words: «12 rue Royale», «3bis, quai des Bateaux». In one pass: a regular
    /// expression would try each pair of places.
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

/// Which name a column of names holds, by its title. A file often has several: the lowest is the name of the shop.
enum NameTitle: Int, Comparable {
    /// «Enseigne», «Nom du commerce».
    case sign
    /// «Nom commercial».
    case commercial
    /// «Raison sociale»: a company’s legal name.
    case legal
    /// «Nom»: beside «Prénom», a surname.
    case plain
    /// «Commerçant», «Adhérent»: a shop or a person.
    case person

    init(_ title: String) {
        let words = Self.words(title)
        self =
            if ["nom commercial", "trade name", "denomination usuelle", "denominationusuelleetablissement"].contains(
                words)
            {
                .commercial
            } else if ["raison sociale", "denomination", "denomination sociale", "company", "denominationunitelegale"]
                .contains(words)
            {
                .legal
            } else if ["nom", "name"].contains(words) {
                .plain
            } else if ["commercant", "adherent"].contains(words) {
                .person
            } else {
                .sign
            }
    }

    /// Whether a title names a column about people.
    static func isOfPerson(_ title: String) -> Bool {
        [
            "prenom", "prenoms", "civilite", "civ", "first name", "firstname", "given name", "last name",
            "nom de naissance",
            "nom d usage", "date de naissance",
        ].contains(words(title))
    }

    private static func words(_ title: String) -> String {
        guard title.utf8.count <= 200 else { return "" }
        return title.prefix { $0 != "(" }.lowercased().folded.split { !($0.isLetter || $0.isNumber) }
            .joined(separator: " ")
    }

    static func < (a: NameTitle, b: NameTitle) -> Bool { a.rawValue < b.rawValue }
}
