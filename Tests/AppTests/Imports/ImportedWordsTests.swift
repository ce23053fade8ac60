import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// How an import treats texts that shopkeepers wrote, and values of earlier lists.
@Suite("Importing a list again") struct ImportedWordsTests {
    let site: TestSite
    let president: Browser
    private let list = """
        Nom;Métier;Adresse;Code postal;Commune;Téléphone
        Boulangerie de l’Étoile;Boulangerie;12 rue Royale;74000;Annecy;0474000002
        Café de la Gare;Café;3 place de la Gare;74000;Annecy;0474000003
        """

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func preview(_ text: String) async throws -> (path: String, text: String) {
        let path = try #require(try await president.post("/boutiques/importer", [("shops", text)]).location)
        return (path, try await president.get(path).text)
    }

    @discardableResult private func confirm(_ text: String, _ form: [(String, String)] = []) async throws -> String {
        let path = try #require(try await president.post("/boutiques/importer", [("shops", text)]).location)
        #expect(try await president.post(path + "/confirmation", form).location == path)
        return path
    }

    /// Changes the bakery in its form, as one of the cast.
    private func edit(_ person: TestSite.Person, _ field: String, _ value: String) async throws {
        let path = "/boutiques/7kq2/modifier"
        let form = try await site.as(person).get(path).filled
        #expect(try await site.as(person).post(path, form.with((field, value))).status == .seeOther)
    }

    private func bakery(_ column: String) throws -> String? {
        try site.text("SELECT \(column) FROM shop WHERE code = '7KQ2'")
    }

    @Test("what the shopkeeper wrote stays, and the preview says so") func stays() async throws {
        try await confirm(list)
        #expect(try bakery("phone") == "04 74 00 00 02")
        try await edit(.baker, "phone", "06 00 00 00 09")
        for text in [list, list.replacing("0474000002", with: "0474000007")] {
            let (path, preview) = try await preview(text)
            #expect(preview.contains("Téléphone – gardé\u{A0}: modifié par la boutique le 2\u{A0}mars 2026"))
            #expect(preview.contains("Remplacer aussi ce que les boutiques ont écrit"))
            _ = try await president.post(path + "/confirmation")
            #expect(try bakery("phone") == "06 00 00 00 09")
        }
    }

    @Test("the box replaces the shopkeeper’s text; an undo restores it as their own") func replaces() async throws {
        try await confirm(list)
        try await edit(.baker, "phone", "06 00 00 00 09")
        let path = try await confirm(list, [("settings", "yes"), ("own-words", "yes")])
        #expect(try bakery("phone") == "04 74 00 00 02")
        _ = try await president.post(path + "/annulation")
        #expect(try bakery("phone") == "06 00 00 00 09")
        try await confirm(list)
        #expect(try bakery("phone") == "06 00 00 00 09")
    }

    @Test("a value of the last list changes nothing, even where corrected since; a new one does") func saidAgain()
        async throws
    {
        try await confirm(list)
        try await edit(.president, "phone", "04 50 00 00 01")
        let again = try await preview(list).text
        #expect(again.contains("2 boutiques inchangées"))
        #expect(!again.contains("/confirmation"))
        try await confirm(list.replacing("0474000002", with: "0474000008"))
        #expect(try bakery("phone") == "04 74 00 00 08")
    }

    @Test("an import that was undone does not count as the last list") func undone() async throws {
        let path = try await confirm(list)
        _ = try await president.post(path + "/annulation")
        #expect(try bakery("phone") == "")
        try await confirm(list)
        #expect(try bakery("phone") == "04 74 00 00 02")
    }

    @Test("a shop renamed and moved since is recognised; its old position does not come back") func renamed()
        async throws
    {
        let placed = list.replacing("Téléphone\n", with: "Téléphone;GPS\n").replacing("02\n", with: "02;45.9, 6.1\n")
        try await confirm(placed)
        #expect(try bakery("latitude") == "45.9")
        try await edit(.baker, "name", "Le Fournil")
        try await edit(.baker, "address", "40 rue Royale")
        #expect(try bakery("latitude") == nil)
        let text = try await preview(placed).text
        #expect(text.contains("2 boutiques inchangées"))
        try await confirm(placed.replacing("0474000002", with: "0474000008"))
        #expect(try bakery("name || address || phone") == "Le Fournil40 rue Royale04 74 00 00 08")
        #expect(try bakery("latitude") == nil)
        #expect(try site.value("SELECT count(*) FROM shop") == 3)
    }

    @Test(
        "capitals without accents, abbreviations and white space are no change",
        arguments: [
            ("CAFE DE LA GARE", "3 PLACE DE LA GARE"), ("Cafe de la Gare", "3 pl. de la Gare"),
            ("CAFÉ DE LA GARE", "3, Place de la  Gare"), ("café de la gare", "3 PL DE LA GARE"),
        ])
    func capitals(_ name: String, _ address: String) async throws {
        try await confirm(list)
        let shouted = "Nom;Adresse;Commune\n\(name);\(address);ANNECY\n"
        #expect(try await preview(shouted).text.contains("1 boutique inchangée"))
    }

    @Test("added accents and written-out abbreviations are a change; other abbreviations are not")
    func accents() async throws {
        func address() throws -> String? { try site.text("SELECT name || ', ' || address FROM shop WHERE id = 3") }
        let head = "Nom;Adresse;Commune\n"
        try await confirm(head + "Cafe de la Gare;3 pl. St-Pierre;Annecy\n")
        try await confirm(head + "Café de la Gare;3 place St-Pierre;Annecy\n")
        #expect(try address() == "Café de la Gare, 3 place St-Pierre")
        #expect(
            try await preview(head + "Café de la Gare;3 pl. Saint-Pierre;Annecy\n").text.contains(
                "1 boutique inchangée"))
        try await confirm(head + "Café de la Gare;3 place Saint-Pierre;Annecy\n")
        #expect(try address() == "Café de la Gare, 3 place Saint-Pierre")
    }

    @Test("a shopkeeper’s home names the fields a list changed, until they edit them or it is undone") func home()
        async throws
    {
        let said = "La liste du 2\u{A0}mars 2026\u{A0}: téléphone."
        let path = try await confirm(list)
        #expect(try await site.as(.baker).get("/accueil").text.contains(said))
        #expect(!(try await site.as(.florist).get("/accueil").text.contains("La liste du")))
        #expect(!(try await site.as(.staff).get("/accueil").text.contains("La liste du")))
        _ = try await president.post(path + "/annulation")
        #expect(!(try await site.as(.baker).get("/accueil").text.contains("La liste du")))
        try await confirm(list)
        #expect(try await site.as(.baker).get("/accueil").text.contains(said))
        site.wait(60)
        try await edit(.baker, "phone", "06 00 00 00 09")
        #expect(!(try await site.as(.baker).get("/accueil").text.contains("La liste du")))
    }

    @Test("shops that are no longer in the list stay, unless they are ticked; an undo puts them back") func missing()
        async throws
    {
        try await confirm(list)
        let shorter = list.split(separator: "\n").dropLast().joined(separator: "\n")
        let code = try #require(try site.text("SELECT lower(code) FROM shop WHERE name LIKE 'Café%'"))
        let (path, text) = try await preview(shorter)
        #expect(text.contains("1 boutique d’une liste précédente n’est plus dans celle-ci"))
        #expect(text.contains("value=\"\(code)\""))
        // The florist was in no list.
        #expect(!text.contains("Au Cœur des fleurs"))
        _ = try await president.post(path, [("missing", code), ("removed", code)])
        #expect(try await president.get(path).text.contains("Retirer 1 boutique"))
        _ = try await president.post(path + "/confirmation")
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 2)
        #expect(try await president.get(path).text.contains("1 boutique retirée"))
        _ = try await president.post(path + "/annulation")
        _ = try await president.post(path + "/annulation")
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 3)
        // A shop whose line needs correcting counts as listed.
        let long = list.replacing("0474000003", with: "").replacing(
            ";Café;", with: ";\(String(repeating: "a", count: 81));")
        let unclear = try await preview(long).text
        #expect(unclear.contains("1 à corriger (ligne 3)"))
        #expect(!unclear.contains("liste précédente"))
        // A code that is not missing removes nothing.
        try await confirm(shorter, [("missing", "7kq2"), ("removed", "7kq2")])
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 3)
    }

    @Test("of two presidents who import the same list at once, one adds its shops") func together() async throws {
        let second = site.as(.vicePresident)
        let paths = [
            try await preview(list).path,
            try #require(try await second.post("/boutiques/importer", [("shops", list)]).location),
        ]
        _ = try await president.post(paths[0] + "/confirmation")
        _ = try await second.post(paths[1] + "/confirmation")
        _ = try await second.post(paths[0] + "/confirmation")
        #expect(try site.value("SELECT count(*) FROM shop") == 3)
        #expect(try await second.get(paths[1]).text.contains("2 boutiques inchangées"))
    }
}
