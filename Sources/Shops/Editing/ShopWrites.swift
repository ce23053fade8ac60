import Base
import SQLite
import Shell

/// The details of a shop with their search and sort keys, ready to be written.
struct IndexedDetails: Sendable {
    let details: ShopDetails
    private let nameKey, tradeKey, street, streetKey, streetWords, townWords, descriptionWords: String

    init(_ details: ShopDetails) {
        self.details = details
        (nameKey, tradeKey, street) = (details.name.folded, details.trade.folded, details.street)
        (streetKey, streetWords, descriptionWords) = (Street.key(street), street.folded, details.description.folded)
        townWords = (details.town + " " + details.postcode).folded
    }

    /// Inserts a shop with a new code, which becomes the code of its counter too. `letters` makes codes; it is called
    /// again while the code is taken.
    /// - Returns: the row of the shop.
    func insert(code letters: () -> String, by author: ShopAuthor, in db: Writer) throws -> Shop.ID {
        var code = letters()
        while try EntryPoint.isTaken(code, in: db) { code = letters() }
        try db.run(Self.insertion, values: values + [code, author.at, author.at])
        let id = Shop.ID(rawValue: Int(db.lastInsertedID))
        try PrintedCode.Details(.counter).insert(as: code, of: .shop(id), at: author.at, in: db)
        try index(id, in: db)
        try author.record(details.changed(from: ShopDetails()).map(\.name), of: id, in: db)
        return id
    }

    /// Replaces the details of a shop whose version is still that of `shop`; `conflict` when it changed meanwhile.
    /// `others` are fields of `shop_field` outside the details that are written with them: days of the week.
    func update(_ shop: Shop, also others: [String] = [], by author: ShopAuthor, in db: Writer) throws {
        let changed = try db.run(Self.change, values: values + [shop.id, shop.version, author.at])
        guard changed == 1 else { throw Failure.conflict }
        try db.run("DELETE FROM shop_search WHERE rowid = ?1", shop.id)
        try index(shop.id, in: db)
        try author.record(details.changed(from: shop.details).map(\.name) + others, of: shop.id, in: db)
    }

    /// The written columns, in the order of `values`.
    private static let columns =
        ShopFields.texts.map(\.column)
        + ["name_key", "trade_key", "street", "street_key", "latitude", "longitude"]

    private var values: [any Bindable] {
        ShopFields.texts.map { $0.value(in: details) }
            + [nameKey, tradeKey, street, streetKey, details.place?.latitude, details.place?.longitude]
    }

    private static let insertion: String = {
        let names = columns + ["code", "created_at", "updated_at"]
        let marks = names.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        return "INSERT INTO shop (\(names.joined(separator: ", "))) VALUES (\(marks))"
    }()

    private static let change: String = {
        let count = columns.count
        let settings = columns.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: ", ")
        return """
            UPDATE shop SET \(settings), updated_at = ?\(count + 3), version = version + 1
             WHERE id = ?\(count + 1) AND version = ?\(count + 2) AND removed_at IS NULL
            """
    }()

    private func index(_ id: Shop.ID, in db: Writer) throws {
        try db.run(Self.indexing, id, nameKey, tradeKey, streetWords, townWords, descriptionWords)
        try DirectoryStamp.renew(in: db)
    }

    private static let indexing =
        "INSERT INTO shop_search (rowid, name, trade, street, town, description) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

    /// Fills the search index again: that of a backup may be empty or damaged.
    static func rebuildIndex(in db: Writer) throws {
        try db.run("INSERT INTO shop_search (shop_search) VALUES ('rebuild')")
        try db.run("DELETE FROM shop_search")
        let shops = try db.rows(
            "SELECT id, name, trade, street, town || ' ' || postcode, description FROM shop"
        ) { row in (id: row.int(0), words: (1...5).map { row.text($0).folded }) }
        for shop in shops {
            let words = shop.words
            try db.run(indexing, shop.id, words[0], words[1], words[2], words[3], words[4])
        }
    }
}

extension ShopDetails {
    /// As `IndexedDetails.insert`.
    package func insert(code letters: () -> String, by author: ShopAuthor, in db: Writer) throws -> Shop.ID {
        try IndexedDetails(self).insert(code: letters, by: author, in: db)
    }

    /// As `IndexedDetails.update`.
    package func update(_ shop: Shop, also others: [String] = [], by author: ShopAuthor, in db: Writer) throws {
        try IndexedDetails(self).update(shop, also: others, by: author, in: db)
    }

    /// The code of a shop added with the same name, trade and address since `then`: a button pressed twice.
    package func duplicate(since then: Instant, in db: Reader) throws -> String? {
        try db.first(
            """
            SELECT code FROM shop
             WHERE name_key = ?1 AND trade_key = ?2 AND address = ?3 AND town = ?4 AND created_at > ?5
               AND removed_at IS NULL
             LIMIT 1
            """, name.folded, trade.folded, address, town, then
        ) { $0.text(0) }
    }
}

extension Shop {
    /// Removes a shop from the directory; its rows are preserved.
    package static func remove(_ id: ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE shop SET removed_at = ?2, version = version + 1 WHERE id = ?1 AND removed_at IS NULL", id, now)
        try DirectoryStamp.renew(in: db)
    }

    /// Restores a removed shop and returns its name; nil when no shop has this code. A shop that was restored already
    /// (two presses of «Annuler») is left as it is.
    package static func restore(_ code: String, at now: Instant, in db: Writer) throws -> String? {
        try db.run(
            """
            UPDATE shop SET removed_at = NULL, updated_at = ?2, version = version + 1
             WHERE code = ?1 AND removed_at IS NOT NULL
            """, code, now)
        try DirectoryStamp.renew(in: db)
        return try db.first("SELECT name FROM shop WHERE code = ?1 AND removed_at IS NULL", code) { $0.text(0) }
    }
}
