import HTTP
import Testing

@testable import Base
@testable import Chaland

@Suite("GET and POST /boutiques/importer") struct NewImportTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    @Test(
        "the president sees where to paste; others do not",
        arguments: [(TestSite.Person.president, Status.ok), (.baker, .notFound)])
    func page(_ person: TestSite.Person, _ status: Status) async throws {
        #expect(try await site.as(person).get("/boutiques/importer").status == status)
        #expect(try await site.as(person).get("/en/boutiques/importer").status == status)
    }

    @Test("a guest signs in first") func guest() async throws {
        #expect(
            try await site.as(.guest).get("/boutiques/importer").location == "/connexion?retour=%2Fboutiques%2Fimporter"
        )
        let sent = try await site.as(.guest).post("/boutiques/importer", [("shops", "Nom\nBar")])
        #expect(sent.status == .forbidden)
        #expect(sent.text.contains("Ce que vous avez écrit est gardé"))
        #expect(try site.value("SELECT count(*) FROM list_import") == 0)
    }

    @Test("a pasted list leads to its preview, and nothing is written yet") func pastes() async throws {
        let president = site.as(.president)
        let answer = try await president.post("/boutiques/importer", [("shops", "Nom\tMétier\nBar du Lac\tCafé\n")])
        #expect(answer.status == .seeOther)
        let preview = try await president.get(try #require(answer.location))
        #expect(preview.text.contains("1 boutique à créer"))
        #expect(preview.text.contains("Bar du Lac"))
        #expect(try site.value("SELECT count(*) FROM shop") == 2)
    }

    @Test("an unconfirmed list is on the president’s home for a week, or until it is confirmed")
    func desk() async throws {
        let president = site.as(.president)
        let line = "Une liste de boutiques attend votre confirmation"
        let sent = [("shops", "Nom\tMétier\nBar du Lac\tCafé\n")]
        let path = try #require(try await president.post("/boutiques/importer", sent).location)
        let desk = try await president.get("/accueil").text
        #expect(desk.contains(line) && desk.contains("href=\"\(path)\""))
        #expect(try await !site.as(.treasurer).get("/accueil").text.contains(line))
        _ = try await president.post(path + "/confirmation", president.get(path).filled)
        #expect(try await !president.get("/accueil").text.contains(line))
        _ = try await president.post("/boutiques/importer", sent)
        #expect(try await president.get("/accueil").text.contains(line))
        site.wait(.days(7))
        #expect(try await !site.as(.president).get("/accueil").text.contains(line))
    }

    @Test("an empty form is refused beside the field") func empty() async throws {
        let answer = try await site.as(.president).post("/boutiques/importer", [("shops", "  \n")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"shops-error\""))
    }

    @Test("422 with the pasted text for a list of titles alone") func onlyTitles() async throws {
        let answer = try await site.as(.president).post("/boutiques/importer", [("shops", "Nom;Adresse")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(">\nNom;Adresse</textarea>"))
    }

    @Test("a cell that is too long is refused, with the likely cause", arguments: ["\"", ""])
    func longCell(_ quote: String) async throws {
        let body = Multipart(
            "file", fileName: "liste.csv",
            Array("Nom;Métier\n\(quote)\(String(repeating: "a;b ", count: 5_000))\(quote)".utf8))
        let answer = try await site.as(.president).send(
            .post, "/boutiques/importer", fields: body.fields, body: body.bytes)
        // Without the quote these are many short cells.
        #expect(answer.status == (quote.isEmpty ? .seeOther : .unprocessableContent))
        #expect(answer.text.contains("pas à sa place") == !quote.isEmpty)
    }

    @Test("a workbook is refused with advice") func workbook() async throws {
        let body = Multipart("file", fileName: "boutiques.xlsx", Array("PK".utf8) + [3, 4, 0, 0, 0])
        let answer = try await site.as(.president).send(
            .post, "/boutiques/importer", fields: body.fields, body: body.bytes)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"file-error\""))
        #expect(answer.text.contains("enregistrez-le au format CSV"))
    }

    @Test("a shopkeeper imports nothing") func shopkeeper() async throws {
        #expect(try await site.as(.baker).post("/boutiques/importer", [("shops", "Nom\nBar")]).status == .notFound)
        #expect(try site.value("SELECT count(*) FROM list_import") == 0)
    }

    @Test("a file older than thirty days is deleted at night") func purge() async throws {
        _ = try await site.as(.president).post("/boutiques/importer", [("shops", "Nom\nBar")])
        #expect(try site.value("SELECT count(*) FROM list_import") == 1)
        site.wait(.days(30))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM list_import") == 0)
    }
}
