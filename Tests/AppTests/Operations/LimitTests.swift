@testable import Shell
import Foundation
import HTTPServer
import SQLite
import TestSupport
import Testing

@testable import Chaland

/// The limits of the product, met over a socket. Those of the server itself have their tests in `HTTPServerTests`.
@Suite("Limits of the site, over a socket", .serialized) struct SiteLimitTests {
    /// Keeps the writer busy until the door is opened.
    private func occupyWriter(of site: TestSite) -> Door {
        let door = Door()
        let database = site.site.database
        Thread.detachNewThread { _ = try? database.writeNow { _ in door.wait() } }
        #expect(eventually { door.isReached })
        return door
    }

    @Test("writes waiting: past the queue 503 with Retry-After; reading goes on, and all that waited is written")
    func writeQueue() throws {
        var settings = DatabaseConfiguration()
        settings.queueLimit = 2
        let site = try TestSite(database: settings)
        let server = try SiteServer(site)
        let door = occupyWriter(of: site)
        let waiting = try (0..<2).map { _ in try server.post("/b/7KQ2", "feeling=4") }
        #expect(eventually { site.site.database.statistics.queueDepth == 2 })
        let refused = try server.post("/b/7KQ2", "feeling=4")
        #expect(refused.status == 503)
        #expect(refused.field("Retry-After") == "5")
        #expect(refused.text.contains(refused.field("X-Request-Id") ?? "?"), "the page shows its reference")
        #expect(try server.get("/boutiques").status == 200)
        door.open()
        for answer in waiting { #expect(answer.status == 303) }
        #expect(try site.value("SELECT count(*) FROM encounter") == 2)
        server.stop()
    }

    @Test("a write that takes too long is answered 503; it may be written all the same, and the page says so")
    func slowWrite() throws {
        let site = try TestSite()
        let server = try SiteServer(site) { $0.answer = .milliseconds(100) }
        let door = occupyWriter(of: site)
        let late = try server.post("/b/7KQ2", "feeling=4")
        #expect(late.status == 503)
        #expect(late.field("Retry-After") != nil)
        #expect(late.text.contains("peut-être enregistré quand même"))
        #expect(late.text.contains(late.field("X-Request-Id") ?? "?"))
        door.open()
        #expect(eventually { (try? site.value("SELECT count(*) FROM encounter")) == 1 })
        #expect(try server.get("/boutiques").status == 200)
        server.stop()
        #expect(server.counters.timedOut == 1)
        #expect(server.counters.inFlight == 0)
    }

    @Test("a form over its size is refused before it is read", arguments: [("/b/7KQ2", 64), ("/connexion", 128)])
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

    @Test("password hashes: past those waiting 503, and a moment later there is room again") func offload() async throws
    {
        let pool = OffloadPool(threads: 1, waiting: 1)
        let door = Door()
        let first = Task { try await pool.run { door.wait() } }
        let second = Task { try await pool.run { door.wait() } }
        while pool.jobs < 2 { await Task.yield() }
        await #expect(throws: Failure.busy(seconds: 5)) { try await pool.run { door.wait() } }
        door.open()
        try await first.value
        try await second.value
        #expect(pool.jobs == 0)
        #expect(pool.refused == 1)
        try await pool.run { door.wait() }
    }
}
