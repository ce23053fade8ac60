import Base
import HTMLTemplate
import SQLite
import Shell

/// A kind of row that lists contain: shops, members. Matching, questions, the comparison with the last list, authors of
/// fields and undo work for any kind.
protocol ImportKind: Sendable {
    associatedtype Line: ImportedLine
    /// A stored row.
    associatedtype Row: Sendable
    /// A row ready to be written, computed off the writer’s thread.
    associatedtype Values: Sendable

    /// As `list_import.kind` has it.
    static var name: String { get }

    /// The fields that its identity is made of.
    static var identifying: Set<String> { get }

    /// Identifies the state of the rows; another one after each change.
    static func stamp(in db: Reader) throws -> Int
    /// Every row that lines are compared with.
    static func known(in db: Reader) throws -> [KnownRow<Row>]
    /// The fields in which a line differs from a row.
    static func news(in line: Line, over row: KnownRow<Row>) -> [String]
    /// The texts of a line that may be written when only these fields are.
    static func texts(of line: Line, writing fields: [String], over row: KnownRow<Row>) -> [String: String]

    static func values(_ texts: [String: String], over row: Row?) -> Values
    static func insert(_ values: Values, code: () -> String, by author: ImportAuthor, in db: Writer) throws -> Int
    static func update(_ row: Row, to values: Values, by author: ImportAuthor, in db: Writer) throws
    static func remove(_ row: Int, at now: Instant, in db: Writer) throws
    static func putBack(_ row: Int, at now: Instant, in db: Writer) throws
    /// The row as it is now, removed or not; nil when it is gone.
    static func state(of row: Int, in db: Reader) throws -> RowState<Row>?

    /// Who last wrote these fields of a row.
    static func authors(of fields: [String], of row: Int, in db: Reader) throws -> [String: FieldAuthor]
    /// Puts them back. A field without an author loses the one it has.
    static func putBack(_ authors: [String: FieldAuthor], of fields: [String], of row: Int, in db: Writer) throws

    /// A stored text of a field as people read it.
    static func words(_ text: String, of field: String, _ messages: Messages) -> String
}

extension ImportKind {
    /// The text itself.
    static func words(_ text: String, of field: String, _ messages: Messages) -> String { text }
}

/// A line of a list, cleaned.
protocol ImportedLine: Sendable {
    /// Where it begins in the file, from 1.
    var number: Int { get }
    var name: String { get }
    /// The texts of the fields it sets, by name.
    var texts: [String: String] { get }
    var identity: RowIdentity { get }
    /// Left out until it is corrected.
    var isToCorrect: Bool { get }
    /// Left out by choice, or as a line that is no row.
    var isLeftOut: Bool { get }
    var hasRemarks: Bool { get }
    /// The earlier line that has the same text in every cell.
    var double: Int? { get }

    /// Records that it becomes a new row.
    mutating func noteNew()
    /// Records that an earlier line has the same identity.
    mutating func noteSame(as line: Int)
}

/// A stored row that a line may describe.
struct KnownRow<Row: Sendable>: Sendable {
    let row: Row
    let id: Int
    /// Identifies it in forms and on the command line.
    let code: String
    /// What a person knows it by: «Café de la Gare, 3 place de la Gare, 01000 Bourg».
    let title: String
    let texts: [String: String]
    let version: Int
    /// Its texts in the last list; empty when no list had it.
    let said: [String: String]
    /// The fields that its own people wrote last, with the time.
    let ownWords: [String: Instant]
    /// Its identity now, and its identity in the last list.
    let identities: [RowIdentity]
}

/// The state of a row when an import is undone.
struct RowState<Row: Sendable>: Sendable {
    let row: Row
    let name: String
    let version: Int
    let isRemoved: Bool
    /// Whether people have used it since: an undo does not remove it then.
    let isUsed: Bool
}

/// Who confirms or undoes an import; nil for a program.
struct ImportAuthor: Sendable {
    let member: Member.ID?
    let at: Instant
}
