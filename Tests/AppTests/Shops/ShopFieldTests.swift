import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// For every declared field: a field that is not written stays as it was.
@Suite("A field of a shop changes only when it is written") struct ShopFieldTests {
    private let site: TestSite
    private let path = "/boutiques/7kq2/modifier"

    init() throws {
        site = try TestSite()
        var details = ShopDetails()
        for field in ShopFields.all { details[field] = Self.sample(field, 1) }
        let (full, author) = (details, ShopAuthor(member: nil, at: site.now, source: .form))
        try site.write { db in
            guard let shop = try Shop.find("7KQ2", in: db) else { return }
            try full.update(shop, by: author, in: db)
        }
    }

    /// A sample text of a field that reading leaves unchanged.
    private static func sample(_ field: ShopField, _ number: Int) -> String {
        if field.name == ShopFields.place.name { return "45.\(number) 6.1" }
        if field.number != nil { return "1\(number)" }
        if let choices = field.choices { return choices.all[number].name }
        let texts = [
            "Champ \(field.name) \(number)", "https://champ\(number).example", "04 50 00 00 0\(number)",
            "champ\(number)@exemple.fr", "https://www.instagram.com/champ\(number)",
            "https://www.facebook.com/champ\(number)",
        ]
        return texts.first { field.understood($0) == $0 && $0.count <= field.limit } ?? "7400\(number)"
    }

    private func stored() throws -> ShopDetails { try #require(try Shop.find("7KQ2", in: site.loop.reader)).details }

    /// Checks that only `field` changed, to `text`; with the address, the place may change too.
    private func expect(only field: ShopField, is text: String, before: ShopDetails) throws {
        let now = try stored()
        var names = now.changed(from: before).map(\.name)
        if [ShopFields.address.name, ShopFields.town.name].contains(field.name) {
            names.removeAll { $0 == ShopFields.place.name }
        }
        #expect(names == [field.name])
        #expect(now[field] == text)
    }

    @Test("every property of the details is a declared field") func declared() {
        let properties = Mirror(reflecting: ShopDetails()).children.compactMap(\.label)
        #expect(properties.sorted() == ShopFields.all.map(\.name).sorted())
    }

    @Test("a form without the field leaves it unchanged", arguments: ShopFields.texts.map(\.name)) func form(
        _ name: String
    )
        async throws
    {
        let before = try stored()
        let form = try await site.as(.baker).get(path).filled
        #expect(form.contains { $0.0 == name && $0.1 == before.texts(of: ShopFields.texts)[name] })
        #expect(try await site.as(.baker).post(path, form.without(name)).status == .seeOther)
        #expect(try stored() == before)
    }

    @Test(
        "changes of different fields by two people are both saved",
        arguments: ShopFields.texts.map(\.name))
    func together(_ name: String) async throws {
        let field = try #require(ShopFields.texts.first { $0.name == name })
        let other = try #require(ShopFields.texts.first { $0.name != name })
        let before = try stored()
        let form = try await site.as(.baker).get(path).filled
        let theirs = form.with((other.name, Self.sample(other, 2)))
        #expect(try await site.as(.president).post(path, theirs).status == .seeOther)
        let mine = form.with((name, Self.sample(field, 3)))
        #expect(try await site.as(.baker).post(path, mine).status == .seeOther)
        var expected = before
        expected[other] = Self.sample(other, 2)
        try expect(only: field, is: Self.sample(field, 3), before: expected)
    }

    @Test(
        "a conflict about one field changes no other, and saving again resolves it",
        arguments: ShopFields.texts.map(\.name))
    func conflict(_ name: String) async throws {
        let field = try #require(ShopFields.texts.first { $0.name == name })
        let form = try await site.as(.baker).get(path).filled
        let theirs = form.with((name, Self.sample(field, 2)))
        #expect(try await site.as(.president).post(path, theirs).status == .seeOther)
        let before = try stored()
        let answer = try await site.as(.baker).post(path, form.with((name, Self.sample(field, 3))))
        #expect(answer.status == .conflict)
        #expect(answer.text.components("<dd class=\"words\">") == 1)
        let shown = field.words(Self.sample(field, 2), site.loop.resources.languages.first.messages)
        #expect(answer.text.contains("<dd class=\"words\">\(shown)</dd>"))
        #expect(try stored() == before)
        #expect(try await site.as(.baker).post(path, answer.filled).status == .seeOther)
        try expect(only: field, is: Self.sample(field, 3), before: before)
    }

    @Test(
        "an import without the column, and its undo, leave the field unchanged", arguments: ShopFields.all.map(\.name))
    func imports(_ name: String) async throws {
        let field = try #require(ShopFields.all.first { $0.name == name })
        let president = site.as(.president)
        let before = try stored()
        // Name and address identify the shop of a line.
        guard ![ShopFields.name.name, ShopFields.address.name].contains(name) else { return }
        let authors = "SELECT group_concat(field || source || written_at) FROM shop_field WHERE shop_id = 1"
        let writers = try site.text(authors)
        let header = field.headers.split(separator: "|").first.map(String.init) ?? "gps"
        // With a postcode or a town that agrees, the other one may differ.
        let (title, place) = name == "town" ? ("Code postal", before.postcode) : ("Commune", before.town)
        let text = "\(before.name)\t\(before.address)\t\(place)\t\(Self.sample(field, 2))"
        let path = try #require(
            try await president.post("/boutiques/importer", [("shops", "Nom\tAdresse\t\(title)\t\(header)\n" + text)])
                .location)
        _ = try await president.post(path + "/confirmation")
        #expect(try stored().changed(from: before).map(\.name) == [name])
        #expect(try site.text("SELECT source FROM shop_field WHERE field = '\(name)' AND shop_id = 1") == "import")
        _ = try await president.post(path + "/annulation")
        #expect(try stored() == before)
        #expect(try site.text(authors) == writers, "an undo restores who wrote it")
    }

    @Test("a write stores its author, time and source for the written fields alone") func authors() async throws {
        site.wait(60)
        let form = try await site.as(.baker).get(path).filled
        _ = try await site.as(.baker).post(
            path, form.with(("trade", "Pâtisserie"), ("hours-2-1-from", "09:00"), ("hours-2-1-to", "12:00")))
        let baker = try site.member(.baker).rawValue
        #expect(
            try site.text(
                """
                SELECT group_concat(field || ' ' || source, ', ') FROM
                (SELECT field, source FROM shop_field WHERE written_by = \(baker) AND written_at = \(site.now.seconds)
                  ORDER BY field)
                """) == "hours-2 form, trade form")
        #expect(
            try site.text(
                """
                SELECT group_concat(field, ', ') FROM (SELECT field FROM shop_field
                 WHERE written_by IS NULL AND shop_id = \(site.bakery.rawValue) ORDER BY field)
                """) == ShopFields.all.map(\.name).filter { $0 != "trade" }.sorted().joined(separator: ", "))
        let answer = try await site.as(.president).post(
            "/boutiques/nouvelle", [("name", "Le Four"), ("trade", "Boulangerie"), ("phone", "0474000001")])
        #expect(answer.status == .seeOther)
        #expect(
            try site.text(
                """
                SELECT group_concat(field, ' ') FROM (SELECT field FROM shop_field WHERE shop_id = 3 ORDER BY field)
                """) == "name phone trade")
    }
}
