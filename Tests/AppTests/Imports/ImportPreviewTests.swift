import HTTP
import Testing

@testable import Chaland

@Suite("GET and POST /imports/:import") struct ImportPreviewTests {
    let site: TestSite
    let president: Browser

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func start(_ text: String) async throws -> String {
        try #require(try await president.post("/boutiques/importer", [("shops", text)]).location)
    }

    @Test("counts the shops to create, update and leave, and lists the lines to correct") func counts() async throws {
        let path = try await start(
            """
            Nom;Métier;Adresse
            Boulangerie de l'Étoile;Boulangerie;12 rue Royale
            AU COEUR DES FLEURS;Fleurs;14 bis rue Royale
            Bar du Lac;;3 quai des Bateaux
            ;Librairie;5 quai des Bateaux
            """)
        let text = try await president.get(path).text
        #expect(text.contains("1 boutique à créer"))
        #expect(text.contains("1 boutique à mettre à jour"))
        #expect(text.contains("1 boutique inchangée"))
        #expect(text.contains("1 à corriger (ligne 5)"))
        #expect(text.contains("Activité manquante"))
        #expect(text.contains("id=\"line-5-name-error\""))
        #expect(text.contains("name=\"line-5-trade\" value=\"Librairie\""))
    }

    @Test("writes large numbers as each language does") func numbers() async throws {
        let path = try await start("Nom;Métier;Description\nLe Quai;Café;\(String(repeating: "é", count: 1_001))\n")
        #expect(try await president.get(path).text.contains("1\u{202F}000 caractères au plus"))
        #expect(try await president.get("/en" + path).text.contains("1,000 characters at most"))
    }

    @Test("a cell is corrected in the preview") func corrects() async throws {
        let path = try await start("Nom;Métier\nBar du Lac;Café\n;Librairie\n")
        #expect(
            try await president.post(path, [("columns", "yes"), ("line-3-name", "Le Quai")]).location
                == path)
        let text = try await president.get(path).text
        #expect(text.contains("2 boutiques à créer"))
        #expect(text.contains("value=\"Le Quai\""))
    }

    @Test("columns are matched by hand") func matches() async throws {
        let path = try await start("Titre;Quoi;Divers\nBar du Lac;Café;x\n")
        let columns = [
            ("titles", "1"), ("columns", "yes"), ("column-0", "name"), ("column-1", "trade"), ("column-2", ""),
        ]
        _ = try await president.post(path, columns)
        let text = try await president.get(path).text
        #expect(text.contains("1 boutique à créer"))
        #expect(text.contains("Colonnes non utilisées\u{A0}: Divers") || text.contains("Divers"))
    }

    @Test("422 with the chosen columns when two columns are the same") func doubled() async throws {
        let path = try await start("Nom;Métier;Adresse\nBar du Lac;Café;3 quai\n")
        let answer = try await president.post(path, [("columns", "yes"), ("column-1", "name")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"column-1-error\""))
    }

    @Test("an unknown import, and any import for a shopkeeper, are the same 404") func missing()
        async throws
    {
        let path = try await start("Nom\nBar\n")
        #expect(try await president.get("/imports/nothing").status == .notFound)
        #expect(try await site.as(.baker).get(path).status == .notFound)
        #expect(try await site.as(.baker).post(path + "/confirmation").status == .notFound)
        #expect(try await site.as(.guest).get(path).location == "/connexion?retour=" + path.replacing("/", with: "%2F"))
        #expect(try await president.get(path + "/confirmation").status == .methodNotAllowed)
    }

    @Test("a name with markup is escaped") func markup() async throws {
        let path = try await start("Nom;Adresse\n<script>alert(1)</script>;3 quai\n")
        #expect(!(try await president.get(path).text.contains("<script>alert")))
    }
}
