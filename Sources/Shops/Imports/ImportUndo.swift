import Base
import Shell
import Foundation
import SQLite

extension StoredImport {
    /// The result of undoing an import.
    package struct Undone: Sendable, Equatable {
        package var removed = 0
        package var restored = 0
        /// Names of the shops left in place.
        package var stayed: [String] = []
    }

    private struct Change {
        let shop: Shop
        /// The texts that were replaced, by field; nil for a shop that the import added.
        let before: [String: String]?
        /// Whether the shop has not changed since.
        let isUntouched: Bool
        let isFree: Bool

        package init(shop: Shop, before: [String: String]?, isUntouched: Bool, isFree: Bool) {
            self.shop = shop
            self.before = before
            self.isUntouched = isUntouched
            self.isFree = isFree
        }
    }

    /// Undoes a confirmed import: removes the shops it added and restores the fields it changed. A shop that has
    /// changed since, and a new one with a shopkeeper or an encounter, is left in place. Nil when there is nothing to
    /// undo, or it is undone already.
    package func undo(_ prepared: ImportPreparation, by member: Member.ID, at now: Instant, in db: Writer) throws
        -> Undone?
    {
        let first = try db.run(
            "UPDATE shop_import SET undone_at = ?2 WHERE id = ?1 AND confirmed_at IS NOT NULL AND undone_at IS NULL",
            row,
            now)
        guard first == 1 else { return nil }
        var undone = Undone()
        let author = ShopAuthor(member: member, at: now, source: .undo)
        for change in try changes(in: db) {
            if let before = change.before, change.isUntouched {
                let details = change.shop.details.replacing(before)
                try prepared.indexed(details, of: change.shop.id.rawValue).update(change.shop, by: author, in: db)
                undone.restored += 1
            } else if change.before == nil, change.isFree {
                try Shop.remove(change.shop.id, at: now, in: db)
                undone.removed += 1
            } else {
                undone.stayed.append(change.shop.name)
            }
        }
        var choices = choices
        choices.result?.stayed = Array(undone.stayed.prefix(200))
        try db.run("UPDATE shop_import SET choices = ?2 WHERE id = ?1", row, choices.json)
        return undone
    }

    /// The shops the import changed, with the details that undoing restores.
    package func restored(in db: Reader) throws -> [(Shop.ID, ShopDetails)] {
        try changes(in: db).compactMap { change in
            change.before.map { (change.shop.id, change.shop.details.replacing($0)) }
        }
    }

    private func changes(in db: Reader) throws -> [Change] {
        try db.rows(
            """
            SELECT \(Shop.columns), change.before, shop.version = change.version_after,
                   shop.version = change.version_after
                   AND NOT EXISTS (SELECT 1 FROM office WHERE office.shop_id = shop.id)
                   AND NOT EXISTS (SELECT 1 FROM encounter WHERE encounter.shop_id = shop.id)
              FROM shop_import_change AS change JOIN shop ON shop.id = change.shop_id
             WHERE change.import_id = ?1 AND shop.removed_at IS NULL
             ORDER BY change.line
            """, row
        ) { row in
            let next = Shop.columnCount
            return Change(
                shop: try Shop(row: row),
                before: try row.optionalText(next).map {
                    try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
                }, isUntouched: row.bool(next + 1), isFree: row.bool(next + 2))
        }
    }
}
