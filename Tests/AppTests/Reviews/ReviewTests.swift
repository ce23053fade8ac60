import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("/avis/:secret") struct ReviewTests {
    @Test("a submitted review waits, at a secret URL for its author") func sends() async throws {
        let site = try TestSite()
        let path = try await site.review(text: "Accueil <i>parfait</i>", pseudonym: "<b>Moi</b>")
        #expect(path.hasPrefix("/avis/"))
        let page = try await site.as(.guest).get(path)
        #expect(page.status == .ok)
        #expect(page.text.contains("Accueil &lt;i&gt;parfait&lt;/i&gt;"))
        #expect(page.text.contains("&lt;b&gt;Moi&lt;/b&gt;"))
        #expect(!page.text.contains("<b>Moi"))
        #expect(page.text.contains(path))
        #expect(page.fields[.cacheControl] == "no-store")
        #expect(try site.value("SELECT length(author_token_hash) FROM review") == 32)
        #expect(try site.text("SELECT consent_wording FROM review")?.hasPrefix("J’accepte") == true)
        #expect(try site.value("SELECT consented_at FROM review") == site.now.seconds)
        #expect(!page.text.contains("avis vérifié"))
    }

    @Test("the same form sent twice creates one review and redirects to the same page") func replays() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(SiteLimits.reviewDelay)
        let page = try await guest.get(path)
        let author = try #require(page.text.firstMatch(of: #/name="author" value="([0-9A-Z]{32})"/#)?.1)
        let form = site.reviewFields() + [("author", String(author))]
        let first = try await guest.post(path, form)
        let second = try await guest.post(path, form)
        #expect(first.location == second.location)
        #expect(try site.value("SELECT count(*) FROM review") == 1)
    }

    @Test("it can be changed from the encounter until a decision") func changes() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(SiteLimits.reviewDelay)
        _ = try await guest.post(path, site.reviewFields())
        let again = try await guest.post(path, site.reviewFields(text: "Autrement"))
        #expect(again.location == path + "?fait=avis")
        #expect(try site.text("SELECT text FROM review") == "Autrement")
        #expect(try site.value("SELECT version FROM review") == 2)
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "2")])
        let late = try await guest.post(path, site.reviewFields(text: "Trop tard"))
        #expect(late.location == path + "?fait=decide")
        #expect(try site.text("SELECT text FROM review") == "Autrement")
        // Withdrawing the encounter leaves the published review.
        _ = try await guest.post(path + "/retrait")
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NULL") == 1)
    }

    @Test("withdrawing consent withdraws the review") func consent() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(SiteLimits.reviewDelay)
        _ = try await guest.post(path, site.reviewFields())
        _ = try await guest.post(path, [("note", "Pour vous seuls")])
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NULL") == 0)
        _ = try await guest.post(path, site.reviewFields())
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NULL") == 1)
        _ = try await guest.post(path + "/retrait")
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NULL") == 0)
    }

    @Test(
        "text, pseudonym, e-mail address and a date within a year are required",
        arguments: [
            ("note", ""), ("pseudonym", " "), ("email", "rose@"), ("experience_on", "2026-03-03"),
            ("experience_on", "2025-03-01"), ("experience_on", "2026-02-30"),
            ("pseudonym", String(repeating: "a", count: 61)),
        ])
    func refuses(_ name: String, _ value: String) async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(SiteLimits.reviewDelay)
        let form = site.reviewFields().map { ($0.0, $0.0 == name ? value : $0.1) } + [("thanked", "yes")]
        let answer = try await guest.post(path, form)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("href=\"#\(name)\""))
        #expect(answer.text.contains(name == "pseudonym" ? "camille@example.net" : "Camille du quartier"))
        #expect(answer.text.contains("name=\"publish\" value=\"1\" checked"))
        #expect(try site.value("SELECT count(*) FROM review") == 0)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE thanked IS NOT NULL") == 0)
    }

    @Test("the same day a year ago is accepted") func oldest() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(SiteLimits.reviewDelay)
        #expect(try await guest.post(path, site.reviewFields(on: "2025-03-02")).status == .seeOther)
    }

    @Test("a refused review shows the reason and can be changed and submitted again") func refusal() async throws {
        let site = try TestSite()
        let path = try await site.review(text: "Le patron est un <voleur>")
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post(
            "/moderation/\(id)/refus", [("version", "1"), ("reason", "Injurieux & <b>")])
        let page = try await site.as(.guest).get(path)
        #expect(
            page.text.contains("Votre avis n’a pas été publié pour le motif suivant\u{A0}: Injurieux &amp; &lt;b&gt;"))
        #expect(page.text.contains("Le patron est un &lt;voleur&gt;"))
        let bad = try await site.as(.guest).post(
            path, [("text", ""), ("pseudonym", "Rose"), ("email", "rose@example.fr")])
        #expect(bad.status == .unprocessableContent)
        #expect(bad.text.contains("value=\"Rose\""))
        let form = [
            ("text", "Déçu"), ("pseudonym", "Rose"), ("email", "rose@example.fr"), ("experience_on", "2026-03-01"),
        ]
        let saved = try await site.as(.guest).post(path, form).location
        #expect(saved == path + "?fait=enregistre")
        #expect(try await site.as(.guest).get(saved ?? "").text.contains("C’est noté."))
        #expect(
            try site.value("SELECT count(*) FROM review WHERE refused_at IS NULL AND text = 'Déçu' AND version = 3")
                == 1)
        #expect(try site.value("SELECT count(*) FROM review_decision WHERE outcome = 'refused'") == 1)
    }

    @Test("a published review can be withdrawn, not changed") func withdraws() async throws {
        let site = try TestSite()
        let path = try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        let page = try await site.as(.guest).get(path)
        #expect(page.text.contains("href=\"/boutiques/boulangerie-de-l-etoile-7kq2\""))
        let form = [("text", "Autre"), ("pseudonym", "Rose"), ("email", "rose@example.fr")]
        #expect(try await site.as(.guest).post(path, form).status == .conflict)
        #expect(try await site.as(.guest).post(path + "/retrait").location == path)
        #expect(try await site.as(.guest).get(path).text.contains("Vous avez retiré cet avis."))
        #expect(try await site.as(.guest).post(path, form).status == .conflict)
    }

    @Test("an unknown secret is 404") func unknown() async throws {
        let site = try TestSite()
        #expect(try await site.as(.guest).get("/avis/ABCDEFGHABCDEFGHABCDEFGHABCDEFGH").status == .notFound)
        #expect(try await site.as(.guest).post("/avis/%C3%A9/retrait").status == .notFound)
    }

    @Test("many reviews from one address are limited, with the form preserved") func flood() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        for feeling in 1...5 {
            let path = try await site.visit(feeling: feeling, by: guest)
            site.wait(SiteLimits.reviewDelay)
            #expect(try await guest.post(path, site.reviewFields()).status == .seeOther)
        }
        let path = try await site.visit("F10R", by: guest)
        site.wait(SiteLimits.reviewDelay)
        let answer = try await guest.post(path, site.reviewFields(text: "Le sixième"))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Le sixième"))
    }

    @Test("a review sent too fast, or with the hidden field filled in, comes back as a form with its words")
    func bots()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        let form = site.reviewFields(text: "Écrit par un robot")
        site.wait(SiteLimits.reviewDelay - 1)
        let fast = try await guest.post(path, form)
        #expect(fast.status == .unprocessableContent)
        #expect(fast.text.contains("Écrit par un robot") && fast.text.contains("Camille du quartier"))
        #expect(fast.text.contains("Relisez votre avis"))
        site.wait(1)
        let trapped = try await guest.post(path, form + [("website", "https://example.com")])
        #expect(trapped.status == .unprocessableContent)
        #expect(trapped.text.contains("Écrit par un robot") && !trapped.text.contains("https://example.com"))
        #expect(try site.value("SELECT count(*) FROM review") == 0)
        #expect(try await guest.post(path, form).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM review") == 1)
    }
}
