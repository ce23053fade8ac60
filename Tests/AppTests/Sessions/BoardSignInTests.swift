import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("GET and POST /reglages/connexion: two steps asked of the board") struct BoardSignInTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    /// Turns the second step on for a person, without their app.
    private func turnOn(_ person: TestSite.Person) throws {
        let (id, now, key) = (try site.member(person), site.now, site.site.key)
        let secret = [UInt8](repeating: 7, count: SecondFactor.secretBytes)
        try site.write { db in
            try SecondFactor.begin(secret, for: id, at: now, in: db)
            let code = TimeCode.code(secret, step: TimeCode.step(at: now))
            #expect(try SecondFactor.confirm(code, for: id, nonce: [1], key, at: now, in: db))
        }
    }

    @Test("a president who requires it must have it on: no one locks themselves out") func first() async throws {
        let president = site.as(.president)
        let refused = try await president.post("/reglages/connexion", [("asked", "1")])
        #expect(
            refused.status == .unprocessableContent && refused.text.contains("Mettez-la d’abord en service pour vous"))
        #expect(try await site.as(.secretary).get("/adherents").status == .ok)
        try turnOn(.president)
        #expect(try await president.post("/reglages/connexion", [("asked", "1")]).status == .seeOther)
        #expect(try await president.get("/reglages").status == .ok)
        let page = try await president.get("/reglages/connexion").text
        #expect(page.contains("Jean Morel") && page.contains("En service") && page.contains("Pas encore"))
        #expect(!page.contains("Rose Petit"))
    }

    @Test("without it the offices of the board allow nothing at once; those of a shop stay") func suspends()
        async throws
    {
        try turnOn(.president)
        let (paul, now) = (try site.member(.baker), site.now)
        try site.write { try Office.treasurer.give(to: paul, at: now, in: $0) }
        let baker = site.as(.baker)
        #expect(try await baker.get("/adherents").status == .ok)
        _ = try await site.as(.president).post("/reglages/connexion", [("asked", "1")])
        #expect(try await baker.get("/adherents").location == "/compte/deux-etapes")
        #expect(
            try await site.as(.vicePresident).post("/actualites", [("title", "x")]).location == "/compte/deux-etapes")
        #expect(try await baker.get("/boutiques/7kq2/modifier").status == .ok)
        #expect(try await baker.get("/boutiques/f10r/rencontres").status == .notFound)
        #expect(try await baker.get("/accueil").text.contains("Mettre en service la validation en deux étapes"))
        #expect(try await baker.get("/compte/deux-etapes").text.contains("demande cette validation"))
        #expect(try await site.as(.florist).get("/adherents").status == .notFound)
        try turnOn(.baker)
        #expect(try await baker.get("/adherents").status == .ok)
        #expect(try await site.as(.president).post("/reglages/connexion").status == .seeOther)
        #expect(try await site.as(.secretary).get("/adherents").status == .ok)
    }
}
