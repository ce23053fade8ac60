import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("The mail with notices") struct NoticeMailTests {
    private let site: TestSite

    /// 2026-03-02 10:00, a Monday. The server refuses connections: mails stay in the queue.
    init() throws {
        site = try TestSite(origin: "https://rue.example")
        let (now, sender) = (site.now, try #require(EmailAddress(typed: "lac@example.org")))
        try site.write {
            try MailServer(
                host: "localhost", port: 1, security: .none, user: "", senderName: "Les Vitrines", sender: sender
            ).store(at: now, in: $0)
        }
        try site.runDueWork()
    }

    private func tell(_ event: NoticeEvent, object: String = "1") throws {
        let (now, baker) = (site.now, try site.member(.baker))
        try site.write {
            try Notice.add(event, about: "Noël", .projects, object: object, to: [baker], at: now, in: $0)
        }
    }

    private func mails() throws -> [String] {
        try site.loop.reader.rows("SELECT subject FROM outgoing_mail ORDER BY id") { $0.text(0) }
    }

    @Test("leaves at once for what protects an account, and says what happened") func atOnce() throws {
        try tell(.passwordChanged)
        try site.runDueWork()
        #expect(try mails() == ["Votre mot de passe a été changé"])
        #expect(try site.text("SELECT recipient FROM outgoing_mail") == "paul@example.org")
    }

    @Test("gathers a day until the next morning, once") func daily() throws {
        try tell(.commentAdded)
        try tell(.reviewPublished)
        try site.runDueWork()
        #expect(try mails() == [])
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try mails() == ["2 notifications – Les Vitrines du Lac"])
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try mails().count == 1)
    }

    @Test("gathers a week until Monday") func weekly() throws {
        try tell(.projectJoined)
        for _ in 1...6 {
            site.wait(.days(1))
            try site.runDueWork()
        }
        #expect(try mails() == [])
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try mails() == ["Une boutique participe au projet « Noël »"])
    }

    @Test("comes as often as the member chose, in the language they chose") func chosen() async throws {
        let form = [("pace-comment", "once"), ("pace-project", "never"), ("language", "en"), ("list-notices", "1")]
        #expect(
            try await site.as(.baker).post("/compte/notifications", form).status
                == .seeOther)
        try tell(.commentAdded)
        try tell(.projectJoined)
        try site.runDueWork()
        site.wait(.days(7))
        try site.runDueWork()
        #expect(try mails() == ["A comment on the project “Noël”"])
    }

    @Test("does not leave once it was read on the site") func read() async throws {
        try tell(.commentAdded)
        _ = try await site.as(.baker).post("/notifications/lecture")
        site.wait(.days(1))
        try site.runDueWork()
        #expect(try mails() == [])
    }

    @Test("is not sent to members who ended it, except about the security of their account") func optedOut()
        async throws
    {
        _ = try await site.as(.baker).post(
            "/compte/notifications", [("language", "fr"), ("pace-comment", "once")])
        try tell(.commentAdded)
        try tell(.passwordChanged)
        try site.runDueWork()
        #expect(try mails() == ["Votre mot de passe a été changé"])
        let token = try OptOut(try #require(EmailAddress(typed: "paul@example.org")), .notices, in: site.loop.reader)
            .isStored(in: site.loop.reader)
        #expect(token)
    }

    @Test("goes to the former address when the address is changed") func newAddress() async throws {
        let form = [("name", "Paul Martin"), ("email", "autre@example.org")]
        #expect(try await site.as(.baker).post("/compte", form).status == .seeOther)
        try site.runDueWork()
        site.wait(.minutes(20))
        try site.runDueWork()
        let recipients = try site.loop.reader.rows("SELECT recipient FROM outgoing_mail ORDER BY id") { $0.text(0) }
        #expect(recipients == ["paul@example.org", "autre@example.org"])
    }

    @Test("leaves three times an hour at most: what happens meanwhile waits for the next") func pause() throws {
        for number in 1...12 {
            try tell(.passwordChanged, object: "\(number)")
            try site.runDueWork()
            site.wait(.minutes(5))
        }
        #expect(try mails().count == 3)
        site.wait(.minutes(20))
        try site.runDueWork()
        #expect(try mails().count == 4)
        #expect(try site.value("SELECT count(*) FROM notice WHERE mailed_at IS NULL") == 0)
    }
}
