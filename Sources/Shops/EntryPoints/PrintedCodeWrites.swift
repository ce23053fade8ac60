import Base
import SQLite
import Shell

extension PrintedCode.Details {
    /// The result of the button that makes a code.
    package struct Added: Sendable {
        package let code: String
        /// False if an equal one was added in the last minute: the button was pressed twice.
        package let isNew: Bool
    }

    /// Adds a code with these details. `letters` makes codes; it is called again while the code is taken.
    /// - Returns: the code, or one with the same details added in the last minute; nil when the owner already has
    ///   `SiteLimits.printedCodes` codes.
    package func insert(
        of owner: EntryPoint.Owner, letters: () -> String, at now: Instant, in db: Writer
    ) throws -> Added? {
        let (shop, project) = owner.columns
        let duplicate = try db.first(
            """
            SELECT code FROM entry_point
             WHERE shop_id IS ?1 AND project_id IS ?2 AND medium = ?3 AND place = ?4 AND cost_cents IS ?5
               AND from_on IS ?6 AND until_on IS ?7 AND created_at > ?8 AND ended_at IS NULL
            """, shop, project, medium.rawValue, place, cost, from, until, now - 60
        ) { $0.text(0) }
        if let duplicate { return Added(code: duplicate, isNew: false) }
        let count = try db.first(
            "SELECT count(*) FROM entry_point WHERE shop_id IS ?1 AND project_id IS ?2", shop, project
        ) { $0.int(0) }
        guard count ?? 0 < SiteLimits.printedCodes else { return nil }
        var code = letters()
        while try EntryPoint.isTaken(code, in: db) { code = letters() }
        try insert(as: code, of: owner, at: now, in: db)
        return Added(code: code, isNew: true)
    }

    /// Adds a code that is not taken, such as the first one of a new shop.
    package func insert(
        as code: String, of owner: EntryPoint.Owner, at now: Instant, in db: Writer
    ) throws {
        let (shop, project) = owner.columns
        try db.run(
            """
            INSERT INTO entry_point (code, shop_id, project_id, medium, place, cost_cents, from_on, until_on, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, code, shop, project, medium.rawValue, place, cost, from, until, now)
    }
}

extension PrintedCode {
    /// Replaces its details.
    /// - Returns: false when they changed meanwhile.
    package func change(to new: Details, in db: Writer) throws -> Bool {
        let changed = try db.run(
            """
            UPDATE entry_point
               SET medium = ?3, place = ?4, cost_cents = ?5, from_on = ?6, until_on = ?7, version = version + 1
             WHERE code = ?1 AND version = ?2
            """, code, version, new.medium.rawValue, new.place, new.cost, new.from, new.until)
        return changed == 1
    }

    /// Ends it: printed copies still lead to its page, and their scans are counted apart.
    package func end(at now: Instant, in db: Writer) throws {
        try db.run("UPDATE entry_point SET ended_at = ?2 WHERE code = ?1 AND ended_at IS NULL", code, now)
    }

    /// Puts it back in use.
    package func restore(in db: Writer) throws {
        try db.run("UPDATE entry_point SET ended_at = NULL WHERE code = ?1", code)
    }

    /// Makes a new counter code for its shop if this was the last one that had not ended: posters and links of the
    /// counter never have the code of another medium.
    /// - Returns: the new code; nil when none was needed, or the shop has `SiteLimits.printedCodes` codes.
    package func replaceAtCounter(letters: () -> String, at now: Instant, in db: Writer) throws -> String? {
        guard case .shop(let shop) = owner, details.medium == .counter else { return nil }
        let hasOther = try db.first(
            "SELECT 1 FROM entry_point WHERE shop_id = ?1 AND medium = 'counter' AND ended_at IS NULL LIMIT 1", shop
        ) { _ in true }
        if hasOther != nil { return nil }
        return try Details(.counter).insert(of: owner, letters: letters, at: now, in: db)?.code
    }

    /// Adds a code with these details to each listed shop that has no current code on their medium.
    /// - Returns: how many were added.
    package static func insertForEveryShop(
        _ details: Details, letters: () -> String, at now: Instant, in db: Writer
    ) throws -> Int {
        let shops = try db.rows(
            """
            SELECT id FROM shop
             WHERE removed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM entry_point
                                WHERE shop_id = shop.id AND medium = ?1 AND ended_at IS NULL)
             ORDER BY id
            """, details.medium.rawValue
        ) { Shop.ID(rawValue: $0.int(0)) }
        var count = 0
        for shop in shops {
            let added = try details.insert(of: .shop(shop), letters: letters, at: now, in: db)
            count += added == nil ? 0 : 1
        }
        return count
    }
}

extension EntryPoint.Owner {
    /// The values of its two columns.
    fileprivate var columns: (shop: Shop.ID?, project: Int?) {
        switch self {
        case .association: (nil, nil)
        case .shop(let shop): (shop, nil)
        case .project(let row): (nil, row)
        }
    }
}
