/// Damage found in a database file.
public enum Damage: Sendable, Equatable, CustomStringConvertible {
    /// SQLite cannot read it, or integrity_check fails; SQLite's first finding.
    case unreadable(String)
    /// The file is truncated by this many bytes.
    case cutShort(missing: Int)
    /// A row of this table has an invalid foreign key.
    case reference(table: String)
    /// This schema object is missing, unexpected, or different from the program's.
    case schema(type: String, name: String)
    /// Its encoding is not UTF-8.
    case encoding(String)
    /// Its page size differs from that of the target database.
    case pageSize(Int)
    /// It was copied during a transaction: the journal beside it would have to be rolled back.
    case unfinished

    /// A short description for the log.
    public var description: String {
        switch self {
        case .unreadable(let finding): finding
        case .cutShort(let missing): "\(missing) bytes are missing at the end"
        case .reference(let table): "a row of \(table) refers to a missing row"
        case .schema(let type, let name): "\(type) \(name) differs from the one this program creates"
        case .encoding(let name): "its texts are in \(name), not in UTF-8"
        case .pageSize(let bytes): "its pages have \(bytes) bytes"
        case .unfinished: "it was copied during a transaction"
        }
    }
}
