import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("POST /invitations") struct LettersTests {
    @Test("one letter for each shop nobody keeps, once") func all() async throws {
        let site = try TestSite()
        try site.write { try $0.run("DELETE FROM shopkeeper") }
        let president = site.as(.president)
        #expect(try await president.get("/invitations").text.contains("Préparer les 2 lettres qui manquent"))
        let answer = try await president.post("/invitations")
        #expect(answer.status == .ok)
        #expect(answer.fields[.cacheControl] == "no-store")
        let links = answer.text.matches(of: /<figcaption>http:\/\/localhost(\/invitation\/[0-9A-Z-]+)</).map {
            String($0.1)
        }
        #expect(Set(links).count == 2)
        for link in links { #expect(try await site.as(.guest).get(link).status == .ok) }
        let again = try await president.post("/invitations")
        #expect(again.status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM invitation") == 2)
        #expect(try await site.as(.guest).get(links[0]).status == .ok, "a letter handed over must stay good")
    }

    @Test("shops that are kept get none") func kept() async throws {
        let site = try TestSite()
        #expect(try await site.as(.president).post("/invitations").location == "/invitations")
        #expect(try site.value("SELECT count(*) FROM invitation") == 0)
    }
}
