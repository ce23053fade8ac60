import Base
import Shell
import Foundation
import SQLite

/// A stored import: a row of `shop_import`.
package struct StoredImport: Sendable {
    let row: Int
    let publicID: String
    let fileName: String
    let startedAt: Instant
    let confirmedAt: Instant?
    let undoneAt: Instant?
    var choices: ImportChoices

    private static let columns = "id, public_id, file_name, started_at, confirmed_at, undone_at, choices"

    private init(row: Row) throws {
        self.row = row.int(0)
        publicID = row.text(1)
        fileName = row.text(2)
        startedAt = Instant(seconds: row.int(3))
        confirmedAt = row.optionalInt(4).map(Instant.init(seconds:))
        undoneAt = row.optionalInt(5).map(Instant.init(seconds:))
        choices = try JSONDecoder().decode(ImportChoices.self, from: Data(row.text(6).utf8))
    }

    /// The import an address names, or nil.
    static func find(_ publicID: String, in db: Reader) throws -> StoredImport? {
        guard publicID.utf8.count <= 32 else { return nil }
        return try db.first(
            "SELECT \(columns) FROM shop_import WHERE public_id = ?1", publicID, decode: StoredImport.init(row:))
    }

    /// The file; empty once the import is confirmed.
    static func content(_ row: Int, in db: Reader) throws -> [UInt8] {
        try db.first("SELECT content FROM shop_import WHERE id = ?1", row) { $0.bytes(0) } ?? []
    }

    /// The last confirmed imports that are still stored, newest first. Index: `shop_import_by_start`.
    static func recent(limit: Int = 5, at now: Instant, in db: Reader) throws -> [StoredImport] {
        try db.rows(
            """
            SELECT \(columns) FROM shop_import
             WHERE started_at > ?1 AND confirmed_at IS NOT NULL
             ORDER BY started_at DESC, id DESC LIMIT ?2
            """, now - SiteLimits.importRetention, limit, decode: StoredImport.init(row:))
    }

    /// Stores a file to be confirmed.
    static func insert(
        _ bytes: [UInt8], fileName: String, publicID: String, by member: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO shop_import (public_id, started_by, started_at, file_name, content, choices)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, publicID, member, now, fileName, bytes, ImportChoices().json)
    }

    /// Stores choices while the import is not confirmed. False when it is.
    func save(_ choices: ImportChoices, in db: Writer) throws -> Bool {
        try db.run(
            "UPDATE shop_import SET choices = ?2 WHERE id = ?1 AND confirmed_at IS NULL", row, choices.json) == 1
    }

    /// Writes the lines to the shops, all or none, by the rules applied to the shops as they are now. Nil when the
    /// import was confirmed before.
    func confirm(
        _ lines: [ImportLine], _ prepared: ImportPreparation, code: () -> String, by member: Member.ID?,
        at now: Instant,
        in db: Writer
    ) throws -> ImportChoices.Result? {
        let first = try db.run(
            "UPDATE shop_import SET confirmed_at = ?2, content = x'' WHERE id = ?1 AND confirmed_at IS NULL", row, now)
        guard first == 1 else { return nil }
        let plan = try ImportPlan(lines, in: db)
        let author = ShopAuthor(member: member, at: now, source: .fileOfShops)
        for item in plan.items {
            switch item.outcome {
            case .created:
                let details = prepared.indexed(item.line.details, of: item.line.number)
                let shop = try details.insert(code: code, by: author, in: db)
                try note(item.line.number, shop, before: nil, version: 1, in: db)
            case .updated(let shop, _):
                let new = item.line.details(over: shop.details)
                try prepared.indexed(new, of: item.line.number).update(shop, by: author, in: db)
                let before = shop.details.texts(of: new.changed(from: shop.details))
                try note(item.line.number, shop.id, before: before, version: shop.version &+ 1, in: db)
            case .unchanged, .toCorrect: continue
            }
        }
        var choices = choices
        let result = ImportChoices.Result(
            created: plan.createdCount, updated: plan.updatedCount, unchanged: plan.unchangedCount,
            left: plan.toCorrect.map(\.line.number))
        choices.result = result
        try db.run("UPDATE shop_import SET choices = ?2 WHERE id = ?1", row, choices.json)
        return result
    }

    /// `before`: the replaced texts, by field.
    private func note(_ line: Int, _ shop: Shop.ID, before: [String: String]?, version: Int, in db: Writer) throws {
        let json = try before.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try db.run(
            "INSERT INTO shop_import_change (import_id, line, shop_id, before, version_after) VALUES (?1, ?2, ?3, ?4, ?5)",
            row, line, shop, json, version)
    }
}

extension ImportChoices {
    /// The stored form.
    package var json: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}" }
}
