@testable import Shell
@testable import Shops
import HTTP
import SQLite
import Testing

@testable import Chaland

extension TestSite {
    /// Leaves both shops without a shopkeeper.
    fileprivate func endShopkeepers() throws {
        let (baker, florist, now) = (try member(.baker), try member(.florist), now)
        let (bakery, flowers) = (self.bakery, self.florist)
        try write { db in
            try Office.shopkeeper.end(of: baker, for: bakery.scope, at: now, in: db)
            try Office.shopkeeper.end(of: florist, for: flowers.scope, at: now, in: db)
        }
    }

    /// While `body` runs, pages of the president cannot be rendered: counting waiting reviews fails.
    fileprivate func withoutReviews<T>(_ body: () async throws -> T) async throws -> T {
        try write { try $0.execute("ALTER TABLE review RENAME TO hidden") }
        let result = try await body()
        try write { try $0.execute("ALTER TABLE hidden RENAME TO review") }
        return result
    }
}

@Suite("POST /invitations") struct LettersTests {
    @Test("one letter for each shop without a shopkeeper, once") func all() async throws {
        let site = try TestSite()
        try site.endShopkeepers()
        let president = site.as(.president)
        #expect(try await president.get("/invitations").text.contains("Préparer les 2 lettres qui manquent"))
        let answer = try await president.post("/invitations")
        #expect(answer.status == .ok)
        #expect(answer.fields[.cacheControl] == "private, no-cache")
        let links = answer.text.matches(of: /<figcaption>http:\/\/localhost(\/invitation\/[0-9A-Z-]+)</).map {
            String($0.1)
        }
        #expect(Set(links).count == 2)
        #expect(answer.text.components("<strong>Les Vitrines du Lac</strong>") == 2, "each says who sends it")
        for link in links { #expect(try await site.as(.guest).get(link).status == .ok) }
        let again = try await president.post("/invitations")
        #expect(again.status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM invitation") == 2)
        #expect(try await site.as(.guest).get(links[0]).status == .ok, "an earlier letter stays valid")
    }

    @Test(
        "if rendering the letters fails, no invitation is created and earlier ones stay valid",
        arguments: [true, false])
    func unshown(_ isBusy: Bool) async throws {
        let site = try TestSite()
        try site.endShopkeepers()
        let president = site.as(.president)
        let first = try await president.post("/boutiques/7kq2/invitation")
        let letter = try #require(first.text.firstMatch(of: /http:\/\/localhost(\/invitation\/[0-9A-Z-]+)</)).1
        for path in ["/invitations", "/boutiques/7kq2/invitation"] {
            let answer =
                isBusy
                ? try await site.withFull(.pages) { try await president.post(path) }
                : try await site.withoutReviews { try await president.post(path) }
            #expect(answer.status == (isBusy ? .serviceUnavailable : .internalServerError))
        }
        #expect(try site.value("SELECT count(*) FROM invitation") == 1)
        #expect(try await site.as(.guest).get(String(letter)).status == .ok)
        #expect(try await president.post("/invitations").text.components(of: "class=\"letter\"").count == 2)
    }

    @Test("shops with a shopkeeper get none") func taken() async throws {
        let site = try TestSite()
        #expect(try await site.as(.president).post("/invitations").location == "/invitations")
        #expect(try site.value("SELECT count(*) FROM invitation") == 0)
    }
}
