import Testing

@testable import SQLite

@Suite("Bound and read values") struct ValueTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    enum Colour: String, Bindable { case red, blue }
    struct ShopID: RawRepresentable, Bindable, Equatable { let rawValue: Int64 }

    private func echo<B: Bindable, T: Sendable>(_ value: B, _ decode: @escaping @Sendable (Row) -> T) throws -> T? {
        try folder.database().writeNow { try $0.first("SELECT ?1", value, decode: decode) }
    }

    @Test("numbers") func numbers() throws {
        #expect(try echo(Int.min) { $0.int(0) } == .min)
        #expect(try echo(Int64.max) { $0.int64(0) } == .max)
        #expect(try echo(-0.1) { $0.double(0) } == -0.1)
        #expect(try echo(true) { $0.bool(0) } == true)
        #expect(try echo(false) { $0.bool(0) } == false)
        #expect(try echo(Double.nan) { $0.optionalDouble(0) } == .some(nil))
    }

    @Test("texts", arguments: ["", "été", "a\0b", "œ👩‍🌾", String(repeating: "x", count: 100_000)])
    func texts(_ text: String) throws {
        #expect(try echo(text) { $0.optionalText(0) } == text)
        #expect(try echo(text) { $0.withTextBytes(0) { Array($0) } } == Array(text.utf8))
    }

    @Test("bytes", arguments: [[], [0], [0xFF, 0, 0x80]] as [[UInt8]]) func bytes(_ bytes: [UInt8]) throws {
        #expect(try echo(bytes) { $0.optionalBytes(0) } == bytes)
    }

    @Test("NULL") func nothing() throws {
        #expect(try echo(Int?.none) { $0.optionalInt(0) } == .some(nil))
        #expect(try echo(String?.none) { $0.optionalText(0) } == .some(nil))
        #expect(try echo(String?.none) { $0.isNull(0) && $0.text(0).isEmpty && $0.int(0) == 0 } == true)
        #expect(try echo(Int?.some(7)) { $0.optionalInt(0) } == 7)
    }

    @Test("types with a raw value") func rawValues() throws {
        #expect(try echo(Colour.blue) { $0.text(0) } == "blue")
        #expect(try echo(ShopID(rawValue: 9)) { ShopID(rawValue: $0.int64(0)) } == ShopID(rawValue: 9))
    }

    @Test("several values, and values collected at run time") func several() throws {
        let reader = try folder.database().makeReader()
        let row = try reader.first("SELECT ?1, ?2, ?1, ?3", 1, "two", Int?.none) { row in
            (row.int(0), row.text(1), row.int(2), row.isNull(3), row.count)
        }
        #expect(row ?? (0, "", 0, false, 0) == (1, "two", 1, true, 4))
        let values: [any Bindable] = [3, "four"]
        #expect(try reader.rows("SELECT ? AS a, ?", values: values) { $0.name(0) + $0.text(1) } == ["afour"])
        var seen = 0
        try reader.forEach("SELECT value FROM json_each(?1)", "[1,2,3]") { seen += $0.int(0) }
        #expect(seen == 6)
    }

    @Test("a custom function in queries, indexes and triggers") func function() throws {
        let fold = ScalarFunction("fold") { $0.lowercased().split(separator: "œ").joined(separator: "oe") }
        let schema = Migration(
            version: 1, name: "search",
            sql: """
                CREATE TABLE dish (id INTEGER PRIMARY KEY, name TEXT) STRICT;
                CREATE INDEX dish_by_name ON dish (fold(name));
                CREATE VIRTUAL TABLE dish_search USING fts5 (name, content='', tokenize = 'unicode61 remove_diacritics 2');
                CREATE TABLE folded (id INTEGER PRIMARY KEY, name TEXT) STRICT;
                CREATE TRIGGER dish_folded AFTER INSERT ON dish
                BEGIN INSERT INTO folded (id, name) VALUES (NEW.id, fold(NEW.name)); END;
                """)
        let database = try folder.database(migrations: [schema], configuration: .init(functions: [fold]))
        let reader = try database.makeReader()
        try database.writeNow { db in
            try db.run("INSERT INTO dish (name) VALUES (?1), (NULL)", "Bœuf grillé")
            try db.run("INSERT INTO dish_search (rowid, name) SELECT id, fold(name) FROM dish")
        }
        #expect(try reader.first("SELECT name FROM folded WHERE id = 1") { $0.text(0) } == "boeuf grillé")
        #expect(try reader.first("SELECT rowid FROM dish_search(fold(?1))", "BŒUF grille") { $0.int(0) } == 1)
        #expect(try reader.first("SELECT id FROM dish WHERE fold(name) = ?1", "boeuf grillé") { $0.int(0) } == 1)
        #expect(
            try reader.plan(of: "SELECT id FROM dish WHERE fold(name) = ?1").first?.contains("dish_by_name") == true)
        #expect(try reader.first("SELECT fold(NULL)") { $0.isNull(0) } == true)
    }
}
