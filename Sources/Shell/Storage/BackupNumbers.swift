import SQLite

/// Looks at the numbers of a file that comes back: SQLite knows whether they are numbers, not whether a page can be made of them.
enum BackupNumbers {
    /// The largest number that is no moment: rows, versions, cents; millions of changes a second for years.
    private static let largestNumber = 1_000_000_000_000_000
    /// Made anew from other rows, or deleted, when a file is put back: what they hold does not matter.
    private static let madeAnew: Set = [
        "shop_week", "street_week", "shop_feeling", "shop_held", "shop_count", "directory_size", "directory_state",
        "session", "sign_in_link", "first_steps", "change_key",
    ]

    /// Makes sure that every moment is one of the years 1970 to 9999, and every other whole number from 0 to
    /// `largestNumber`. Reads each table once.
    /// - Throws: `DatabaseError.corrupt` naming the first column where it is not so.
    static func check(_ path: String) throws {
        let reader = try Backup.reader(of: path)
        // Ours are STRICT; those of the search are not, and are its own business.
        let columns = try reader.rows(
            """
            SELECT object.name, field.name FROM sqlite_schema AS object JOIN pragma_table_info(object.name) AS field
             WHERE object.type = 'table' AND object.sql LIKE '%) STRICT%' AND field.type = 'INTEGER'
            """
        ) { (table: $0.text(0), column: $0.text(1)) }
        for (table, columns) in Dictionary(grouping: columns, by: \.table) where !madeAnew.contains(table) {
            let cases = columns.map { _, column in
                let largest = column.hasSuffix("_at") ? Instant.latest.seconds : largestNumber
                return "WHEN \(column) NOT BETWEEN 0 AND \(largest) THEN '\(column)'"
            }
            let impossible = "CASE \(cases.joined(separator: " ")) END"
            let sql = "SELECT \(impossible) FROM \(table) WHERE \(impossible) IS NOT NULL LIMIT 1"
            if let column = try reader.first(sql, decode: { $0.text(0) }) {
                throw DatabaseError.corrupt(.number(table: table, column: column))
            }
        }
    }
}
