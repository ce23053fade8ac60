import HTTP
import Testing

@testable import Base
@testable import Chaland

@Suite("/boutiques/:shop/rencontres") struct ShopEncounterTests {
    @Test("the shopkeeper sees words and feelings with their day, from five answers up") func shows() async throws {
        let site = try TestSite()
        try await site.visit(feeling: 2, details: [("reason", "price"), ("note", "<script>x</script>")])
        for _ in 1...4 { try await site.visit(feeling: 5) }
        try site.night()
        let page = try await site.as(.baker).get("/boutiques/7kq2/rencontres")
        #expect(page.status == .ok)
        #expect(page.text.contains("&lt;script&gt;x&lt;/script&gt;"))
        #expect(!page.text.contains("<script>x"))
        #expect(page.text.contains("<p class=\"what\">Mal, sans achat, le prix</p>"))
        #expect(page.text.contains("2\u{A0}mars 2026"))
        #expect(!page.text.contains("10\u{A0}h"))
        #expect(page.text.contains("<svg viewBox=\"0 0 360 170\""))
    }

    @Test("an unanswered question is left out of the sentence") func unsaid() async throws {
        let site = try TestSite()
        for _ in 1...5 { try await site.visit(feeling: 5) }
        try site.night()
        let page = try await site.as(.baker).get("/boutiques/7kq2/rencontres")
        #expect(page.text.contains("<p class=\"what\">Très bien</p><p class=\"why\">dit par le visiteur"))
    }

    @Test("only the shop's shopkeepers and the presidency") func access() async throws {
        let site = try TestSite()
        #expect(try await site.as(.florist).get("/boutiques/7kq2/rencontres").status == .notFound)
        #expect(try await site.as(.president).get("/boutiques/7kq2/rencontres").status == .ok)
        let guest = try await site.as(.guest).get("/boutiques/7kq2/rencontres")
        #expect(guest.location == "/connexion?retour=%2Fboutiques%2F7kq2%2Frencontres")
        #expect(try await site.as(.baker).post("/boutiques/7kq2/rencontres").status == .methodNotAllowed)
        let wrong = try await site.as(.baker).send(.put, "/boutiques/7kq2/rencontres", fields: [], body: [])
        #expect(wrong.status == .methodNotAllowed)
    }
}

@Suite("POST /boutiques/:shop/avis/:review/reponse") struct ReplyTests {
    private func published(_ site: TestSite) async throws -> String {
        try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        return "/boutiques/7kq2/avis/\(id)/reponse"
    }

    @Test("the shop replies, then changes its reply") func replies() async throws {
        let site = try TestSite()
        let path = try await published(site)
        #expect(try site.value("SELECT count(*) FROM review WHERE replied_at IS NULL") == 1)
        #expect(try await site.as(.baker).post(path, [("text", "Merci <b>")]).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM review WHERE replied_at IS NULL") == 0)
        let page = try await site.as(.baker).get("/boutiques/7kq2/rencontres")
        #expect(page.text.contains("Merci &lt;b&gt;"))
        let seen = String(site.now.seconds)
        site.wait(60)
        #expect(try await site.as(.baker).post(path, [("text", "Merci !"), ("seen", seen)]).status == .seeOther)
        #expect(try site.text("SELECT text FROM shop_reply") == "Merci !")
    }

    @Test("a colleague's reply that was not shown is not overwritten") func conflict() async throws {
        let site = try TestSite()
        let path = try await published(site)
        _ = try await site.as(.president).post(path, [("text", "Bonjour")])
        let answer = try await site.as(.baker).post(path, [("text", "Merci à vous")])
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("Merci à vous"))
        #expect(try site.text("SELECT text FROM shop_reply") == "Bonjour")
    }

    @Test("empty and too long replies are refused with the text preserved") func refuses() async throws {
        let site = try TestSite()
        let path = try await published(site)
        #expect(try await site.as(.baker).post(path, [("text", " ")]).status == .unprocessableContent)
        let long = String(repeating: "a", count: 2_001)
        let answer = try await site.as(.baker).post(path, [("text", long)])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(long))
    }

    @Test("another shop's member and an unpublished review get 404") func access() async throws {
        let site = try TestSite()
        let path = try await published(site)
        #expect(try await site.as(.florist).post(path, [("text", "x")]).status == .notFound)
        let own = path.replacing("7kq2", with: "f10r")
        #expect(try await site.as(.florist).post(own, [("text", "x")]).status == .notFound)
        try await site.review(text: "Un autre")
        let waiting = try #require(try site.text("SELECT public_id FROM review WHERE published_at IS NULL"))
        #expect(
            try await site.as(.baker).post("/boutiques/7kq2/avis/\(waiting)/reponse", [("text", "x")]).status
                == .notFound)
        #expect(try site.value("SELECT count(*) FROM shop_reply") == 0)
    }

    @Test("reviews without a reply come first, those with one below, three a page; a refused change is not lost")
    func order() async throws {
        let site = try TestSite(limitsRate: false)
        var ids: [String] = []
        for number in 1...5 {
            try await site.review(text: "Parole \(number).", pseudonym: "Visiteur \(number)")
            let id = try #require(try site.text("SELECT public_id FROM review ORDER BY id DESC LIMIT 1"))
            _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
            ids.append(id)
            site.wait(60)
        }
        for id in ids.dropLast() {
            _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci.")])
        }
        func words(_ path: String) async throws -> [String] {
            try await site.as(.baker).get(path).text.matches(of: #/Parole \d/#).map { String($0.output) }
        }
        let list = "/boutiques/7kq2/rencontres"
        #expect(try await words(list) == ["Parole 5", "Parole 4", "Parole 3", "Parole 2"])
        #expect(try await words(list + "?avis=2") == ["Parole 5", "Parole 1"])
        let refused = try await site.as(.baker).post("/boutiques/7kq2/avis/\(ids[0])/reponse", [("text", " ")])
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.components(of: "id=\"reply-\(ids[0])\"").count == 2)
    }
}
