import HTTP
import Testing

@testable import Web

@Suite("cross-site requests") struct CrossSiteTests {
    func allows(
        _ fields: [(String, String)], method: HTTP.Method = .post, isSecure: Bool = false, origins: [String] = []
    ) -> Bool {
        CrossSite.allows(
            Request(method, "/x", fields: [("Host", "rue.example")] + fields, isSecure: isSecure), origins: origins)
    }

    @Test("the browser's word decides", arguments: ["same-origin", "none"])
    func own(_ site: String) { #expect(allows([("Sec-Fetch-Site", site), ("Origin", "https://evil.example")])) }

    @Test(
        "another site is refused", arguments: ["cross-site", "same-site", "", "same-origin, none", "SAME-ORIGIN", "x"])
    func foreign(_ site: String) { #expect(!allows([("Sec-Fetch-Site", site), ("Origin", "http://rue.example")])) }

    @Test("said twice is refused") func twice() {
        #expect(!allows([("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")]))
        #expect(!allows([("Origin", "http://rue.example"), ("Origin", "http://evil.example")]))
    }

    @Test("without it the origin must be this host")
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

    @Test("without both the referrer must be, when there is one") func referer() {
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

    @Test("every method that may change something is asked", arguments: HTTP.Method.allCases)
    func methods(_ method: HTTP.Method) {
        guard method != .connect else { return }
        let isRead = method == .get || method == .head || method == .options
        #expect(allows([("Sec-Fetch-Site", "cross-site")], method: method) == isRead)
    }
}

@Suite("security lines") struct SecurityHeadersTests {
    @Test("are those of a strict site") func strict() throws {
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

    @Test("an address that is a secret goes nowhere, and its form still works") func secret() {
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
