import SQLite

extension StoredImport {
    /// What undoing an import did.
    struct Undone: Sendable, Equatable {
        var removed = 0
        var restored = 0
        /// Shops left as they are, by name.
        var kept: [String] = []
    }

    private struct Change {
        let shop: Shop.ID
        let before: String?
        let version: Int
        let name: String
        let isFree: Bool
    }

    /// Takes back what confirming wrote: shops it made are removed, shops it changed are as before. Left alone is every shop
    /// somebody has changed since, and every new one that has a shopkeeper or an encounter by now. Nil when there is nothing
    /// to undo, or somebody did.
    func undo(_ prepared: ImportPreparation, at now: Instant, in db: Writer) throws -> Undone? {
        let first = try db.run(
            "UPDATE shop_import SET undone_at = ?2 WHERE id = ?1 AND confirmed_at IS NOT NULL AND undone_at IS NULL",
            row,
            now)
        guard first == 1 else { return nil }
        var undone = Undone()
        for change in try changes(in: db) {
            if let before = change.before {
                do {
                    try prepared.indexed(SavedDetails(json: before).details, of: change.shop.rawValue)
                        .update(change.shop, version: change.version, at: now, in: db)
                    undone.restored += 1
                } catch Failure.conflict { undone.kept.append(change.name) }
            } else if change.isFree {
                try Shop.remove(change.shop, at: now, in: db)
                undone.removed += 1
            } else {
                undone.kept.append(change.name)
            }
        }
        var choices = choices
        choices.result?.keptByUndo = Array(undone.kept.prefix(200))
        try db.run("UPDATE shop_import SET choices = ?2 WHERE id = ?1", row, choices.json)
        return undone
    }

    /// The shops confirming wrote over, with what they were before.
    func overwritten(in db: Reader) throws -> [(Shop.ID, ShopDetails)] {
        try changes(in: db).compactMap { change in
            try change.before.map { (change.shop, try SavedDetails(json: $0).details) }
        }
    }

    private func changes(in db: Reader) throws -> [Change] {
        try db.rows(
            """
            SELECT change.shop_id, change.before, change.version_after, shop.name,
                   shop.version = change.version_after
                   AND NOT EXISTS (SELECT 1 FROM shopkeeper WHERE shopkeeper.shop_id = shop.id)
                   AND NOT EXISTS (SELECT 1 FROM encounter WHERE encounter.shop_id = shop.id)
              FROM shop_import_change AS change JOIN shop ON shop.id = change.shop_id
             WHERE change.import_id = ?1 AND shop.removed_at IS NULL
             ORDER BY change.line
            """, row
        ) { row in
            Change(
                shop: Shop.ID(rawValue: row.int(0)), before: row.optionalText(1), version: row.int(2),
                name: row.text(3),
                isFree: row.bool(4))
        }
    }
}
