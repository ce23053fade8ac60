import Base
import SQLite

/// A printed code, and the shop, project or association it leads to. Each shop has one for its counter from the start.
package enum EntryPoint {
    /// What carries a code: a thing, never a person. Open text in the store.
    package enum Medium: String, Sendable, CaseIterable {
        case counter, window, poster, flyer, kiosk, newsletter, radio, ambassador
        /// The poster of a project.
        case project
    }

    /// The name of the shop that a code leads to; nil when it leads to none or to a removed one.
    package static func shopName(_ code: String, in db: Reader) throws -> String? {
        try db.first(
            """
            SELECT shop.name FROM entry_point JOIN shop ON shop.id = entry_point.shop_id
             WHERE entry_point.code = ?1 AND shop.removed_at IS NULL
            """, code
        ) { $0.text(0) }
    }

    /// The code on the counter of a shop.
    package static func counter(of shop: Shop.ID, in db: Reader) throws -> String? {
        try db.first("SELECT \(counterSQL(of: "?1"))", shop) { $0.optionalText(0) } ?? nil
    }

    /// Counter codes, keyed by the shop code of the URL; a shop without a counter code has its shop code.
    package static func counters(of shops: [String], in db: Reader) throws -> [String: String] {
        let marks = shops.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let pairs = try db.rows(
            "SELECT code, \(counterSQL(of: "shop.id")) FROM shop WHERE code IN (\(marks))", values: shops
        ) { row in (row.text(0), row.optionalText(1)) }
        return Dictionary(pairs.map { ($0, $1 ?? $0) }) { first, _ in first }
    }

    /// The SQL expression of a shop’s counter code: the first that has not ended, else any; `shop` is the SQL expression
    /// of its id.
    package static func counterSQL(of shop: String) -> String {
        """
        (SELECT code FROM entry_point WHERE shop_id = \(shop)
          ORDER BY ended_at IS NOT NULL, medium <> 'counter', created_at, code LIMIT 1)
        """
    }

    /// Whether a code is already an entry point or the code of a shop.
    static func isTaken(_ code: String, in db: Reader) throws -> Bool {
        try db.first(
            "SELECT 1 FROM entry_point WHERE code = ?1 UNION ALL SELECT 1 FROM shop WHERE code = ?1 LIMIT 1", code
        ) { _ in true } ?? false
    }

    /// Adds a code that is not taken.
    package static func insert(
        _ code: String, on medium: Medium, of shop: Shop.ID, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "INSERT INTO entry_point (code, shop_id, medium, created_at) VALUES (?1, ?2, ?3, ?4)", code, shop,
            medium.rawValue, now)
    }

    /// The code on the poster of a project, by its row; nil while none is made.
    package static func code(ofProject project: Int, in db: Reader) throws -> String? {
        try db.first(
            "SELECT code FROM entry_point WHERE project_id = ?1 ORDER BY created_at, code LIMIT 1", project
        ) { $0.text(0) }
    }

    /// The row of the project that a code leads to; nil when it leads to none.
    package static func project(_ code: String, in db: Reader) throws -> Int? {
        try db.first("SELECT project_id FROM entry_point WHERE code = ?1", code) { $0.optionalInt(0) } ?? nil
    }

    /// Adds a code for the poster of a project. `letters` makes codes; it is called again while the code is taken.
    package static func insert(
        ofProject project: Int, letters: () -> String, at now: Instant, in db: Writer
    ) throws {
        var code = letters()
        while try isTaken(code, in: db) { code = letters() }
        try db.run(
            "INSERT INTO entry_point (code, project_id, medium, created_at) VALUES (?1, ?2, ?3, ?4)", code, project,
            Medium.project.rawValue, now)
    }
}
