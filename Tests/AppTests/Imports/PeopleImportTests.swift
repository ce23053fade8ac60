import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Importing members") struct PeopleImportTests {
    private let list = """
        Nom;Prénom;E-mail;Statut
        ROUX;Inès;ines@example.org;Membre actif
        Fabre;Odile;;partenaire
        Martin;Paul;autre@example.org;
        ;;seul@example.org;
        Roux;Max;INES@example.org;
        Petit;Léa;lea(at)example.org;
        Blanc;Zoé;;roi
        """

    private func upload(_ text: String, _ site: TestSite) async throws -> String {
        try #require(try await site.as(.president).post("/adherents/importer", [("people", text)]).location)
    }

    /// «Paul Martin paul@example.org active», of those added or changed.
    private func people(_ condition: String, _ site: TestSite) throws -> String? {
        try site.text(
            """
            SELECT group_concat(said, ', ') FROM
              (SELECT name || ' ' || ifnull(email, '') || ' ' ||
                      ifnull((SELECT category FROM membership WHERE member_id = member.id AND until_at IS NULL), '') AS said
                 FROM member WHERE \(condition) ORDER BY id)
            """)
    }

    @Test("the preview says what would be added and completed, asks, and changes nothing") func preview() async throws {
        let site = try TestSite()
        let page = try await site.as(.president).get(upload(list, site)).text
        for words in [
            "2 personnes à ajouter", "1 personne à compléter", "Inès ROUX", "Zoé Blanc",
            "lea(at)example.org n’est pas une adresse e-mail", "La ligne 2 a la même adresse", "Il manque un nom",
            "roi n’est pas une catégorie", "Paul Martin, paul@example.org",
        ] { #expect(page.contains(words), "\(words)") }
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
    }

    @Test("confirmed, it adds and completes; a second time it does nothing; undone, everything is as before")
    func confirmed() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let path = try await upload(list, site)
        let answer = try await president.post(path + "/confirmation", president.get(path).filled)
        #expect(answer.location == path)
        #expect(try people("id > \(TestSite.memberCount)", site) == "Inès ROUX ines@example.org active, Zoé Blanc  ")
        #expect(try people("name = 'Odile Fabre'", site) == "Odile Fabre  partner")
        #expect(try people("name = 'Paul Martin'", site) == "Paul Martin paul@example.org ")
        _ = try await president.post(path + "/confirmation")
        let again = try await president.get(upload(list, site)).text
        #expect(again.contains("3 personnes inchangées") && !again.contains("à ajouter"))
        #expect(try await president.get(path).text.contains("Fait le"))
        for _ in 1...2 { #expect(try await president.post(path + "/annulation").location == path) }
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount)
        #expect(try people("name = 'Odile Fabre'", site) == "Odile Fabre  ")
    }

    @Test("answers and boxes count: the same person keeps their address, another is added, a line is left out")
    func answers() async throws {
        for (answer, added) in [("new", 2), ("same", 1)] {
            let site = try TestSite()
            let president = site.as(.president)
            let path = try await upload(list, site)
            let page = try await president.get(path)
            let code = try #require(page.text.firstMatch(of: /name="answer-4" value="([0-9a-f]{16})"/)).1
            var form = page.filled.without("answer-4").without("take-8")
            form.append(("answer-4", answer == "new" ? "new" : String(code)))
            _ = try await president.post(path + "/confirmation", form)
            #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount + added)
            #expect(try people("name = 'Paul Martin'", site)?.hasPrefix("Paul Martin paul@example.org") == true)
        }
    }

    @Test("a list without titles is read, and members who have come stay after an undo") func plain() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let path = try await upload("Inès Roux;ines@example.org\nMax Morel;max@example.org", site)
        _ = try await president.post(path + "/confirmation", president.get(path).filled)
        let ines = try #require(try site.text("SELECT public_id FROM member WHERE name = 'Inès Roux'"))
        _ = try await president.post("/adherents/\(ines)/lien")
        _ = try await president.post(path + "/annulation")
        #expect(try site.value("SELECT count(*) FROM member") == TestSite.memberCount + 1)
        #expect(try await president.get(path).text.contains("annulé"))
    }

    @Test("an empty list is refused; a list of shops has another address") func refused() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let refused = try await president.post("/adherents/importer", [("people", " ")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("Collez une liste"))
        let path = try await upload(list, site)
        let shops = path.replacing("imports-adherents", with: "imports")
        #expect(try await president.get(shops).status == .notFound)
        #expect(try await president.post(shops + "/confirmation").status == .notFound)
        #expect(try await site.as(.secretary).get(path).status == .notFound)
    }
}
