import HTTP
import SQLite
import TestSupport
import Testing
import Web

@testable import Chaland
@testable import Shell

@Suite("GET /metrics") struct MetricsTests {
    private func ask(
        _ site: TestSite, peer: String = "127.0.0.1", _ fields: [(String, String)] = []
    ) async throws -> Answer {
        let browser = site.as(.guest)
        browser.address = peer
        return try await browser.get("/metrics", fields: fields)
    }

    @Test("every metric has type and help and follows the rules of the format") func format() async throws {
        let site = try TestSite()
        _ = try await site.as(.guest).get("/boutiques")
        _ = try await site.as(.guest).get("/boutiques")
        let answer = try await ask(site)
        #expect(answer.status == .ok)
        #expect(answer.fields[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.fields[.cacheControl] == "no-store")
        let page = try PrometheusReader(answer.text)
        #expect(page.faults == [])
        #expect(page.value("chaland_page_cache_hits_total") == 1)
        #expect(page.value("chaland_page_cache_misses_total") ?? 0 >= 1)
        #expect(page.value("chaland_page_cache_bytes") ?? 0 > 0)
        #expect(page.value("chaland_database_size_bytes", ["file": "main"]) ?? 0 > 0)
        #expect(page.value("process_resident_memory_bytes") ?? 0 > 1_000_000)
        #expect(page.value("process_open_fds") ?? 0 > 2)
        #expect(page.value("process_start_time_seconds") ?? 0 > 1_700_000_000)
        #expect(page.value("chaland_build_info", ["version": "unknown"]) == 1)
    }

    @Test("counts writes, groups and syncs") func writes() async throws {
        let site = try TestSite()
        for face in 1...3 {
            #expect(try await site.as(.guest).post("/b/7KQ2", [("feeling", "\(face)")]).status == .seeOther)
        }
        // The writer counts a group after it has answered it.
        #expect(await eventually { site.site.database.statistics.writes == 3 })
        let after = try PrometheusReader(try await ask(site).text)
        #expect(after.value("chaland_write_group_size_sum") == 3)
        #expect(after.value("chaland_write_group_size_count") == 3)
        #expect(after.value("chaland_database_syncs_total") == 3)
        #expect(after.value("chaland_write_queue_depth") == 0)
        #expect(after.value("chaland_database_size_bytes", ["file": "wal"]) ?? 0 > 0)
    }

    @Test("is open to this machine", arguments: ["127.0.0.1", "127.8.8.8", "::1", ""])
    func near(_ peer: String) async throws {
        #expect(try await ask(TestSite(), peer: peer).status == .ok)
    }

    @Test(
        "is an ordinary 404 for other machines",
        arguments: ["192.0.2.7", "2001:db8::1"])
    func far(_ peer: String) async throws {
        let site = try TestSite()
        let answer = try await ask(site, peer: peer)
        #expect(answer.status == .notFound)
        #expect(answer.text == (try await site.as(.guest).get("/nowhere")).text.replacing("/nowhere", with: "/metrics"))
    }

    @Test(
        "is a 404 for requests through a proxy on this machine",
        arguments: [
            ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=192.0.2.7"),
            ("Via", "1.1 caddy"), ("X-Real-IP", "192.0.2.7"), ("X-Forwarded-Proto", "https"), ("Host", "rue.example"),
        ])
    func forwarded(_ name: String, _ value: String) async throws {
        #expect(try await ask(TestSite(), [(name, value)]).status == .notFound)
    }

    @Test("allows GET and HEAD only, and says so to permitted clients") func otherMethods() async throws {
        let browser = try TestSite().as(.guest)
        for (method, status) in [
            (Method.post, Status.methodNotAllowed), (.put, .methodNotAllowed), (.options, .noContent),
        ] {
            browser.address = "127.0.0.1"
            let near = try await browser.send(method, "/metrics", fields: [], body: [])
            #expect(near.status == status && near.fields[.allow] == "GET, HEAD, OPTIONS")
            browser.address = "192.0.2.7"
            #expect(try await browser.send(method, "/metrics", fields: [], body: []).status == .notFound)
        }
    }

    @Test("opens to the exact token from anywhere") func token() async throws {
        let site = try TestSite(metricsToken: "correct-horse-battery")
        func status(_ value: String) async throws -> Status {
            try await ask(site, peer: "192.0.2.7", [("Authorization", value)]).status
        }
        #expect(try await status("Bearer correct-horse-battery") == .ok)
        #expect(try await status("bearer correct-horse-battery") == .ok)
        for wrong in [
            "Bearer correct-horse-batterx", "Bearer correct-horse-batter", "Bearer correct-horse-battery1", "Bearer ",
            "Basic correct-horse-battery", "correct-horse-battery",
        ] {
            #expect(try await status(wrong) == .notFound, "\(wrong)")
        }
        let none = try await ask(TestSite(), peer: "192.0.2.7", [("Authorization", "Bearer ")])
        #expect(none.status == .notFound)
    }

    @Test("is neither in robots.txt nor in sitemap.xml") func robots() async throws {
        let site = try TestSite()
        for path in ["/robots.txt", "/sitemap.xml"] {
            #expect(!(try await site.as(.guest).get(path)).text.contains("metrics"))
        }
    }

    @Test("the reader of these tests finds planted faults") func planted() throws {
        for page in [
            "orphan 1\n", "# HELP a_total x\n# TYPE a_total counter\n", "# HELP a x\n# TYPE a counter\na 1\n",
            "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n",
        ] {
            #expect(try !PrometheusReader(page).faults.isEmpty, "\(page)")
        }
    }
}
