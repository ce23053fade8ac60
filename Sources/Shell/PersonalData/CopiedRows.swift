import Base
import SQLite

/// Rows of a member's copy of their data (RGPD, art. 15 and 20). The message `copy.NAME` is its heading,
/// `copy.column.X` the name of a column; both names stand in the JSON file.
package struct CopiedRows: Sendable {
    /// A column of the SELECT. Empty values are left out.
    package enum Column: Sendable {
        case text(String)
        /// Seconds since 1970.
        case moment(String)
        /// `YYYY-MM-DD`
        case day(String)
        /// A value of the program, such as `ended`. The page shows the message with this prefix and the value.
        case word(String, String)

        var name: String {
            switch self {
            case .text(let name), .moment(let name), .day(let name), .word(let name, _): name
            }
        }
    }

    /// Unique; part of its messages.
    package let name: String
    let columns: [Column]
    /// A SELECT with these columns. `?1`: the member.
    package let sql: String

    /// The rows of `sql`; `columns` name its results, in their order.
    package init(_ name: String, _ columns: [Column], sql: String) {
        (self.name, self.columns, self.sql) = (name, columns, sql)
    }
}

/// A person's copy of their data, as values.
package struct PersonalCopy: Sendable {
    /// Rows of one kind.
    package struct Part: Sendable {
        let name: String
        let rows: [[Cell]]
    }

    /// A value with its column.
    struct Cell: Sendable {
        let column: CopiedRows.Column
        let text: String
    }

    let parts: [Part]

    /// All that the register has of a member.
    init(of member: Member.ID, _ register: [PersonalData], in db: Reader) throws {
        parts = try register.flatMap(\.copies).map { try Part($0, of: member, in: db) }
    }

    /// A copy for a person who is not a member.
    package init(_ parts: [Part]) { self.parts = parts }

    /// The copy as JSON: a list of objects for each kind of rows. Times are ISO 8601 in UTC.
    package var json: String {
        let members = parts.filter { !$0.rows.isEmpty }.map { part in
            (name: part.name, value: JSONValue.list(part.rows.map { PersonalCopy.object($0) }))
        }
        return JSONValue.object(members).encoded
    }

    private static func object(_ row: [Cell]) -> JSONValue {
        .object(
            row.map { cell in
                switch cell.column {
                case .text(let name), .day(let name), .word(let name, _): (name: name, value: JSONValue.text(cell.text))
                case .moment(let name):
                    (name: name, value: JSONValue.text(Timestamp.text(Instant(seconds: Int(cell.text) ?? 0))))
                }
            })
    }
}

extension PersonalCopy.Part {
    /// The rows of a SELECT. `key`: its `?1`.
    package init(_ rows: CopiedRows, of key: some Bindable & Sendable, in db: Reader) throws {
        name = rows.name
        self.rows = try db.rows(rows.sql, key) { row in
            rows.columns.enumerated().compactMap { index, column in
                let text: String?
                switch column {
                case .text, .day, .word: text = row.optionalText(index)
                case .moment: text = row.optionalInt(index).map { String($0) }
                }
                return text.flatMap { $0.isEmpty ? nil : PersonalCopy.Cell(column: column, text: $0) }
            }
        }
    }
}
