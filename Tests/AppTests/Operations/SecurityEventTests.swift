import HTTP
import Logging
import SQLite
import Synchronization
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell

/// A log that stores its lines.
private final class Lines: Sendable {
    let all = Mutex<[String]>([])

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    struct Handler: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let details = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
            lines.all.withLock { $0.append("\(event.message) " + details.joined(separator: " ")) }
        }
    }
}

@Suite("Security events") struct SecurityEventTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    private func count(_ event: SecurityEvent) -> Int { site.site.security.count(event) }

    @Test("sign-ins are counted by result") func signIns() async throws {
        let guest = site.as(.guest)
        for _ in 0..<5 {
            let form = [("email", "camille@example.org"), ("password", "nope nope nope")]
            #expect(try await guest.post("/connexion", form).status == .unprocessableContent)
        }
        #expect(
            try await guest.post("/connexion", [("email", "camille@example.org"), ("password", "x")]).status
                == .tooManyRequests)
        #expect(count(.signInRefused) == 5 && count(.signInLimited) == 1 && count(.signedIn) == 0)
        let path = try #require(try SignInLink.make(email: "camille@example.org", on: site.site))
        #expect(try await site.as(.guest).post(path).status == .seeOther)
        #expect(count(.signInLinkUsed) == 1)
        _ = try await site.as(.president).post("/deconnexion", [("confirmed", "1")])
        #expect(count(.signedOut) == 1)
    }

    @Test("refusals of another site's form and of another member's page are counted") func refusals() async throws {
        let browser = site.as(.baker)
        let foreign = try await browser.send(
            .post, "/boutiques/7kq2/modifier",
            fields: [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "https://evil.example")],
            body: [])
        #expect(foreign.status == .forbidden && count(.crossSiteRefused) == 1)
        #expect(try await site.as(.florist).get("/boutiques/7kq2/modifier").status == .notFound)
        #expect(try await site.as(.florist).get("/moderation").status == .notFound)
        #expect(count(.foreignObjectRefused) == 2)
        // Not counted: an unknown address, a guest's request.
        _ = try await site.as(.florist).get("/nowhere")
        _ = try await site.as(.guest).get("/boutiques/7kq2/modifier")
        #expect(count(.foreignObjectRefused) == 2)
    }

    @Test("invitations and exports are counted") func invitationsAndExports() async throws {
        #expect(
            try await site.as(.president).post("/boutiques/7kq2/invitation", [("holders", "stay")]).status == .seeOther)
        #expect(count(.invitationMade) == 1)
        #expect(try await site.as(.baker).get("/boutiques/7kq2/rencontres.csv").status == .ok)
        #expect(count(.exported) == 1)
    }

    @Test("every kind is in /metrics, from zero on") func metrics() async throws {
        let browser = site.as(.guest)
        browser.address = "127.0.0.1"
        site.site.security.record(.imported, at: site.now)
        let page = try PrometheusReader(try await browser.get("/metrics").text)
        for event in SecurityEvent.allCases {
            #expect(
                page.value("chaland_security_events_total", ["event": event.rawValue]) == (event == .imported ? 1 : 0))
        }
    }

    @Test("a kind is logged at once, then at most once a minute with its count") func lines() {
        let lines = Lines()
        let log = SecurityLog(lines.logger, message: "security event")
        let start = Instant(seconds: 1_000_000)
        for second in 0..<59 { log.record(.signInRefused, at: start + second) }
        log.record(.signedIn, at: start)
        log.flush(at: start + 59)
        #expect(lines.all.withLock { $0.count } == 2)
        log.flush(at: start + 60)
        log.flush(at: start + 200)
        #expect(
            lines.all.withLock { $0 } == [
                "security event count=1 event=sign_in_refused", "security event count=1 event=signed_in",
                "security event count=58 event=sign_in_refused",
            ])
    }
}
