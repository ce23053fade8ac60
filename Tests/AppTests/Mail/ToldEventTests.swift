import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Members are told what concerns them") struct ToldEventTests {
    private let site: TestSite
    init() throws { site = try TestSite() }

    /// The events that a person has not read.
    private func told(_ person: TestSite.Person) throws -> [String] {
        try site.loop.reader.rows(
            "SELECT event FROM notice WHERE member_id = ?1 AND read_at IS NULL ORDER BY id", try site.member(person)
        ) { $0.text(0) }
    }

    private func propose() async throws -> String {
        let form = [("title", "Noël"), ("purpose", "Des guirlandes."), ("confirmed", "1")]
        return try #require(try await site.as(.baker).post("/projets", form).location)
    }

    @Test("about a project: those who may publish, then its proposer and its shops, never the person who acted")
    func project() async throws {
        let project = try await propose()
        #expect(try told(.president) == ["projectProposed"] && told(.vicePresident) == ["projectProposed"])
        #expect(try told(.baker) == [] && told(.treasurer) == [])
        for _ in 1...2 { _ = try await site.as(.florist).post(project + "/participation") }
        #expect(try told(.baker) == ["projectJoined"])
        _ = try await site.as(.president).post(project + "/publication", [("version", "1")])
        #expect(try told(.baker) == ["projectJoined", "projectPublished"])
        _ = try await site.as(.baker).post(project + "/commentaires", [("text", "Qui vient ?")])
        #expect(try told(.florist) == ["commentAdded"] && !told(.baker).contains("commentAdded"))
        _ = try await site.as(.president).post(project + "/retrait")
        #expect(try told(.florist) == ["projectWithdrawn"])
        #expect(try told(.baker).last == "projectWithdrawn")
    }

    @Test("about a review: moderators, then the people of the shop who may answer") func review() async throws {
        try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        #expect(try told(.baker) == ["reviewPublished"])
        #expect(try told(.staff) == ["reviewPublished"] && told(.florist) == [])
        let link = try #require(try site.text("SELECT path FROM notice WHERE event = 'reviewPublished'"))
        #expect(try await site.as(.baker).get(link).status == .ok)
    }

    @Test("about a review without a reply: once, after a week") func unanswered() async throws {
        try await site.review()
        let id = try #require(try site.text("SELECT public_id FROM review"))
        _ = try await site.as(.president).post("/moderation/\(id)/publication", [("version", "1")])
        for _ in 1...14 {
            site.wait(.days(1))
            try site.runDueWork()
        }
        for person in [TestSite.Person.baker, .staff] {
            #expect(try told(person).count { $0 == "replyWanted" } == 1)
        }
        #expect(try site.value("SELECT max(count) FROM notice WHERE event = 'replyWanted'") == 1)
    }

    @Test("about a reported error, an office, the presidency, a sign-in link") func others() async throws {
        _ = try await site.as(.guest).post("/boutiques/7kq2/erreur", [("what", "hours"), ("note", "Fermé le lundi")])
        #expect(try told(.baker) == ["errorReported"] && told(.florist) == [])
        let florist = try #require(
            try site.text("SELECT public_id FROM member WHERE id = \(site.member(.florist).rawValue)"))
        let president = site.as(.president)
        _ = try await president.post("/adherents/\(florist)/fonctions", [("office", "treasurer")])
        _ = try await president.post("/adherents/\(florist)/fonctions/fin", [("office", "treasurer")])
        _ = try await president.post("/adherents/\(florist)/lien")
        _ = try await president.post("/adherents/\(florist)/presidence", [("after", "stay")])
        #expect(try told(.florist) == ["officeGiven", "officeEnded", "linkMade", "presidencyOffered"])
        _ = try await site.as(.florist).post("/presidence/acceptation")
        #expect(try told(.president) == ["presidencyAccepted"])
    }
}

@Suite("The author of a review") struct ReviewMailTests {
    @Test("gets its link by mail once, in words that are not the visitor’s") func link() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let (now, sender) = (site.now, try #require(EmailAddress(typed: "lac@example.org")))
        try site.write {
            try MailServer(
                host: "localhost", port: 1, security: .none, user: "", senderName: "Les Vitrines", sender: sender
            ).store(at: now, in: $0)
        }
        try await site.review(text: "Gagnez 1000 € sur http://evil.example")
        #expect(try site.value("SELECT count(*) FROM outgoing_mail WHERE kind = 'review'") == 1)
        let mail = try #require(try site.text("SELECT subject || body FROM outgoing_mail"))
        #expect(mail.contains("Votre avis sur Boulangerie") && mail.contains("avis\\/"))
        #expect(!mail.contains("evil") && !mail.contains("Camille"))
    }
}
