@testable import Base
@testable import Shops
@testable import Encounters
@testable import Shell
import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("/moderation") struct ModerationTests {
    private func waiting(_ site: TestSite, text: String = "On m’a écouté.") async throws -> String {
        try await site.review(text: text)
        return try #require(
            try site.text("SELECT public_id FROM review WHERE published_at IS NULL AND refused_at IS NULL"))
    }

    @Test("the president reads a review with its author and shop, escaped") func reads() async throws {
        let site = try TestSite()
        _ = try await waiting(site, text: "<script>alert(1)</script>")
        let page = try await site.as(.president).get("/moderation")
        #expect(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!page.text.contains("<script>alert"))
        #expect(page.text.contains("camille@example.net"))
        #expect(page.text.contains("Boulangerie de l’Étoile"))
        #expect(page.fields[.cacheControl] == "no-store")
    }

    @Test(
        "other people get no access",
        arguments: ["/moderation", "/moderation/x/publication", "/moderation/x/refus", "/moderation/7kq2/rencontres"])
    func access(_ path: String) async throws {
        let site = try TestSite()
        let isPage = path == "/moderation"
        let baker = site.as(.baker)
        let guest = site.as(.guest)
        #expect(try await (isPage ? baker.get(path) : baker.post(path)).status == .notFound)
        #expect(try await (isPage ? guest.get(path) : guest.post(path)).status == (isPage ? .seeOther : .forbidden))
        #expect(try await site.as(.president).send(.delete, path, fields: [], body: []).status == .methodNotAllowed)
    }

    @Test("a published review is taken back with «Annuler»") func publishes() async throws {
        let site = try TestSite()
        let id = try await waiting(site)
        let president = site.as(.president)
        #expect(try await president.post("/moderation/\(id)/publication", [("version", "1")]).location == "/moderation")
        #expect(try site.value("SELECT published_at FROM review") == site.now.seconds)
        let page = try await president.get("/moderation")
        #expect(page.text.contains("action=\"/moderation/\(id)/attente?version=2\""))
        let published = try await president.get("/moderation?onglet=publies")
        #expect(published.text.contains("On m’a écouté."))
        #expect(published.text.contains("sans réponse de la boutique"))
        let review = "/boutiques/7kq2/avis/\(id)/reponse"
        #expect(try await site.as(.baker).post(review, [("text", "Merci."), ("seen", "")]).status == .seeOther)
        #expect(!(try await president.get("/moderation?onglet=publies").text.contains("sans réponse de la boutique")))
        #expect(try await president.post("/moderation/\(id)/attente?version=2").status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM review WHERE published_at IS NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM review_decision") == 2)
        _ = try await president.post("/moderation/\(id)/publication", [("version", "3")])
        #expect(try site.value("SELECT count(*) FROM review_decision") == 3)
    }

    @Test("a president decides nothing about their own shop while another one can") func conflictOfInterest()
        async throws
    {
        let site = try TestSite()
        let id = try await waiting(site)
        let (bakery, now) = (site.bakery, site.now)
        let (camille, other) = (try site.member(.president), try site.member(.vicePresident))
        try site.write { db in
            try Office.shopkeeper.give(to: camille, for: bakery.scope, at: now, in: db)
            try Office.vicePresident.end(of: other, at: now, in: db)
        }
        let president = site.as(.president)
        #expect(try await president.get("/moderation").text.contains("/moderation/\(id)/publication"))
        try site.write { db in try Office.vicePresident.give(to: other, at: now, in: db) }
        let page = try await president.get("/moderation")
        #expect(page.text.contains("Vous tenez cette boutique"))
        #expect(!page.text.contains("/moderation/\(id)/publication"))
        for (path, reason) in [("publication", ""), ("refus", "Non"), ("attente", "")] {
            let answer = try await president.post("/moderation/\(id)/\(path)", [("version", "1"), ("reason", reason)])
            #expect(answer.status == .forbidden)
        }
        #expect(try site.value("SELECT count(*) FROM review_decision") == 0)
    }

    @Test("a refusal needs a reason") func refuses() async throws {
        let site = try TestSite()
        let id = try await waiting(site)
        let president = site.as(.president)
        let empty = try await president.post("/moderation/\(id)/refus", [("version", "1"), ("reason", " ")])
        #expect(empty.status == .unprocessableContent)
        #expect(empty.text.contains("l’auteur a le droit de le connaître"))
        let long = String(repeating: "a", count: 501)
        let tooLong = try await president.post("/moderation/\(id)/refus", [("version", "1"), ("reason", long)])
        #expect(tooLong.status == .unprocessableContent)
        #expect(tooLong.text.contains(long))
        _ = try await president.post("/moderation/\(id)/refus", [("version", "1"), ("reason", "Nomme une personne")])
        #expect(try site.text("SELECT rejection_reason FROM review") == "Nomme une personne")
        #expect(try site.text("SELECT reason FROM review_decision") == "Nomme une personne")
        let refused = try await president.get("/moderation?onglet=refuses")
        #expect(refused.text.contains("Nomme une personne"))
        let mail = "href=\"mailto:camille@example.net?subject=Votre%20avis%20sur%20la%20boutique%20"
        #expect(refused.text.contains(mail))
        #expect(refused.text.contains("&amp;body=Bonjour%2C%0D%0A%0D%0A"))
        #expect(refused.text.contains("%3A%20Nomme%20une%20personne%0D%0A"))
    }

    @Test("a decision applies once, to the version that was read") func conflicts() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        _ = try await guest.post(path, site.reviewFields())
        _ = try await guest.post(path, site.reviewFields(text: "Tout autre chose"))
        let id = try #require(try site.text("SELECT public_id FROM review"))
        let president = site.as(.president)
        let stale = try await president.post("/moderation/\(id)/refus", [("version", "1"), ("reason", "Mon motif")])
        #expect(stale.status == .conflict)
        #expect(stale.text.contains("Mon motif"))
        #expect(stale.text.contains("Tout autre chose"))
        #expect(try await president.post("/moderation/\(id)/publication", [("version", "2")]).status == .seeOther)
        #expect(try await president.post("/moderation/\(id)/publication", [("version", "2")]).status == .conflict)
        #expect(try await president.post("/moderation/\(id)/publication", [("version", "3")]).status == .conflict)
        #expect(try site.value("SELECT count(*) FROM review_decision") == 1)
        #expect(try await president.post("/moderation/nowhere/publication", [("version", "1")]).status == .notFound)
    }

    @Test("held encounters are counted on their own day, or set aside", arguments: ["count", "discard"])
    func held(_ decision: String) async throws {
        let site = try TestSite()
        let flooder = site.as(.guest)
        for _ in 0..<40 { try await site.visit(by: flooder) }
        let held = try site.value("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL")
        #expect((8...10).contains(held))
        let counted = try site.counted()
        site.wait(.days(8))
        let president = site.as(.president)
        let page = try await president.get("/moderation")
        #expect(page.text.contains("/moderation/7kq2/rencontres"))
        #expect(try await president.post("/moderation/7kq2/rencontres").status == .unprocessableContent)
        let answer = try await president.post("/moderation/7kq2/rencontres", [("decision", decision)])
        #expect(answer.location == "/moderation")
        #expect(
            try site.value("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL") == 0)
        #expect(try site.counted() == counted + (decision == "count" ? held : 0))
        try site.night()
        let figures = "SELECT sum(encounters) FROM shop_day WHERE day_on "
        #expect(try site.value(figures + "= '2026-03-02'") == site.counted())
        #expect(try site.value(figures + "> '2026-03-02'") == 0)
        #expect(try await president.post("/moderation/ZZZZ/rencontres", [("decision", "count")]).status == .notFound)
    }

    @Test("held encounters set aside by mistake wait again, except one its visitor withdrew") func restores()
        async throws
    {
        let site = try TestSite()
        let flooder = site.as(.guest)
        var last = ""
        for _ in 0..<35 { last = try await site.visit(by: flooder) }
        _ = try await flooder.post(last + "/retrait")
        let held = try site.value("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL")
        let president = site.as(.president)
        _ = try await president.post("/moderation/7kq2/rencontres", [("decision", "discard")])
        let page = try await president.get("/moderation")
        let undo = "/moderation/7kq2/rencontres/attente?depuis=\(site.now.seconds)"
        #expect(page.text.contains("action=\"\(undo)\""))
        #expect(try await president.post(undo).status == .seeOther)
        #expect(
            try site.value("SELECT count(*) FROM encounter WHERE held_at IS NOT NULL AND withdrawn_at IS NULL") == held)
        #expect(try await president.post(undo).status == .gone)
    }

    @Test("the number in the navigation is the number of waiting decisions") func badge() async throws {
        let site = try TestSite()
        #expect(try Moderation.waiting(in: site.loop.reader) == 0)
        _ = try await waiting(site)
        for _ in 0..<32 { try await site.visit() }
        #expect(try Moderation.waiting(in: site.loop.reader) == 2)
    }
}
