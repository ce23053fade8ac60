import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shops

@Suite("POST /imports/:import/confirmation and /annulation") struct ImportConfirmationTests {
    let site: TestSite
    let president: Browser
    private let list = """
        Nom;Métier;Adresse;Description
        Au Cœur des fleurs;Fleurs et plantes;14 bis rue Royale;
        Bar du Lac;Café;3 quai des Bateaux;Terrasse
        ;Librairie;5 quai des Bateaux;
        """

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func start(_ text: String) async throws -> String {
        try #require(try await president.post("/boutiques/importer", [("shops", text)]).location)
    }

    @Test("confirming adds and changes the shops once and lists the lines left out") func confirms() async throws {
        let path = try await start(list)
        #expect(try await president.post(path + "/confirmation").location == path)
        let report = try await president.get(path).text
        #expect(report.contains("1 boutique ajoutée"))
        #expect(report.contains("1 boutique mise à jour"))
        #expect(report.contains("(ligne 4)"))
        #expect(report.contains("action=\"\(path)/annulation\""))
        #expect(try await president.post(path + "/confirmation").location == path)
        #expect(try site.value("SELECT count(*) FROM shop") == 3)
        #expect(try site.text("SELECT trade FROM shop WHERE code = 'F10R'") == "Fleurs et plantes")
        #expect(try site.value("SELECT length(content) FROM list_import") == 0)
    }

    @Test("corrections sent with the confirmation are used") func typed() async throws {
        let path = try await start(list)
        _ = try await president.post(path + "/confirmation", [("line-4-name", "Le Quai des livres")])
        #expect(try site.value("SELECT count(*) FROM shop WHERE name = 'Le Quai des livres'") == 1)
    }

    @Test("changed columns are previewed before anything is written") func remapped() async throws {
        let path = try await start(list)
        _ = try await president.post(path + "/confirmation", [("columns", "yes"), ("column-1", "")])
        #expect(try site.value("SELECT count(*) FROM shop") == 2)
    }

    @Test("an empty cell erases nothing") func empty() async throws {
        try site.edit("F10R") { ($0.description, $0.phone) = ("Roses anciennes", "04 50") }
        let path = try await start(list)
        _ = try await president.post(path + "/confirmation")
        #expect(try site.text("SELECT description || phone FROM shop WHERE code = 'F10R'") == "Roses anciennes04 50")
    }

    @Test("an undo reverts added and changed shops; a second one does nothing") func undoes() async throws {
        let path = try await start(list)
        _ = try await president.post(path + "/confirmation")
        _ = try await president.post(path + "/annulation")
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NULL") == 2)
        #expect(try site.text("SELECT trade FROM shop WHERE code = 'F10R'") == "Fleuriste")
        #expect(try await president.post(path + "/annulation").location == path)
        #expect(try await president.get(path).text.contains("Cet import a été annulé"))
    }

    @Test("an undo leaves shops that have changed since, and lists them") func leavesChanged() async throws {
        let path = try await start(list)
        _ = try await president.post(path + "/confirmation")
        try site.edit("F10R") { $0.trade = "Fleurs" }
        _ = try await president.post(path + "/annulation")
        #expect(try site.text("SELECT trade FROM shop WHERE code = 'F10R'") == "Fleurs")
        #expect(try await president.get(path).text.contains("Au Cœur des fleurs"))
    }

    @Test("a removed shop is not matched; two lines of one name and address are two shops") func duplicates()
        async throws
    {
        let duplicates = "Nom;Adresse;Métier\nEnjoy;3 quai;Café\nENJOY;3 Quai;Thé\n"
        _ = try await president.post(try await start(duplicates) + "/confirmation")
        #expect(try site.value("SELECT count(*) FROM shop WHERE name_key = 'enjoy'") == 2)
        try site.remove(Shop.ID(rawValue: try site.value("SELECT id FROM shop WHERE trade = 'Café'")))
        let preview = try await president.get(try await start(duplicates)).text
        #expect(preview.contains("1 boutique à créer"))
        #expect(preview.contains("1 boutique inchangée"))
        #expect(preview.contains("Même nom et même adresse que la ligne 2"))
    }
}
