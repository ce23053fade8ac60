import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("Nothing is kept longer than the privacy page says") struct RetentionTests {
    @Test("a review taken back is gone after thirty days, and all that belonged to it") func withdrawn() async throws {
        let site = try TestSite()
        let author = try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        _ = try await site.as(.baker).post("/boutiques/7kq2/avis/\(id)/reponse", [("text", "Merci")])
        #expect(try await site.as(.guest).post(author + "/retrait").status == .seeOther)
        site.wait(SiteLimits.withdrawnReview - 1)
        try await site.review("F10R")
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NOT NULL") == 1)
        site.wait(1)
        try await site.review("F10R", pseudonym: "Un autre")
        #expect(try site.value("SELECT count(*) FROM review WHERE withdrawn_at IS NOT NULL") == 0)
        #expect(
            try site.value("SELECT (SELECT count(*) FROM shop_reply) + (SELECT count(*) FROM review_decision)") == 0)
        #expect(try await site.as(.guest).get(author).status == .notFound)
    }

    @Test("a refused one after a year, a published one never") func refused() async throws {
        let site = try TestSite()
        for (word, text) in [("publication", "Bon accueil."), ("refus", "Nul.")] {
            try await site.review(text: text)
            let id = try #require(
                try site.text("SELECT public_id FROM review WHERE published_at IS NULL AND refused_at IS NULL"))
            _ = try await site.as(.president).post(
                "/moderation/\(id)/\(word)", [("version", "1"), ("reason", "Sans rapport")])
        }
        site.wait(SiteLimits.refusedReview)
        try await site.review("F10R")
        #expect(try site.text("SELECT group_concat(text, '|') FROM review WHERE shop_id = 1") == "Bon accueil.")
    }

    @Test("a project taken back is gone after a year, and all that belonged to it; so is a comment") func projects()
        async throws
    {
        let site = try TestSite()
        let form = { (title: String) in [("title", title), ("purpose", "Des guirlandes."), ("sure", "yes")] }
        let taken = try #require(try await site.as(.baker).post("/projets", form("Noël en lumières")).location)
        let kept = try #require(try await site.as(.baker).post("/projets", form("Une braderie")).location)
        for (path, text) in [(taken, "Oui"), (kept, "Trop cher"), (kept, "Pourquoi pas")] {
            #expect(try await site.as(.florist).post(path + "/commentaires", [("text", text)]).status == .seeOther)
        }
        _ = try await site.as(.florist).post(taken + "/participation")
        let comment = try #require(try site.text("SELECT public_id FROM project_comment WHERE text = 'Trop cher'"))
        _ = try await site.as(.florist).post("\(kept)/commentaires/\(comment)/retrait")
        _ = try await site.as(.baker).post(taken + "/retrait")
        #expect(try site.value("SELECT count(*) FROM project WHERE withdrawn_at IS NOT NULL") == 1)
        #expect(try site.value("SELECT count(*) FROM project_comment WHERE removed_at IS NOT NULL") == 1)

        site.wait(SiteLimits.withdrawnProject - 1)
        try await site.review()
        #expect(try site.value("SELECT count(*) FROM project") == 2)
        site.wait(1)
        try await site.review("F10R")
        #expect(try site.text("SELECT group_concat(title) FROM project") == "Une braderie")
        #expect(try site.text("SELECT group_concat(text) FROM project_comment") == "Pourquoi pas")
        #expect(try site.value("SELECT count(*) FROM participation WHERE shop_id = 2") == 0)
        #expect(try site.value("SELECT count(*) FROM project_search") == 1)
        #expect(try await site.as(.guest).get(taken).status == .notFound)
    }

    @Test("links and invitations long over go at a sign-in") func links() async throws {
        let site = try TestSite()
        _ = try await site.as(.president).post("/boutiques/7kq2/invitation")
        _ = try SignInLink.make(email: "paul@example.org", on: site.site)
        site.wait(SiteLimits.invitation + SiteLimits.pastInvitation)
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        #expect(try await site.as(.guest).post(path).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM invitation") == 0)
        #expect(try site.value("SELECT count(*) FROM sign_in_link") == 1)
    }

    @Test("the page says so", arguments: ["fr", "en"]) func page(_ language: String) async throws {
        let text = try await TestSite().as(.guest).get("/\(language)/confidentialite").text
        #expect(text.contains("30") && text.contains("365") && text.contains("60"))
    }
}
