import Gzip
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("GET /b/:code") struct ShowVisitTests {
    @Test("the page asks one question with five buttons", arguments: ["/b/7KQ2", "/b/7kq2", "/b/7k-q2", "/en/b/7KQ2"])
    func shows(_ path: String) async throws {
        let answer = try await TestSite().as(.guest).get(path)
        #expect(answer.status == .ok)
        #expect(answer.text.contains("Boulangerie de l’Étoile"))
        #expect(answer.text.split(separator: "name=\"feeling\"").count == 6)
    }

    @Test("letters that look like digits are read as digits", arguments: ["/b/f1Or", "/b/FIOR", "/b/flor"])
    func forgives(_ path: String) async throws {
        let answer = try await TestSite().as(.guest).get(path)
        #expect(answer.text.contains("Au Cœur des fleurs"))
    }

    @Test(
        "a URL copied in other case or with a trailing slash is redirected",
        arguments: [
            ("/B/7KQ2", "/b/7KQ2"), ("/b/7KQ2/", "/b/7KQ2"), ("/B/7kq2/", "/b/7KQ2"), ("/en/B/f1or/", "/en/b/F10R"),
            ("/b/", "/b"), ("/B", "/b"),
        ])
    func straightens(_ path: String, _ right: String) async throws {
        let guest = try TestSite().as(.guest)
        let answer = try await guest.get(path)
        #expect(answer.status == .permanentRedirect)
        #expect(answer.location == right)
        #expect(try await guest.get(right).status == .ok)
    }

    @Test("other URLs are not redirected", arguments: ["/b/7KQ2/x", "/C/7KQ2", "/B/%C3%A9", "/b/7KQ2//x/"])
    func straightensNoMore(_ path: String) async throws {
        #expect(try await TestSite().as(.guest).get(path).status == .notFound)
    }

    @Test(
        "an unknown code is 404 with a field and a link to the directory",
        arguments: ["/b/ZZZZ", "/b/7KQ", "/b/%C3%A9", "/b/7KQU"])
    func unknown(_ path: String) async throws {
        let answer = try await TestSite().as(.guest).get(path)
        #expect(answer.status == .notFound)
        #expect(answer.text.contains("Aucune boutique n’a ce code"))
        #expect(answer.text.contains("href=\"/boutiques\""))
        #expect(answer.text.contains("name=\"code\""))
    }

    @Test("a code typed in the field leads to the shop") func finds() async throws {
        let site = try TestSite()
        #expect(try await site.as(.guest).get("/b?code=fi+or").location == "/b/F10R")
        #expect(try await site.as(.guest).get("/b").status == .ok)
        let wrong = try await site.as(.guest).get("/b?code=%3Cb%3E")
        #expect(wrong.status == .notFound)
        #expect(wrong.text.contains("&lt;b&gt;"))
    }

    @Test("page, style sheet and script are under 14 KB compressed, in three requests") func weighs() async throws {
        let page = try await TestSite().as(.guest).get("/b/7KQ2")
        let sheet = try #require(page.text.split(separator: "<link rel=\"stylesheet\" href=\"").dropFirst().first)
        let css = try await TestSite().as(.guest).get(String(sheet.prefix { $0 != "\"" }))
        #expect(css.status == .ok)
        let script = try #require(page.text.split(separator: "<script src=\"").dropFirst().first)
        let code = try await TestSite().as(.guest).get(String(script.prefix { $0 != "\"" }))
        #expect(code.status == .ok)
        let compressor = try #require(Gzip.Compressor(level: 1))
        let total = [page, css, code].reduce(0) { $0 + (compressor.compress($1.bytes)?.count ?? 0) }
        #expect(total > 1_000 && total <= 14_000)
        #expect(page.text.components("<script") == 1 && page.text.contains(" defer></script>"))
        #expect(!page.text.contains("<img"))
        #expect(page.fields.all(.setCookie).isEmpty)
    }
}

@Suite("POST /b/:code") struct CreateEncounterTests {
    @Test("one tap is recorded, counted and redirects to thanks") func taps() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(feeling: 4, by: guest)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE feeling = 4 AND source = 'visitor'") == 1)
        #expect(try site.counted("feeling = 4 AND outcome = 2") == 1)
        let thanks = try await guest.get(path)
        #expect(thanks.text.contains("Merci de votre visite et à bientôt"))
        #expect(thanks.text.contains("10\u{A0}h\u{A0}10"))
        #expect(thanks.text.contains(String(path.dropFirst("/rencontre/".count))))
        #expect(thanks.fields[.cacheControl] == "no-store")
        #expect(thanks.fields.all(.setCookie).isEmpty)
    }

    @Test("without a known face the page is shown again", arguments: ["", "0", "6", "x", "55", "５"])
    func refuses(_ feeling: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.guest).post("/b/7KQ2", [("feeling", feeling)])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Touchez l’un des cinq visages."))
        #expect(answer.text.contains("Boulangerie de l’Étoile"))
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
    }

    @Test("a tap carries no words; they come with the next step") func words() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let answer = try await guest.post("/b/7KQ2", [("feeling", "2"), ("note", "trop cher"), ("reason", "price")])
        #expect(try site.value("SELECT count(*) FROM encounter WHERE note IS NULL AND purchased IS NULL") == 1)
        let path = try #require(answer.location)
        #expect(try await guest.post(path, [("reason", "price"), ("note", " trop cher ")]).status == .seeOther)
        #expect(try site.text("SELECT no_purchase_reason FROM encounter") == "price")
        #expect(try site.text("SELECT note FROM encounter") == "trop cher")
        #expect(try site.counted("outcome = 0 AND feeling = 2") == 1)
    }

    @Test("an unknown code records nothing") func unknown() async throws {
        let site = try TestSite()
        #expect(try await site.as(.guest).post("/b/ZZZZ", [("feeling", "5")]).status == .notFound)
        #expect(try await site.as(.guest).post("/b/%C3%A9", [("feeling", "5")]).status == .notFound)
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
    }

    @Test("another site's form records nothing") func crossSite() async throws {
        let site = try TestSite()
        let answer = try await site.as(.guest).send(
            .post, "/b/7KQ2",
            fields: [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "cross-site")],
            body: Array("feeling=5".utf8))
        #expect(answer.status == .forbidden)
        #expect(try site.value("SELECT count(*) FROM encounter") == 0)
    }

    @Test(
        "one household is one address",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2ff:3:4:5:6", "2001:db8:1:200"), ("2001:db8::1", "2001:db8:0:0"),
            ("1::2:3:4:5:6", "1:0:0:0"), ("::1", "0:0:0:0"), ("::ffff:192.0.2.7", "::ffff:192.0.2.7"), ("", ""),
        ])
    func network(_ address: String, _ network: String) { #expect(RateLimits.network(of: address) == network) }

    @Test("keys of ended codes are deleted") func purges() async throws {
        let site = try TestSite()
        try await site.visit()
        site.wait(.minutes(21))
        try await site.visit()
        try await site.visit()
        #expect(try site.value("SELECT count(*) FROM change_key") == 1)
    }
}
