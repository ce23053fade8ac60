import Base
import Foundation
import HTTPServer
import SQLite
import TestSupport
import Testing

@testable import Chaland
@testable import Shell

/// The product's limits over a socket. `HTTPServerTests` has those of the server.
@Suite("Limits of the site, over a socket", .serialized) struct SiteLimitTests {
    /// Blocks the writer until the latch is opened.
    private func occupyWriter(of site: TestSite) -> Latch {
        let latch = Latch()
        let database = site.site.database
        Thread.detachNewThread { _ = try? database.writeNow { _ in latch.wait() } }
        #expect(eventually { latch.isReached })
        return latch
    }

    @Test("a full write queue answers 503 with Retry-After; reads go on, and queued writes are stored")
    func writeQueue() throws {
        var settings = DatabaseConfiguration()
        settings.queueLimit = 2
        let site = try TestSite(database: settings)
        let server = try SiteServer(site)
        let latch = occupyWriter(of: site)
        let waiting = try (1...2).map { try server.post("/b/7KQ2", "feeling=\($0)") }
        #expect(eventually { site.site.database.statistics.queueDepth == 2 })
        let refused = try server.post("/b/7KQ2", "feeling=4")
        #expect(refused.status == 503)
        #expect(refused.field("Retry-After") == "5")
        #expect(refused.text.contains(refused.field("X-Request-Id") ?? "?"), "the page shows its reference")
        #expect(try server.get("/boutiques").status == 200)
        latch.open()
        for answer in waiting { #expect(answer.status == 303) }
        #expect(try site.value("SELECT count(*) FROM encounter") == 2)
        server.stop()
    }

    @Test("a slow write answers 503; the page says that it may have been stored")
    func slowWrite() throws {
        let site = try TestSite()
        let server = try SiteServer(site) { $0.answer = .milliseconds(100) }
        let latch = occupyWriter(of: site)
        let late = try server.post("/b/7KQ2", "feeling=4")
        #expect(late.status == 503)
        #expect(late.field("Retry-After") != nil)
        #expect(late.text.contains("peut-être enregistré quand même"))
        #expect(late.text.contains(late.field("X-Request-Id") ?? "?"))
        latch.open()
        #expect(eventually { (try? site.value("SELECT count(*) FROM encounter")) == 1 })
        #expect(try server.get("/boutiques").status == 200)
        server.stop()
        #expect(server.counters.timedOut == 1)
        #expect(server.counters.inFlight == 0)
    }

    @Test(
        "an import by someone who may not import is answered before its body is sent, and the connection closes",
        arguments: [(nil, 403), (.baker, 404)] as [(TestSite.Person?, Int)])
    func uninvitedImport(_ person: TestSite.Person?, _ status: Int) throws {
        let server = try SiteServer(try TestSite())
        let cookie = person?.cookie.map { "Cookie: chaland=\($0.text)\r\n" } ?? ""
        for length in ["Content-Length: 1000000", "Transfer-Encoding: chunked"] {
            let answer = try server.send(
                "POST /boutiques/importer HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n\(cookie)"
                    + "Content-Type: multipart/form-data; boundary=B\r\n\(length)\r\n\r\n")
            #expect(answer.status == status)
            #expect(answer.field("Connection") == "close")
        }
        server.stop()
    }

    @Test("a small form of a guest is read, to be sent again after signing in") func guestForm() throws {
        let server = try SiteServer(try TestSite())
        let answer = try server.post("/projets", "title=March%C3%A9+de+nuit")
        #expect(answer.status == 403)
        #expect(answer.text.contains("Marché de nuit"))
        server.stop()
    }

    @Test(
        "a form over its limit is refused before its body is read", arguments: [("/b/7KQ2", 64), ("/connexion", 128)])
    func formSize(_ path: String, _ kilobytes: Int) throws {
        let server = try SiteServer(try TestSite())
        func announce(_ length: Int) throws -> Answered {
            try server.send(
                "POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: \(length)\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n\r\n")
        }
        #expect(try announce(kilobytes * 1_024 + 1).status == 413)
        let allowed = try server.post(path, "feeling=4&x=" + String(repeating: "y", count: kilobytes * 1_024 - 12))
        #expect(allowed.status != 413)
        server.stop()
    }

    @Test("a full queue of password hashes answers 503, and recovers") func offload() async throws {
        let pool = OffloadPool(threads: 1, waiting: 1)
        let latch = Latch()
        let first = Task { try await pool.run { latch.wait() } }
        let second = Task { try await pool.run { latch.wait() } }
        while pool.jobs < 2 { await Task.yield() }
        await #expect(throws: Failure.busy(seconds: 5)) { try await pool.run { latch.wait() } }
        latch.open()
        try await first.value
        try await second.value
        #expect(pool.jobs == 0)
        #expect(pool.refused == 1)
        try await pool.run { latch.wait() }
    }
}
