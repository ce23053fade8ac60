import FoundationEssentials
import SQLite

/// The texts of each row in the last list that had it: the table `list_row`.
enum ListRow {
    /// By row.
    static func all(of kind: String, in db: Reader) throws -> [Int: [String: String]] {
        var rows: [Int: [String: String]] = [:]
        try db.forEach("SELECT row_id, said FROM list_row WHERE kind = ?1", kind) { row in
            rows[row.int(0)] = try decode(row.text(1))
        }
        return rows
    }

    /// Records the texts of a row in a list. `said` comes from `encode`.
    static func record(_ said: String, of row: Int, _ kind: String, by importRow: Int, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO list_row (kind, row_id, said, import_id) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (kind, row_id) DO UPDATE
                SET before = said, said = excluded.said, import_id = excluded.import_id
            """, kind, row, said, importRow)
    }

    /// Deletes what an import recorded, unless a later one has replaced it.
    static func takeBack(_ importRow: Int, in db: Writer) throws {
        try db.run("DELETE FROM list_row WHERE import_id = ?1 AND before IS NULL", importRow)
        try db.run(
            "UPDATE list_row SET said = before, before = NULL, import_id = NULL WHERE import_id = ?1", importRow)
    }

    /// The texts as stored, in one order.
    static func encode(_ texts: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(texts), as: UTF8.self)
    }

    private static func decode(_ text: String) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }
}
