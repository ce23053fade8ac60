import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

/// Every page and error that a visitor can meet, in each of the six languages.
@Suite("The pages of visitors") struct VisitorLanguageTests {
    private let marked: MarkedSite
    private var site: TestSite { marked.site }

    init() throws { marked = try MarkedSite() }

    @Test(
        "show the messages of their own language only, from the first tap to the erased review",
        arguments: VisitorMessageTests.tags)
    func walk(_ tag: String) async throws {
        try await codes(marked.visitor(tag))
        try await answer(marked.visitor(tag))
        try await kiosk(marked.visitor(tag))
        try await review(marked.visitor(tag))
        try await decisions(tag)
        try await errors(marked.visitor(tag))
        let all = siteMap.routes.filter { $0.languages == .every }.map { "\($0.method) \($0.path)" }
        #expect(Set(all).subtracting(marked.walked) == [], "routes for visitors that this test does not request")
    }

    private func codes(_ visitor: MarkedSite.Visitor) async throws {
        try await visitor.get("/b")
        try await visitor.get("/b?code=zzzz", .notFound)
        try await visitor.get("/b/zzzz", .notFound)
        try await visitor.get("/b/7KQ2")
        try await visitor.post("/b/7KQ2", [], .unprocessableContent)
        try await visitor.post("/b/zzzz", [], .notFound)
        try await visitor.get("/rencontre")
        try await visitor.get("/rencontre?code=%C3%A9", .gone)
        try await visitor.get("/rencontre/ZZZZ-ZZZZ-ZZZZ", .gone)
        try await visitor.post("/rencontre/ZZZZ-ZZZZ-ZZZZ", [("note", "mes mots")], .gone)
    }

    private func answer(_ visitor: MarkedSite.Visitor) async throws {
        let page = try await visitor.post("/b/7KQ2", [("feeling", "2")])
        try await visitor.get(page)
        let wrong = [
            ("purchased", "perhaps"), ("note", String(repeating: "x", count: 2_001)), ("feeling", "9"),
            ("experience_on", "hier"), ("publish", "1"), ("email", "moi"),
        ]
        try await visitor.post(page, wrong, .unprocessableContent)
        try await visitor.post(page, site.reviewFields() + [("website", "x")], .unprocessableContent)
        let details = [("purchased", "no"), ("reason", "size"), ("wait", "long"), ("note", "trop petit")]
        try await visitor.get(visitor.post(page, details))
        for done in ["note", "avis", "decide"] { try await visitor.get(page + "?fait=\(done)") }
        try await visitor.get(visitor.post(page + "/retrait"))
        try await visitor.get("/rencontre?fait=retrait-avis")
        // A held answer has no field for words.
        try await site.flood(12, "F10R", from: visitor.browser.address)
        let held = try await visitor.get(visitor.post("/b/F10R", [("feeling", "1")]))
        #expect(!held.text.contains("name=\"note\""))
    }

    /// The tablet of a shop: an answer, its reason, taking it back, another address, the end.
    private func kiosk(_ visitor: MarkedSite.Visitor) async throws {
        let (tablet, page) = try await site.kiosk()
        try await visitor.get(tablet)
        try await visitor.get(tablet + "/manifest.webmanifest")
        try await visitor.post(tablet, [("key", "x")], .unprocessableContent)
        let thanks = try await visitor.post(tablet, [("key", site.deviceKey()), ("feeling", "2")])
        try await visitor.get(thanks)
        try await visitor.get(visitor.post(thanks, [("revision", "2"), ("reason", "price")]))
        try await visitor.get(visitor.post(thanks, [("revision", "3"), ("withdrawn", "1")]))
        try await visitor.get("/borne/ZZZZ-ZZZZ", .notFound)
        _ = try await site.as(.baker).post(page + "/adresse")
        try await visitor.get(tablet, .gone)
        let other = try await site.tablet(of: page)
        _ = try await site.as(.baker).post(page + "/retrait")
        try await visitor.get(other, .gone)
    }

    /// Sends a review. Returns the pages of its answer and of its author.
    private func sendReview(_ visitor: MarkedSite.Visitor) async throws -> (encounter: String, page: String) {
        let encounter = try await visitor.post("/b/7KQ2", [("feeling", "4")])
        site.wait(SiteLimits.reviewDelay)
        return (encounter, try await visitor.post(encounter, site.reviewFields()))
    }

    private func review(_ visitor: MarkedSite.Visitor) async throws {
        let (encounter, page) = try await sendReview(visitor)
        try await visitor.get(encounter)
        try await visitor.get(page)
        try await visitor.get(page + "?envoye=1")
        try await visitor.post(page, [], .unprocessableContent)
        for day in ["hier", "2031-01-01", "2001-01-01"] {
            let fields = [("text", "x"), ("pseudonym", "x"), ("email", "x"), ("experience_on", day)]
            try await visitor.post(page, fields, .unprocessableContent)
        }
        let words = [("text", "Bien."), ("pseudonym", "Ich"), ("email", "ich@example.org")]
        try await visitor.get(visitor.post(page, words))
        try await visitor.get(page + "/donnees")
        try await visitor.get(page + "/donnees.json")
        try await visitor.post(page + "/effacement", [], .unprocessableContent)
        try await visitor.get(visitor.post(page + "/retrait"))
        try await visitor.get(visitor.post(page + "/effacement", [("sure", "1")]))
        try await visitor.post(page, words, .conflict)
    }

    /// A review refused, and one published with a reply.
    private func decisions(_ tag: String) async throws {
        func decide(_ decision: String, _ fields: [(String, String)] = []) async throws -> (page: String, id: String) {
            let page = try await sendReview(marked.visitor(tag)).page
            let id = try #require(try site.text("SELECT public_id FROM review ORDER BY id DESC LIMIT 1"))
            let form = [("version", "1")] + fields
            #expect(try await site.as(.president).post("/moderation/\(id)/\(decision)", form).status == .seeOther)
            return (page, id)
        }
        let visitor = marked.visitor(tag)
        try await visitor.get(decide("refus", [("reason", "hors sujet")]).page)
        let (page, id) = try await decide("publication")
        _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci."), ("seen", "")])
        #expect(try await visitor.get(page).text.contains("Merci."))
        try await visitor.get(page + "/donnees")
    }

    private func errors(_ visitor: MarkedSite.Visitor) async throws {
        try await visitor.get("/avis/ZZZZ", .notFound)
        let foreign = try await visitor.browser.send(
            .post, "/\(visitor.tag)/b/7KQ2", fields: [("Sec-Fetch-Site", "cross-site")], body: [])
        try visitor.check(foreign, .post, "/b/7KQ2", .forbidden)
        try await visitor.post("/b/7KQ2", [("page", String(repeating: "x", count: 300_000))], .contentTooLarge)
        // More tries of a code than one network may make.
        let guesser = marked.visitor(visitor.tag)
        var status = Status.gone
        for _ in 0..<200 where status == .gone {
            status = try await guesser.browser.get("/\(visitor.tag)/rencontre/ZZZZ-ZZZZ-ZZZY").status
        }
        #expect(status == .tooManyRequests)
        try await guesser.get("/rencontre/ZZZZ-ZZZZ-ZZZY", .tooManyRequests)
        try await guesser.post("/rencontre/ZZZZ-ZZZZ-ZZZY", [("note", "mes mots")], .tooManyRequests)
    }

    @Test("a phone in German stays in German without a prefix, and reads where a link leads") func negotiated()
        async throws
    {
        let site = try TestSite()
        let visitor = site.newVisitor()
        visitor.language = "de-DE, de;q=0.9, en;q=0.5"
        let page = try await visitor.get("/b/7KQ2")
        #expect(page.text.contains("Wie war Ihr Besuch?"))
        #expect(page.text.contains("Datenschutz <span>(<span lang=\"en\">English</span>)</span></a>"))
        #expect(try await visitor.get("/confidentialite").fields[.contentLanguage] == "en")
        let path = try await site.visit(by: visitor)
        let answer = try await visitor.get(path)
        #expect(answer.text.contains("Danke für Ihren Besuch und bis bald"))
        #expect(answer.text.contains("bis 10:10\u{A0}Uhr"))
        visitor.language = "de"
        #expect(
            try await visitor.get("/b/7KQ2").text.contains(
                "Datenschutz <span>(<span lang=\"fr\">Français</span>)</span></a>"))
        visitor.language = "en"
        #expect(!(try await visitor.get("/b/7KQ2").text.contains("<span lang")))
    }

    @Test("offer the five other languages by name", arguments: VisitorMessageTests.tags)
    func switches(_ tag: String) async throws {
        let page = try await TestSite().as(.guest).get("/\(tag)/b/7KQ2").text
        let names = [
            "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "it": "Italiano", "nl": "Nederlands",
        ]
        for (other, name) in names where other != tag {
            #expect(page.contains("<a href=\"/\(other)/b/7KQ2\" hreflang=\"\(other)\" lang=\"\(other)\">\(name)</a>"))
        }
        #expect(!page.contains("hreflang=\"\(tag)\""))
    }

    @Test("the mail with the link to a review is in the language of its author") func mail() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let (now, sender) = (site.now, try #require(EmailAddress(typed: "lac@example.org")))
        try site.write {
            try MailServer(
                host: "localhost", port: 1, security: .none, user: "", senderName: "Les Vitrines", sender: sender
            ).store(at: now, in: $0)
        }
        let visitor = site.newVisitor()
        visitor.language = "nl"
        let path = try await site.visit(by: visitor)
        site.wait(SiteLimits.reviewDelay)
        _ = try await visitor.post(path, site.reviewFields())
        #expect(try site.text("SELECT language FROM outgoing_mail") == "nl")
        #expect(try site.text("SELECT subject FROM outgoing_mail") == "Uw beoordeling van Boulangerie de l’Étoile")
        #expect(try site.text("SELECT consent_wording FROM review")?.hasPrefix("Ik ga ermee akkoord") == true)
    }
}
