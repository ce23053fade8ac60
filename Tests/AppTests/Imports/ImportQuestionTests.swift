import HTTP
import Testing

@testable import Chaland

@Suite("The questions of an import") struct ImportQuestionTests {
    let site: TestSite
    let president: Browser
    /// The bakery of the cast is at 12 rue Royale, 74000 Annecy.
    private let list = """
        Nom;Adresse;Commune;Téléphone
        Boulangerie de l’Étoile;8 rue du Lac;Annecy;0474000002
        Le Quai;1 quai;Annecy;
        """

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func start(_ text: String) async throws -> String {
        try #require(try await president.post("/boutiques/importer", [("shops", text)]).location)
    }

    @Test("a name at another address is asked about, and left out without an answer") func asks() async throws {
        let path = try await start(list)
        let text = try await president.get(path).text
        #expect(text.contains("1 question (ligne 2)"))
        #expect(text.contains("La même boutique\u{A0}: Boulangerie de l’Étoile, 12 rue Royale, 74000 Annecy"))
        #expect(text.contains("Ajouter 1 boutique<"))
        _ = try await president.post(path + "/confirmation")
        #expect(try site.value("SELECT count(*) FROM shop") == 3)
        #expect(try site.text("SELECT address || phone FROM shop WHERE code = '7KQ2'") == "12 rue Royale")
        #expect(try await president.get(path).text.contains("sans réponse à sa question (ligne 2)"))
    }

    @Test(
        "the answer says which shop it is; the next list needs none",
        arguments: [
            (("answer-2", "7kq2"), 3, "8 rue du Lac04 74 00 00 02"),
            (("answers", "same"), 3, "8 rue du Lac04 74 00 00 02"),
            (("answer-2", "new"), 4, "12 rue Royale"), (("answers", "new"), 4, "12 rue Royale"),
            (("answer-2", "f10r"), 3, "12 rue Royale"),
        ])
    func answers(_ answer: (String, String), _ shops: Int, _ bakery: String) async throws {
        let path = try await start(list)
        #expect(try await president.post(path, [answer]).location == path)
        _ = try await president.post(path + "/confirmation")
        #expect(try site.value("SELECT count(*) FROM shop") == shops)
        #expect(try site.text("SELECT address || phone FROM shop WHERE code = '7KQ2'") == bakery)
        if answer.1 != "f10r" {
            let again = try await president.get(try await start(list)).text
            #expect(again.contains("2 boutiques inchangées"))
        }
    }

    @Test("the button says what it does") func button() async throws {
        let path = try await start(
            list + "\nAu Cœur des fleurs;14 bis rue Royale;Annecy;0474000004\nLe Phare;2 quai;Annecy;\n")
        #expect(try await president.get(path).text.contains(">Ajouter 2 boutiques et mettre à jour 1</button>"))
        _ = try await president.post(path, [("answers", "same")])
        #expect(try await president.get(path).text.contains(">Ajouter 2 boutiques et mettre à jour 2</button>"))
        // An exception to the answer to all.
        _ = try await president.post(path, [("answer-2", "")])
        #expect(try await president.get(path).text.contains(">Ajouter 2 boutiques et mettre à jour 1</button>"))
    }

    @Test("two lines cannot both be the same shop") func twice() async throws {
        let text = "Nom;Adresse\nBoulangerie de l’Étoile;8 rue du Lac\nBoulangerie de l’Étoile;9 rue du Lac\n"
        let path = try await start(text)
        _ = try await president.post(path, [("answer-2", "7kq2"), ("answer-3", "7kq2")])
        #expect(try await president.get(path).text.contains("1 question (ligne 3)"))
        _ = try await president.post(path + "/confirmation")
        #expect(try site.text("SELECT address FROM shop WHERE code = '7KQ2'") == "8 rue du Lac")
        #expect(try site.value("SELECT count(*) FROM shop") == 2)
    }

    @Test("lines that repeat an earlier one in every cell are left out, with a box to add them") func doubles()
        async throws
    {
        let text =
            "Nom;Adresse;Notes\nFêtes;2 place;a\nDoré;12 rue A;\nFêtes;2 place;a\nFêtes ; 2 place;a\nFêtes;2 place;b\n"
        let path = try await start(text)
        let preview = try await president.get(path).text
        #expect(preview.contains("2 lignes en double, laissées de côté (lignes 4, 5)"))
        #expect(preview.contains("Identique à la ligne 2."))
        #expect(preview.contains("3 boutiques à créer"))
        _ = try await president.post(path, [("settings", "yes"), ("doubles", "yes")])
        #expect(try await president.get(path).text.contains("5 boutiques à créer"))
        _ = try await president.post(path, [("settings", "yes")])
        _ = try await president.post(path + "/confirmation")
        #expect(try site.value("SELECT count(*) FROM shop") == 5)
    }
}
