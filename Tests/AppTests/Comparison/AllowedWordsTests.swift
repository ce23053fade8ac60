import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("Words that the association may quote") struct AllowedWordsTests {
    private let site: TestSite

    init() throws { site = try TestSite(limitsRate: false) }

    private func says(_ text: String, allowed: Bool = true) async throws -> String {
        let details = [("note", text), ("purchased", "no"), ("reason", "closed")] + (allowed ? [("quote", "1")] : [])
        return try await site.visit(details: details)
    }

    private func page(_ person: TestSite.Person) async throws -> String {
        try await site.as(person).get("/demande").text
    }

    private func decide(_ decision: String, by person: TestSite.Person = .president) async throws -> Status {
        let id = try #require(try site.text("SELECT public_id FROM allowed_words"))
        return try await site.as(person).post("/demande/mots/\(id)", [("decision", decision)]).status
    }

    @Test("without the tick no one is asked to read them, and no one else sees them") func unticked() async throws {
        _ = try await says("Fermé à 18 h, dommage", allowed: false)
        try site.night()
        #expect(try await !page(.president).contains("Fermé à 18 h"))
        #expect(try site.value("SELECT count(*) FROM allowed_words") == 0)
    }

    @Test("with the tick a moderator reads them, and members see them once they are published") func published()
        async throws
    {
        let path = try await says("Fermé à 18 h, dommage")
        #expect(try await site.as(.guest).get(path).text.contains("name=\"quote\" value=\"1\" checked"))
        #expect(try await !page(.president).contains("Fermé à 18 h"), "it can still change")
        try site.night()
        #expect(try await page(.president).contains("Fermé à 18 h"))
        #expect(try await site.as(.president).get("/accueil").text.contains("Les mots d’un visiteur à lire"))
        #expect(try await !page(.baker).contains("Fermé à 18 h"))
        #expect(try await decide("published") == .seeOther)
        #expect(try await page(.baker).contains("Fermé à 18 h"))
        #expect(try await decide("refused") == .conflict)
    }

    @Test("refused words are not shown; the decision can be undone") func refused() async throws {
        _ = try await says("La dame du 12 est aimable")
        try site.night()
        #expect(try await decide("refused") == .seeOther)
        #expect(try await !page(.baker).contains("La dame du 12"))
        let id = try #require(try site.text("SELECT public_id FROM allowed_words"))
        #expect(try await site.as(.president).post("/demande/mots/\(id)/attente").status == .seeOther)
        #expect(try await page(.president).contains("La dame du 12"))
        #expect(try await page(.president).contains("Montrer aux adhérents"))
    }

    @Test("taking the tick back, or withdrawing the answer, takes the words back") func takenBack() async throws {
        let guest = site.newVisitor()
        let path = try await site.visit(by: guest, details: [("note", "Trop tard"), ("quote", "1")])
        #expect(try site.value("SELECT count(*) FROM allowed_words") == 1)
        _ = try await guest.post(path, [("note", "Trop tard")])
        #expect(try site.value("SELECT count(*) FROM allowed_words") == 0)
        _ = try await guest.post(path, [("note", "Trop tard"), ("quote", "1")])
        _ = try await guest.post(path + "/retrait")
        #expect(try site.value("SELECT count(*) FROM allowed_words") == 0)
    }

    @Test("the version of the wording that was agreed to is stored") func consent() async throws {
        _ = try await says("Trop tard")
        let french = "L’association peut citer ces mots à ses adhérents, sans dire dans quelle boutique."
        #expect(try site.text("SELECT consent_version FROM allowed_words") == Consent.version(of: french))
    }
}
