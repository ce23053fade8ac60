import Base
import FoundationEssentials
import SQLite
import Shell

/// A stored import: a row of `list_import`.
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
        startedAt = row.instant(3)
        confirmedAt = row.optionalInstant(4)
        undoneAt = row.optionalInstant(5)
        choices = try JSONDecoder().decode(ImportChoices.self, from: Data(row.text(6).utf8))
    }

    /// The import an address names, or nil.
    static func find(_ publicID: String, of kind: String = ShopRows.name, in db: Reader) throws -> StoredImport? {
        guard publicID.utf8.count <= 32 else { return nil }
        return try db.first(
            "SELECT \(columns) FROM list_import WHERE public_id = ?1 AND kind = ?2", publicID, kind,
            decode: StoredImport.init(row:))
    }

    /// The file; empty once the import is confirmed.
    static func content(_ row: Int, in db: Reader) throws -> [UInt8] {
        try db.first("SELECT content FROM list_import WHERE id = ?1", row) { $0.bytes(0) } ?? []
    }

    /// The last confirmed imports that are still stored, newest first. Index: `list_import_by_start`.
    static func recent(of kind: String = ShopRows.name, limit: Int = 5, at now: Instant, in db: Reader) throws
        -> [StoredImport]
    {
        try db.rows(
            """
            SELECT \(columns) FROM list_import
             WHERE started_at > ?1 AND confirmed_at IS NOT NULL AND kind = ?3
             ORDER BY started_at DESC, id DESC LIMIT ?2
            """, now - SiteLimits.importRetention, limit, kind, decode: StoredImport.init(row:))
    }

    /// The last one that began since a moment, confirmed or not. Index: `list_import_by_start`.
    static func last(of kind: String, since moment: Instant, in db: Reader) throws -> StoredImport? {
        try db.first(
            """
            SELECT \(columns) FROM list_import WHERE started_at > ?1 AND kind = ?2
             ORDER BY started_at DESC, id DESC LIMIT 1
            """, moment, kind, decode: StoredImport.init(row:))
    }

    /// Stores a file to be confirmed. `kind` says what its lines are.
    static func insert(
        _ bytes: [UInt8], of kind: String, fileName: String, choices: ImportChoices, publicID: String,
        by member: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO list_import (public_id, started_by, started_at, file_name, content, choices, kind)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, publicID, member, now, fileName, bytes, choices.json, kind)
    }

    /// Stores choices while the import is not confirmed. False when it is.
    func save(_ choices: ImportChoices, in db: Writer) throws -> Bool {
        try db.run(
            "UPDATE list_import SET choices = ?2 WHERE id = ?1 AND confirmed_at IS NULL", row, choices.json) == 1
    }
}

extension ImportChoices {
    /// The stored form.
    var json: String { get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) } }
}
