import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// Persons in a table of the test: a second kind of row.
private enum Persons: ImportKind {
    struct Line: ImportedLine {
        let number: Int
        let texts: [String: String]
        var identity: RowIdentity { Persons.identity(texts) }
        let isToCorrect = false
        let isLeftOut = false
        let hasRemarks = false
        let double: Int? = nil
        var name: String { texts["name"] ?? "" }

        mutating func noteNew() {}
        mutating func noteSame(as line: Int) {}
    }

    static let name = "persons"
    static let identifying: Set<String> = ["name", "email"]
    static let table = """
        CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, email TEXT, phone TEXT, version INTEGER DEFAULT 1,
                             removed INTEGER DEFAULT 0)
        """

    static func identity(_ texts: [String: String]) -> RowIdentity {
        RowIdentity(name: (texts["name"] ?? "").folded, mark: (texts["email"] ?? "").folded)
    }

    static func stamp(in db: Reader) throws -> Int {
        try db.first("SELECT sum(version) FROM person") { $0.int(0) } ?? 0
    }

    static func known(in db: Reader) throws -> [KnownRow<Int>] {
        let said = try ListRow.all(of: name, in: db)
        return try db.rows("SELECT id, name, email, phone, version FROM person WHERE removed = 0") { row in
            let texts = ["name": row.text(1), "email": row.text(2), "phone": row.text(3)]
            return KnownRow(
                row: row.int(0), id: row.int(0), code: String(row.int(0)), title: row.text(1), texts: texts,
                version: row.int(4), said: said[row.int(0)] ?? [:], ownWords: [:], identities: [identity(texts)])
        }
    }

    static func news(in line: Line, over row: KnownRow<Int>) -> [String] {
        line.texts.keys.sorted().filter { line.texts[$0] != row.texts[$0] }
    }

    static func texts(of line: Line, writing fields: [String], over row: KnownRow<Int>) -> [String: String] {
        line.texts.filter { fields.contains($0.key) }
    }

    static func values(_ texts: [String: String], over row: Int?) -> [String: String] { texts }

    static func insert(_ values: [String: String], code: () -> String, by author: ImportAuthor, in db: Writer) throws
        -> Int
    {
        try db.run(
            "INSERT INTO person (name, email, phone) VALUES (?1, ?2, ?3)", values["name"] ?? "", values["email"] ?? "",
            values["phone"] ?? "")
        return Int(db.lastInsertedID)
    }

    static func update(_ row: Int, to values: [String: String], by author: ImportAuthor, in db: Writer) throws {
        for (field, text) in values {
            try db.run("UPDATE person SET \(field) = ?2 WHERE id = ?1", row, text)
        }
        try db.run("UPDATE person SET version = version + 1 WHERE id = ?1", row)
    }

    static func remove(_ row: Int, at now: Instant, in db: Writer) throws {
        try db.run("UPDATE person SET removed = 1, version = version + 1 WHERE id = ?1", row)
    }

    static func putBack(_ row: Int, at now: Instant, in db: Writer) throws {
        try db.run("UPDATE person SET removed = 0, version = version + 1 WHERE id = ?1", row)
    }

    static func state(of row: Int, in db: Reader) throws -> RowState<Int>? {
        try db.first("SELECT name, version, removed FROM person WHERE id = ?1", row) {
            RowState(row: row, name: $0.text(0), version: $0.int(1), isRemoved: $0.bool(2), isUsed: false)
        }
    }

    static func authors(of fields: [String], of row: Int, in db: Reader) throws -> [String: FieldAuthor] { [:] }
    static func putBack(_ authors: [String: FieldAuthor], of fields: [String], of row: Int, in db: Writer) throws {}
}

@Suite("Importing a second kind of row") struct ImportKindTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.write { try $0.execute(Persons.table) }
    }

    private var people: String? {
        get throws {
            try site.text(
                "SELECT group_concat(name || ' ' || email || ' ' || phone, ', ') FROM (SELECT * FROM person WHERE removed = 0)"
            )
        }
    }

    /// Imports texts of persons; returns the public id of the import and its result.
    private func run(_ persons: [[String: String]], _ answers: ImportAnswers = ImportAnswers()) throws
        -> (id: String, result: ImportChoices.Result)
    {
        let lines = persons.enumerated().map { Persons.Line(number: $0 + 2, texts: $1) }
        let prepared = try ImportPreparation<Persons>(lines, answers, in: site.loop.reader)
        let (id, author) = (site.site.randomness.publicID(), ImportAuthor(member: nil, at: site.now))
        let result = try site.write { db in
            try StoredImport.insert(
                [], of: Persons.name, fileName: "", choices: ImportChoices(), publicID: id, by: nil, at: author.at,
                in: db)
            return try StoredImport.find(id, of: Persons.name, in: db)?.confirm(
                prepared, code: { "" }, by: author, in: db)
        }
        return (id, try #require(result))
    }

    @Test("persons are matched, asked about, remembered and undone as shops are") func persons() throws {
        let rose = ["name": "Rose Petit", "email": "rose@example.org", "phone": "1"]
        let first = try run([rose, ["name": "Paul Martin", "email": "paul@example.org"]])
        #expect(first.result.created == 2)
        let again = try run([["name": "ROSE PETIT", "email": "rose@example.org", "phone": "2"]])
        #expect((again.result.created, again.result.updated) == (0, 1))
        #expect(try people == "ROSE PETIT rose@example.org 2, Paul Martin paul@example.org ")
        let elsewhere = ["name": "Paul Martin", "email": "pm@example.org"]
        #expect(try run([elsewhere]).result.asked == [2])
        var answers = ImportAnswers()
        answers.others = .same("")
        #expect(try run([elsewhere], answers).result.updated == 1)
        let reader = site.loop.reader
        let stored = try #require(try StoredImport.find(again.id, of: Persons.name, in: reader))
        let prepared = try UndoPreparation<Persons>(stored, in: reader)
        let author = ImportAuthor(member: nil, at: site.now)
        #expect(try site.write { try stored.undo(prepared, by: author, in: $0) }?.restored == 1)
        #expect(try people == "Rose Petit rose@example.org 1, Paul Martin pm@example.org ")
    }
}
