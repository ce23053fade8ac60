/// What is wrong with a file that cannot be trusted.
public enum Damage: Sendable, Equatable, CustomStringConvertible {
    /// SQLite cannot read it, or finds a row against the rules of its table; the first finding in its own words.
    case unreadable(String)
    /// So many bytes are missing at its end.
    case cutShort(missing: Int)
    /// A row of this table refers to one that is not there.
    case reference(table: String)
    /// Its schema has this object too much or too little, or in other words than the program's.
    case schema(type: String, name: String)
    /// Its texts are not in UTF-8.
    case encoding(String)
    /// Its pages have so many bytes, other than those of the database it would go into.
    case pageSize(Int)
    /// It was copied in the midst of a transaction: the journal beside it would have to undo a part.
    case unfinished

    /// A few words for the log.
    public var description: String {
        switch self {
        case .unreadable(let finding): finding
        case .cutShort(let missing): "\(missing) bytes are missing at the end"
        case .reference(let table): "a row of \(table) refers to one that is not there"
        case .schema(let type, let name): "\(type) \(name) is not as this program makes it"
        case .encoding(let name): "its texts are in \(name), not in UTF-8"
        case .pageSize(let bytes): "its pages have \(bytes) bytes"
        case .unfinished: "it was copied in the midst of a transaction"
        }
    }
}
