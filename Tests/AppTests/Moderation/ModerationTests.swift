import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

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
        arguments: [
            "/moderation", "/moderation/x/publication", "/moderation/x/refus", "/moderation/avis",
            "/moderation/x/reponses",
        ])
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
        site.wait(SiteLimits.reviewDelay)
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

    @Test("the number in the navigation is the number of waiting decisions") func badge() async throws {
        let site = try TestSite()
        #expect(try Moderation.pending(in: site.loop.reader) == 0)
        _ = try await waiting(site)
        try await site.flood(11)
        site.wait(.minutes(20))
        try site.runDueWork()
        #expect(try Moderation.pending(in: site.loop.reader) == 2)
    }
}

@Suite("POST /moderation/avis") struct BulkTests {
    private func waiting(_ count: Int, _ site: TestSite) async throws -> [(String, String)] {
        for number in 0..<count { try await site.review(text: "Avis \(number)") }
        return try site.loop.reader.rows("SELECT public_id || '.' || version FROM review ORDER BY id") {
            ("review", $0.text(0))
        }
    }

    @Test("publishes or refuses all ticked reviews, and no other", arguments: ["publish", "refuse"])
    func decides(_ decision: String) async throws {
        let site = try TestSite()
        let reviews = try await waiting(4, site)
        let form = reviews.prefix(3) + [("decision", decision), ("reason", "Publicité")]
        let president = site.as(.president)
        let answer = try await president.post("/moderation/avis", Array(form))
        #expect(answer.location == "/moderation")
        let column = decision == "publish" ? "published_at" : "refused_at"
        #expect(try site.value("SELECT count(*) FROM review WHERE \(column) IS NOT NULL") == 3)
        #expect(try site.value("SELECT count(*) FROM review_decision WHERE decided_by = 1") == 3)
        #expect(try await president.get("/moderation").text.contains("3 avis sont"))
    }

    @Test("one «Annuler» takes back a decision about several reviews as a whole", arguments: ["publish", "refuse"])
    func undone(_ decision: String) async throws {
        let site = try TestSite()
        let reviews = try await waiting(3, site)
        let president = site.as(.president)
        let form = reviews + [("decision", decision), ("reason", "Publicité")]
        _ = try await president.post("/moderation/avis", form)
        let page = try await president.get("/moderation").text
        let path = String(try #require(page.firstMatch(of: /action="(\/moderation\/[0-9A-Za-z]+\/annulation)"/)?.1))
        #expect(try await site.as(.baker).post(path).status == .notFound)
        #expect(try await site.as(.vicePresident).post(path).location == "/moderation")
        #expect(try site.value("SELECT count(*) FROM review WHERE published_at IS NULL AND refused_at IS NULL") == 3)
        #expect(try site.value("SELECT count(*) FROM review_decision WHERE outcome = 'undone'") == 3)
        #expect(try await president.post(path).status == .gone)
        #expect(try await president.post("/moderation/nowhere/annulation").status == .notFound)
    }

    @Test("undoing a decision about several reviews does not change one that was decided again since")
    func decidedAgain() async throws {
        let site = try TestSite()
        let reviews = try await waiting(2, site)
        let president = site.as(.president)
        _ = try await president.post("/moderation/avis", reviews + [("decision", "publish")])
        let batch = try #require(try site.text("SELECT batch FROM review_decision"))
        let again = String(reviews[0].1.dropLast(2))
        _ = try await president.post("/moderation/\(again)/attente", [("version", "2")])
        _ = try await president.post("/moderation/\(again)/refus", [("version", "3"), ("reason", "Publicité")])
        #expect(try await president.post("/moderation/\(batch)/annulation").status == .seeOther)
        #expect(try site.text("SELECT public_id FROM review WHERE refused_at IS NOT NULL") == again)
        #expect(try await president.get("/moderation").text.contains("1 avis attend de nouveau une décision"))
    }

    @Test("without a review, a decision or a reason the form comes back with what was ticked and typed")
    func incomplete() async throws {
        let site = try TestSite()
        let reviews = try await waiting(2, site)
        let president = site.as(.president)
        #expect(try await president.post("/moderation/avis", [("decision", "publish")]).status == .unprocessableContent)
        let long = String(repeating: "a", count: 501)
        for form in [
            [("reason", "Motif")], [("decision", "refuse"), ("reason", "")],
            [("decision", "refuse"), ("reason", long)],
        ] {
            let answer = try await president.post("/moderation/avis", reviews + form)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.components("form=\"several\" checked") == 2)
            #expect(answer.text.contains(form.last?.1 ?? ""))
        }
        #expect(try site.value("SELECT count(*) FROM review_decision") == 0)
    }

    @Test("a review that changed meanwhile, or is of one's own shop, stays as it is, and the page says so") func left()
        async throws
    {
        let site = try TestSite()
        var reviews = try await waiting(2, site)
        try await site.review("F10R", text: "Chez la fleuriste")
        let own = try #require(try site.text("SELECT public_id FROM review WHERE shop_id = 2"))
        let (camille, florist, now) = (try site.member(.president), site.florist, site.now)
        try site.write { try Office.shopkeeper.give(to: camille, for: florist.scope, at: now, in: $0) }
        reviews[1].1 = reviews[1].1.replacing(".1", with: ".7")
        let president = site.as(.president)
        let form = reviews + [("review", own + ".1"), ("review", "x"), ("decision", "publish")]
        #expect(try await president.post("/moderation/avis", form).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM review WHERE published_at IS NOT NULL") == 1)
        #expect(try await president.get("/moderation").text.contains("3 avis n’ont pas changé"))
    }
}
