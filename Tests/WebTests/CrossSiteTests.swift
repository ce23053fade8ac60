import HTTP
import Testing

@testable import Web

@Suite("Cross-site requests") struct CrossSiteTests {
    func allows(
        _ fields: [(String, String)], method: HTTP.Method = .post, isSecure: Bool = false, origins: [String] = []
    ) -> Bool {
        CrossSite.allows(
            Request(method, "/x", fields: [("Host", "rue.example")] + fields, isSecure: isSecure), origins: origins)
    }

    @Test("Sec-Fetch-Site takes precedence", arguments: ["same-origin", "none"])
    func own(_ site: String) { #expect(allows([("Sec-Fetch-Site", site), ("Origin", "https://evil.example")])) }

    @Test(
        "another site is refused", arguments: ["cross-site", "same-site", "", "same-origin, none", "SAME-ORIGIN", "x"])
    func foreign(_ site: String) { #expect(!allows([("Sec-Fetch-Site", site), ("Origin", "http://rue.example")])) }

    @Test("duplicate headers are rejected") func twice() {
        #expect(!allows([("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")]))
        #expect(!allows([("Origin", "http://rue.example"), ("Origin", "http://evil.example")]))
    }

    @Test("without Sec-Fetch-Site, Origin must be this host")
    func origin() {
        #expect(allows([("Origin", "http://rue.example")]))
        #expect(allows([("Origin", "https://RUE.example")]))
        #expect(allows([("Origin", "https://rue.example")], isSecure: true))
        #expect(!allows([("Origin", "http://rue.example")], isSecure: true))
        for origin in [
            "null", "", "https://evil.example", "http://rue.example.evil", "http://rue.example:81", "rue.example",
            "http://x.rue.example", "http://rue.example@evil",
        ] {
            #expect(!allows([("Origin", origin)]), "\(origin)")
        }
        #expect(allows([("Origin", "https://public.example")], origins: ["https://public.example"]))
    }

    @Test("without both, a Referer must be this host") func referer() {
        #expect(allows([("Referer", "http://rue.example/a?b")]))
        #expect(allows([("Referer", "http://rue.example")]))
        for referer in [
            "http://evil.example/http://rue.example/", "rue.example", "", "http://rue.example.evil/",
            "http://rue.example\\.evil/",
        ] {
            #expect(!allows([("Referer", referer)]), "\(referer)")
        }
        #expect(allows([]))
    }

    @Test("every method that may change something is checked", arguments: HTTP.Method.allCases)
    func methods(_ method: HTTP.Method) {
        guard method != .connect else { return }
        let isRead = method == .get || method == .head || method == .options
        #expect(allows([("Sec-Fetch-Site", "cross-site")], method: method) == isRead)
    }
}

@Suite("Security headers") struct SecurityHeadersTests {
    @Test("every response has them") func strict() throws {
        let fields = ResponseFields(encoded: SecurityHeaders.lines)
        let policy = try #require(fields["Content-Security-Policy"])
        #expect(policy.hasPrefix("default-src 'none'; "))
        for directive in ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            #expect(policy.contains(directive))
        }
        #expect(!policy.contains("unsafe") && !policy.contains("*"))
        #expect(fields["X-Content-Type-Options"] == "nosniff")
        #expect(fields["Referrer-Policy"] == "same-origin")
    }

    @Test("a page with a secret URL sends no referrer, and its form is accepted") func secret() {
        func referrer(_ host: String, isSecure: Bool) -> String? {
            let request = Request(.get, "/", fields: [("Host", host)], isSecure: isSecure)
            return ResponseFields(encoded: SecurityHeaders.lines(for: request, isSecret: true))["Referrer-Policy"]
        }
        #expect(referrer("rue.example", isSecure: true) == "no-referrer")
        #expect(referrer("localhost:8080", isSecure: false) == "no-referrer")
        #expect(referrer("127.0.0.1:1", isSecure: false) == "no-referrer")
        #expect(referrer("192.168.1.2:8080", isSecure: false) == "same-origin")
        #expect(referrer("localhost.evil", isSecure: false) == "same-origin")
    }
}
