import SQLite

extension PosterShop {
    /// Shops by name, of one street or of all.
    static func all(
        street key: String?, limit: Int, offset: Int, in db: Reader
    ) throws -> [PosterShop] {
        let street = key == nil ? "" : "AND street_key = ?"
        let values: [any Bindable] = (key.map { [$0] } ?? []) + [limit, offset] as [any Bindable]
        return try db.rows(
            """
            SELECT name, code FROM shop
             WHERE removed_at IS NULL \(street)
             ORDER BY name_key, id
             LIMIT ? OFFSET ?
            """, values: values
        ) { row in PosterShop(name: row.text(0), code: row.text(1)) }
    }

    /// How many shops a street has.
    static func count(street key: String, in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM shop WHERE removed_at IS NULL AND street_key = ?1", key) { $0.int(0) } ?? 0
    }
}
