import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("A mail in the queue") struct OutgoingMailTests {
    private let site: TestSite
    private let rose: EmailAddress
    init() throws {
        site = try TestSite()
        rose = try #require(EmailAddress(typed: "rose@example.org"))
    }

    private func setUp() throws {
        let (now, rose) = (site.now, rose)
        try site.write {
            try MailServer(
                host: "localhost", port: 25, security: .none, user: "", senderName: "Les Vitrines", sender: rose
            ).store(at: now, in: $0)
        }
    }

    private func queue(_ kind: OutgoingMail.Kind, _ key: String, subject: String = "Bonjour") throws -> Bool {
        let (now, rose) = (site.now, rose)
        return try site.write {
            try OutgoingMail(kind, key: key, to: rose, language: "fr", subject: subject, body: [.paragraph("Oui")])
                .queue(at: now, in: $0)
        }
    }

    @Test("is not stored while mail is not set up") func notSetUp() throws {
        #expect(try !queue(.signIn, "1"))
        #expect(try site.value("SELECT count(*) FROM outgoing_mail") == 0)
    }

    @Test("is one mail when it is queued twice with the same key") func idempotent() throws {
        try setUp()
        #expect(try queue(.notices, "digest 7"))
        #expect(try queue(.notices, "digest 7"))
        #expect(try site.value("SELECT count(*) FROM outgoing_mail") == 1)
    }

    @Test("of one kind is sent to one address three times an hour at most, for all who ask together")
    func bombing() throws {
        try setUp()
        #expect(try (1...3).allSatisfy { try queue(.signIn, "\($0)") })
        #expect(try !queue(.signIn, "4"))
        // Mails about reviews, which anyone may cause, do not use up those that sign in.
        #expect(try queue(.review, "review") && queue(.notices, "5"))
        site.wait(.hours(1))
        #expect(try queue(.signIn, "6"))
    }

    @Test("has a subject on one line, without what could begin a header or turn the text round") func subject() throws {
        try setUp()
        _ = try queue(.signIn, "1", subject: "Noël\r\nBcc: a@example.org\u{202E}\u{0}\u{2028}fin")
        #expect(try site.text("SELECT subject FROM outgoing_mail") == "Noël Bcc: a@example.org fin")
    }

    @Test("is not stored for an address that left its list, or that receives nothing") func optOut() throws {
        try setUp()
        let (now, rose) = (site.now, rose)
        try site.write { try OptOut(rose, .notices, in: $0).insert(at: now, in: $0) }
        #expect(try !queue(.notices, "1"))
        #expect(try queue(.message, "2"))
        try site.write { try RefusedAddress.insert(rose, answer: "550", by: nil, at: now, in: $0) }
        #expect(try !queue(.message, "3"))
        #expect(try queue(.signIn, "4"))
    }

    @Test("ends by the link of its list alone, which no other association made") func token() throws {
        let rose = rose
        let (token, made) = try site.write { db in
            let optOut = try OptOut(rose, .messages, in: db)
            return (try optOut.token(in: db), optOut)
        }
        #expect(try OptOut.of(token, in: site.loop.reader) == made)
        #expect(made.list == .messages)
        let other = try TestSite()
        try other.write { try $0.run("UPDATE mail_key SET key = randomblob(32)") }
        #expect(try OptOut.of(token, in: other.loop.reader) == nil)
        for wrong in ["", "0", String(token.text.dropLast()), String(token.text.reversed()), "ZZZZ"] {
            #expect(try OptOut.of(Secret(wrong), in: site.loop.reader) == nil)
        }
    }

    @Test("that anyone may ask for is sent two hundred times an hour at most, over all addresses") func flood() throws {
        try setUp()
        let now = site.now
        try site.write { db in
            for number in 1...201 {
                let to = try #require(EmailAddress(typed: "a\(number)@example.org"))
                let mail = OutgoingMail(
                    .signIn, key: "\(number)", to: to, language: "fr", subject: "Bonjour", body: [.paragraph("Oui")])
                #expect(try mail.queue(at: now, in: db) == (number <= SiteLimits.requestedMails))
            }
        }
    }
}
