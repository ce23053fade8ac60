import Base
import SQLite

/// A printed code, and the shop, project or association it leads to. Each shop has one for its counter from the start.
package enum EntryPoint {
    /// The thing that carries a code, never a person. Stored as text without a list of values.
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

    /// The code on the counter of a shop; nil only for a shop without any printed code.
    package static func counter(of shop: Shop.ID, in db: Reader) throws -> String? {
        try db.first("SELECT \(counterSQL(of: "?1"))", shop) { $0.optionalText(0) } ?? nil
    }

    /// The codes of shops on one medium, by the code of the shop. Each shop has one for its counter; for another
    /// medium, shops without a code that has not ended are left out.
    package static func codes(of shops: [String], on medium: Medium, in db: Reader) throws -> [String: String] {
        let marks = shops.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let ofMedium = """
            (SELECT code FROM entry_point WHERE shop_id = shop.id AND medium = ?\(shops.count + 1) AND ended_at IS NULL
              ORDER BY created_at, code LIMIT 1)
            """
        let isCounter = medium == .counter
        let pairs = try db.rows(
            "SELECT code, \(isCounter ? counterSQL(of: "shop.id") : ofMedium) FROM shop WHERE code IN (\(marks))",
            values: shops + (isCounter ? [] : [medium.rawValue])
        ) { row in (row.text(0), row.optionalText(1)) }
        return pairs.reduce(into: [:]) { $0[$1.0] = $1.1 ?? (isCounter ? $1.0 : nil) }
    }

    /// The media to print of the codes of shops that have not ended: a letter and the radio carry no poster.
    static func mediaOfShops(in db: Reader) throws -> Set<Medium> {
        let found = try db.rows(
            """
            SELECT DISTINCT medium FROM entry_point
             WHERE shop_id IS NOT NULL AND ended_at IS NULL AND medium NOT IN ('newsletter', 'radio')
            """
        ) { Medium(rawValue: $0.text(0)) }
        return Set(found.compactMap(\.self))
    }

    /// The SQL expression of a shop’s counter code: the first that has not ended, else an ended one; that of another
    /// medium only when the counter never had one. `shop` is the SQL expression of its id.
    package static func counterSQL(of shop: String) -> String {
        """
        (SELECT code FROM entry_point WHERE shop_id = \(shop)
          ORDER BY medium <> 'counter', ended_at IS NOT NULL, created_at, code LIMIT 1)
        """
    }

    /// Whether a code is already an entry point or the code of a shop.
    static func isTaken(_ code: String, in db: Reader) throws -> Bool {
        try db.first(
            "SELECT 1 FROM entry_point WHERE code = ?1 UNION ALL SELECT 1 FROM shop WHERE code = ?1 LIMIT 1", code
        ) { _ in true } ?? false
    }

    /// The code on the poster of a project, by its row; nil while none is made, and after its end.
    package static func code(ofProject project: Int, in db: Reader) throws -> String? {
        try db.first(
            """
            SELECT code FROM entry_point WHERE project_id = ?1 AND medium = 'project' AND ended_at IS NULL
             ORDER BY created_at, code LIMIT 1
            """, project
        ) { $0.text(0) }
    }

    /// Whom a code belongs to: it leads to their page.
    package enum Owner: Sendable, Hashable {
        case association
        case shop(Shop.ID)
        /// A project, by its row.
        case project(Int)

        init(shop: Int?, project: Int?) {
            self = shop.map { .shop(Shop.ID(rawValue: $0)) } ?? project.map(Owner.project) ?? .association
        }
    }

    /// The owner of a code; nil for an unknown code.
    package static func owner(of code: String, in db: Reader) throws -> Owner? {
        try db.first("SELECT shop_id, project_id FROM entry_point WHERE code = ?1", code) {
            Owner(shop: $0.optionalInt(0), project: $0.optionalInt(1))
        }
    }
}

extension EntryPoint.Medium {
    /// Whether a code of `owner` can be on it.
    package func fits(_ owner: EntryPoint.Owner) -> Bool {
        switch owner {
        case .shop: self != .project
        case .association: self != .project && self != .counter
        case .project: self != .counter
        }
    }
}
