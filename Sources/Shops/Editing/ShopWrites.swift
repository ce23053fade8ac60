import SQLite

/// The details of a shop with what they are found and sorted by, ready to be written.
struct IndexedDetails: Sendable {
    let details: ShopDetails
    private let nameKey, tradeKey, street, streetKey, streetWords, descriptionWords: String

    init(_ details: ShopDetails) {
        self.details = details
        (nameKey, tradeKey, street) = (details.name.folded, details.trade.folded, details.street)
        (streetKey, streetWords, descriptionWords) = (Street.key(street), street.folded, details.description.folded)
    }

    /// Adds a shop with a code of its own and gives its row. `letters` makes codes; a taken one is made again.
    func insert(code letters: () -> String, at now: Instant, in db: Writer) throws -> Shop.ID {
        var code = letters()
        while try db.first("SELECT 1 FROM shop WHERE code = ?1", code, decode: { _ in true }) != nil {
            code = letters()
        }
        try db.run(
            """
            INSERT INTO shop (code, name, name_key, trade, trade_key, address, street, street_key, postcode, town,
                              latitude, longitude, description, site, phone, created_at, updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16)
            """, code, details.name, nameKey, details.trade, tradeKey, details.address, street, streetKey,
            details.postcode, details.town, details.place?.latitude, details.place?.longitude, details.description,
            details.site, details.phone, now)
        let id = Shop.ID(rawValue: Int(db.lastInsertedID))
        try index(id, in: db)
        return id
    }

    /// Writes the details over those of a shop whose version is still `version`; `conflict` when it changed meanwhile.
    func update(_ id: Shop.ID, version: Int, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE shop
               SET name = ?3, name_key = ?4, trade = ?5, trade_key = ?6, address = ?7, street = ?8, street_key = ?9,
                   postcode = ?10, town = ?11, latitude = ?12, longitude = ?13, description = ?14, site = ?15,
                   phone = ?16, updated_at = ?17, version = version + 1
             WHERE id = ?1 AND version = ?2 AND removed_at IS NULL
            """, id, version, details.name, nameKey, details.trade, tradeKey, details.address, street, streetKey,
            details.postcode, details.town, details.place?.latitude, details.place?.longitude, details.description,
            details.site, details.phone, now)
        guard changed == 1 else { throw Failure.conflict }
        try db.run("DELETE FROM shop_search WHERE rowid = ?1", id)
        try index(id, in: db)
    }

    private func index(_ id: Shop.ID, in db: Writer) throws {
        try db.run(
            "INSERT INTO shop_search (rowid, name, trade, street, description) VALUES (?1, ?2, ?3, ?4, ?5)", id,
            nameKey, tradeKey, streetWords, descriptionWords)
    }
}

extension ShopDetails {
    /// As `IndexedDetails.insert`.
    func insert(code letters: () -> String, at now: Instant, in db: Writer) throws -> Shop.ID {
        try IndexedDetails(self).insert(code: letters, at: now, in: db)
    }

    /// As `IndexedDetails.update`.
    func update(_ id: Shop.ID, version: Int, at now: Instant, in db: Writer) throws {
        try IndexedDetails(self).update(id, version: version, at: now, in: db)
    }

    /// The code of the shop added with the same name, trade and address since then: a button touched twice.
    func twin(since then: Instant, in db: Reader) throws -> String? {
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
    /// Takes a shop out of the directory; everything about it stays.
    static func remove(_ id: ID, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE shop SET removed_at = ?2, version = version + 1 WHERE id = ?1 AND removed_at IS NULL", id, now)
    }

    /// Puts a shop back into the directory and gives its name; nil when none with this code was removed. One that is there
    /// already (two taps on «Annuler») is left as it is.
    static func restore(_ code: String, at now: Instant, in db: Writer) throws -> String? {
        try db.run(
            """
            UPDATE shop SET removed_at = NULL, updated_at = ?2, version = version + 1
             WHERE code = ?1 AND removed_at IS NOT NULL
            """, code, now)
        return try db.first("SELECT name FROM shop WHERE code = ?1 AND removed_at IS NULL", code) { $0.text(0) }
    }
}
