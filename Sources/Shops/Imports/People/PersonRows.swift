import Base
import HTMLTemplate
import SQLite
import Shell

/// Members as rows of an imported list. A list adds members, and completes those it finds: an address where there is
/// none, the category. It changes neither name nor address of a member: they sign in with it.
enum PersonRows: ImportKind {
    typealias Line = PersonLine

    static let name = "members"
    static let identifying: Set<String> = [PersonColumn.name.rawValue, PersonColumn.email.rawValue]

    static func stamp(in db: Reader) throws -> Int {
        try db.first("SELECT ifnull(sum(version), 0) + 7919 * count(*) FROM member") { $0.int(0) } ?? 0
    }

    static func known(in db: Reader) throws -> [KnownRow<Member.ID>] {
        let said = try ListRow.all(of: name, in: db)
        return try ListedPerson.all(in: db).map { person in
            KnownRow(
                row: person.id, id: person.id.rawValue, code: person.publicID, title: person.title,
                texts: person.texts, version: person.version, said: said[person.id.rawValue] ?? [:], ownWords: [:],
                identities: [RowIdentity(name: person.name.folded, mark: person.email)])
        }
    }

    static func news(in line: PersonLine, over row: KnownRow<Member.ID>) -> [String] {
        let (email, category) = (PersonColumn.email.rawValue, PersonColumn.category.rawValue)
        let hasEmail = line.email.isEmpty || row.texts[email] != ""
        let chosen = line.texts[category]
        return (hasEmail ? [] : [email]) + (chosen == nil || chosen == row.texts[category] ? [] : [category])
    }

    static func texts(
        of line: PersonLine, writing fields: [String], over row: KnownRow<Member.ID>
    ) -> [String: String] { line.texts.filter { fields.contains($0.key) } }

    static func values(_ texts: [String: String], over row: Member.ID?) -> [String: String] { texts }

    static func insert(
        _ values: [String: String], code: () -> String, by author: ImportAuthor, in db: Writer
    ) throws -> Int {
        let email = EmailAddress(typed: values[PersonColumn.email.rawValue] ?? "")
        let isFree = try email.map { try !Member.isTaken($0, besides: nil, in: db) } ?? false
        let id = try Member.insert(
            name: values[PersonColumn.name.rawValue] ?? "", email: isFree ? email : nil, passwordHash: nil,
            at: author.at, in: db)
        try set(values[PersonColumn.category.rawValue], of: id, by: author, in: db)
        return id.rawValue
    }

    static func update(
        _ row: Member.ID, to values: [String: String], by author: ImportAuthor, in db: Writer
    ) throws {
        // The address opens the account: only a president may set that of a president.
        let mayGive = try author.member.map { try Member.mayManageAccess(of: row, $0, in: db) } ?? true
        if mayGive, let text = values[PersonColumn.email.rawValue] {
            try Member.complete(row, email: EmailAddress(typed: text), in: db)
        }
        try set(values[PersonColumn.category.rawValue], of: row, by: author, in: db)
        try Member.countChange(of: row, in: db)
    }

    /// Sets the category; an empty text ends the membership, nil leaves it.
    private static func set(_ category: String?, of id: Member.ID, by author: ImportAuthor, in db: Writer) throws {
        guard let category else { return }
        try Membership.set(
            MemberCategory(rawValue: category), of: .person(id), by: author.member, at: author.at, in: db)
    }

    /// Only an undo removes a row, and only one that never signed in.
    static func remove(_ row: Int, at now: Instant, in db: Writer) throws {
        try Member.delete(Member.ID(rawValue: row), in: db)
    }

    static func putBack(_ row: Int, at now: Instant, in db: Writer) throws {}

    static func state(of row: Int, in db: Reader) throws -> RowState<Member.ID>? {
        try ListedPerson.find(Member.ID(rawValue: row), in: db).map { person in
            RowState(
                row: person.id, name: person.name, version: person.version, isRemoved: false, isUsed: person.isUsed)
        }
    }

    static func authors(of fields: [String], of row: Int, in db: Reader) throws -> [String: FieldAuthor] { [:] }
    static func putBack(_ authors: [String: FieldAuthor], of fields: [String], of row: Int, in db: Writer) throws {}
}

extension ListedPerson {
    /// «Rose Petit, rose@example.org».
    fileprivate var title: String { [name, email].filter { !$0.isEmpty }.joined(separator: ", ") }

    fileprivate var texts: [String: String] {
        [
            PersonColumn.name.rawValue: name, PersonColumn.email.rawValue: email,
            PersonColumn.category.rawValue: category?.rawValue ?? "",
        ]
    }
}
