import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The link that ends mail") struct UnsubscribeTests {
    private let site: TestSite
    private let rose: EmailAddress
    private let path: String

    init() throws {
        let site = try TestSite(origin: "https://rue.example")
        let rose = try #require(EmailAddress(typed: "Rose@example.org"))
        let token = try OptOut(rose, .notices, in: site.loop.reader).token(in: site.loop.reader)
        (self.site, self.rose, path) = (site, rose, Link.unsubscribe(token).path)
    }

    private func isOver(_ list: MailList = .notices) throws -> Bool {
        try OptOut.contains(rose, list, in: site.loop.reader)
    }

    @Test("asks when it is opened, so that a scanner ends nothing") func opened() async throws {
        let page = try await site.as(.guest).get(path, fields: [("Host", "rue.example")])
        #expect(page.status == .ok && page.text.contains("Ne plus les recevoir"))
        #expect(try !isOver())
    }

    @Test(
        "is answered 200 to the one click of a mail program, also through a former address",
        arguments: [
            "rue.example", "ancienne-rue.example",
        ])
    func oneClick(_ host: String) async throws {
        // RFC 8058 §3.2: no cookie, no Origin, this body.
        let answer = try await Browser(site).send(
            .post, "/fr" + path,
            fields: [("Host", host), ("Content-Type", "application/x-www-form-urlencoded")],
            body: Array("List-Unsubscribe=One-Click".utf8))
        #expect(answer.status == .ok && answer.location == nil)
        #expect(try isOver())
        #expect(try !isOver(.messages))
        // Another spelling of the same address.
        #expect(
            try OptOut.contains(try #require(EmailAddress(typed: "rose@EXAMPLE.org")), .notices, in: site.loop.reader))
    }

    @Test("is valid ten years later, and stores no address") func years() async throws {
        site.wait(.days(3_650))
        #expect(try await site.as(.guest).post(path, fields: [("Host", "rue.example")]).status == .ok)
        #expect(
            try site.value("SELECT count(*) FROM mail_opt_out WHERE instr(CAST(address_hash AS TEXT), 'rose')") == 0)
    }

    @Test("can be taken back on the page") func undone() async throws {
        let guest = site.as(.guest)
        let done = try await guest.post(path, fields: [("Host", "rue.example")])
        #expect(done.text.contains("Les recevoir de nouveau"))
        #expect(try await guest.post(path + "/retour", fields: [("Host", "rue.example")]).status == .ok)
        #expect(try !isOver())
    }

    @Test("of no mail of this association is unknown") func forged() async throws {
        let forged = "/desabonnement/" + String(repeating: "A", count: 64)
        #expect(try await site.as(.guest).get(forged, fields: [("Host", "rue.example")]).status == .notFound)
        #expect(try await site.as(.guest).post(forged, fields: [("Host", "rue.example")]).status == .notFound)
        #expect(try site.value("SELECT count(*) FROM mail_opt_out") == 0)
    }

    @Test("is the only page that another host reaches") func foreign() async throws {
        let host = [("Host", "ancienne-rue.example")]
        #expect(try await site.as(.guest).get("/boutiques", fields: host).status == .misdirectedRequest)
        #expect(try await site.as(.guest).get(path, fields: host).status == .ok)
    }
}
