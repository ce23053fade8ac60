import Base
import HTMLTemplate
import SQLite
import Shell

/// Shops as rows of an imported list.
enum ShopRows: ImportKind {
    typealias Line = ImportLine

    static let name = "shops"
    static let identifying = Set(
        [ShopFields.name, ShopFields.address, ShopFields.postcode, ShopFields.town].map(\.name))

    static func stamp(in db: Reader) throws -> Int { try DirectoryStamp.current(in: db).value }

    static func known(in db: Reader) throws -> [KnownRow<Shop>] {
        let said = try ListRow.all(of: name, in: db)
        let ownWords = try ShopAuthor.ownWords(in: db).mapValues(withWeek)
        let weeks = try OpeningHours.weeks(in: db)
        return try Shop.all(in: db).map { shop in
            var texts = shop.details.texts(of: ShopFields.all)
            texts[WeekText.field] = WeekText.write(weeks[shop.id]?.intervals ?? [])
            let list = said[shop.id.rawValue] ?? [:]
            let identities = [RowIdentity(shop: texts)] + (list.isEmpty ? [] : [RowIdentity(shop: list)])
            return KnownRow(
                row: shop, id: shop.id.rawValue, code: shop.code.lowercased(), title: shop.title, texts: texts,
                version: shop.version, said: list, ownWords: ownWords[shop.id] ?? [:], identities: identities)
        }
    }

    /// The week was written when the last of its days was.
    private static func withWeek(_ words: [String: Instant]) -> [String: Instant] {
        var words = words
        words[WeekText.field] = WeekText.days.compactMap { words[$0] }.max { $0.seconds < $1.seconds }
        return words
    }

    static func words(_ text: String, of field: String, _ messages: Messages) -> String {
        ShopFields.all.first { $0.name == field }?.words(text, messages) ?? text
    }

    // MARK: The texts of a line

    static func news(in line: ImportLine, over row: KnownRow<Shop>) -> [String] {
        let week = line.texts[WeekText.field]
        let hasNewWeek = week != nil && week != row.texts[WeekText.field]
        return ShopFields.all.filter { field in
            guard let text = line[field], let old = row.texts[field.name], text != old else { return false }
            return old.isEmpty || isNews(text, typed: line.raw[ShopColumn(field)] ?? text, over: old, in: field)
        }.map(\.name) + (hasNewWeek ? [WeekText.field] : [])
    }

    /// Whether a text adds something to a stored one. Differences in capitals, missing accents, abbreviations and white
    /// space do not count.
    private static func isNews(_ text: String, typed: String, over old: String, in field: ShopField) -> Bool {
        if typed.oneLine == old.oneLine || text.oneLine == old.oneLine { return false }
        let isAddress = field.name == ShopFields.address.name
        let isSame = isAddress ? ShopSpelling.address(text) == ShopSpelling.address(old) : text.folded == old.folded
        guard isSame else { return true }
        guard typed.contains(where: \.isLowercase), typed.contains(where: \.isUppercase) else { return false }
        if isAddress, text.folded != old.folded {
            return ShopSpelling.abbreviations(in: text) < ShopSpelling.abbreviations(in: old)
        }
        return accents(text) >= accents(old)
    }

    private static func accents(_ text: String) -> Int { text.unicodeScalars.count { !$0.isASCII && $0 != "’" } }

    /// The position belongs to the address: it is written only to a shop that has, or gets, the address of the line.
    static func texts(of line: ImportLine, writing fields: [String], over row: KnownRow<Shop>) -> [String: String] {
        var texts = line.texts.filter { fields.contains($0.key) }
        let address = ShopFields.address.name
        if let typed = line.texts[address] {
            let stored = texts[address] ?? row.texts[address] ?? ""
            if ShopSpelling.address(stored) != ShopSpelling.address(typed) { texts[ShopFields.place.name] = nil }
        }
        return texts
    }

    // MARK: Writing

    static func values(_ texts: [String: String], over row: Shop?) -> ShopValues {
        let old = row?.details ?? ShopDetails(name: "", trade: ImportLine.otherTrade)
        return ShopValues(
            details: IndexedDetails(old.replacing(texts)), week: texts[WeekText.field].flatMap(WeekText.read))
    }

    static func insert(_ values: ShopValues, code: () -> String, by author: ImportAuthor, in db: Writer) throws -> Int {
        let shop = try values.details.insert(code: code, by: ShopAuthor(author), in: db)
        if let week = values.week {
            try OpeningHours(intervals: week).save(for: shop, in: db)
            try ShopAuthor(author).record(WeekText.days, of: shop, in: db)
        }
        return shop.rawValue
    }

    static func update(_ row: Shop, to values: ShopValues, by author: ImportAuthor, in db: Writer) throws {
        guard let week = values.week else { return try values.details.update(row, by: ShopAuthor(author), in: db) }
        var hours = try OpeningHours.of(row.id, in: db)
        let changed = (1...7).filter { hours.intervals.on($0) != week.on($0) }.map(WeekForm.unit(of:))
        hours.intervals = week
        try values.details.update(row, also: changed, by: ShopAuthor(author), in: db)
        try hours.save(for: row.id, in: db)
    }

    static func remove(_ row: Int, at now: Instant, in db: Writer) throws {
        try Shop.remove(Shop.ID(rawValue: row), at: now, in: db)
    }

    static func putBack(_ row: Int, at now: Instant, in db: Writer) throws {
        guard let state = try state(of: row, in: db) else { return }
        _ = try Shop.restore(state.row.code, at: now, in: db)
    }

    static func state(of row: Int, in db: Reader) throws -> RowState<Shop>? {
        try db.first(
            """
            SELECT \(Shop.columns), shop.removed_at IS NOT NULL,
                   EXISTS (SELECT 1 FROM office WHERE office.shop_id = shop.id)
                   OR EXISTS (SELECT 1 FROM encounter WHERE encounter.shop_id = shop.id)
              FROM shop WHERE shop.id = ?1
            """, row
        ) { row in
            let shop = try Shop(row: row)
            let next = Shop.columnCount
            return RowState(
                row: shop, name: shop.name, version: shop.version, isRemoved: row.bool(next), isUsed: row.bool(next + 1)
            )
        }
    }

    static func authors(of fields: [String], of row: Int, in db: Reader) throws -> [String: FieldAuthor] {
        let names = names(of: fields)
        return try ShopAuthor.stored(of: Shop.ID(rawValue: row), in: db).filter { names.contains($0.key) }
    }

    static func putBack(_ authors: [String: FieldAuthor], of fields: [String], of row: Int, in db: Writer) throws {
        try ShopAuthor.putBack(authors, of: names(of: fields), of: Shop.ID(rawValue: row), in: db)
    }
}

extension ShopRows {
    /// The names that `shop_field` has for these fields.
    fileprivate static func names(of fields: [String]) -> [String] {
        fields.flatMap { $0 == WeekText.field ? WeekText.days : [$0] }
    }
}

/// A shop ready to be written.
struct ShopValues: Sendable {
    let details: IndexedDetails
    /// The usual week; nil when it stays.
    let week: [OpeningHours.Interval]?
}

extension ShopAuthor {
    fileprivate init(_ author: ImportAuthor) {
        self.init(member: author.member, at: author.at, source: .fileOfShops)
    }
}

extension Shop {
    /// «Café de la Gare, 3 place de la Gare, 01000 Bourg».
    fileprivate var title: String { [details.name, fullAddress].filter { !$0.isEmpty }.joined(separator: ", ") }

    /// Every shop of the directory, the oldest first: with as many as a list has lines, several times over.
    static func all(in db: Reader) throws -> [Shop] {
        try db.rows(
            "SELECT \(columns) FROM shop INDEXED BY shop_by_name WHERE removed_at IS NULL ORDER BY name_key, id LIMIT ?1",
            SiteLimits.directoryShops, decode: Shop.init(row:)
        ).sorted { $0.id.rawValue < $1.id.rawValue }
    }
}
