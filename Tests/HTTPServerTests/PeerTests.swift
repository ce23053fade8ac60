import HTTP
import TestSupport
import Testing

@testable import HTTPServer

extension SocketTests {
    @Suite("Closing peers and proxies") struct PeerTests {
        @Test("an IPv6 address counts as its /64, an IPv4 address as itself") func counted() throws {
            func counted(_ text: String) throws -> PeerAddress { try #require(PeerAddress(text.utf8)).counted }
            #expect(try counted("2001:db8:1:2::3") == counted("2001:db8:1:2:ffff::4"))
            #expect(try counted("2001:db8:1:2::3") != counted("2001:db8:1:3::3"))
            #expect(try counted("192.0.2.1") != counted("192.0.2.2"))
        }

        @Test("a half-closed peer is answered") func halfClosed() throws {
            let server = try TestServer()
            for path in ["/now", "/away"] {
                let client = try server.client()
                try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                client.finish()
                #expect(try client.answer().status == 200)
                #expect(client.isAtEnd())
            }
            try server.stop()
        }

        @Test("all requests sent before a half-close are answered") func halfClosedBehind() throws {
            let server = try TestServer()
            let paths = ["/hold", "/now", "/away", "/hop"]
            let client = try server.client()
            try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            client.finish()
            #expect(eventually { server.stage.held == 1 })
            // When another client is answered, the loop has seen that this one closed its side.
            #expect(try server.client().get("/now").status == 200)
            server.stage.open()
            #expect(try paths.map { _ in try client.answer().status } == [200, 200, 200, 200])
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("an empty line after a body is not a request (RFC 9112 §2.2)", arguments: ["\r\n", "\r"])
        func emptyLine(_ end: String) throws {
            let server = try TestServer { $0.head = .milliseconds(50) }
            let post = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
            let client = try server.client()
            try client.send(post + end)
            #expect(try client.answer().status == 200)
            // Another client's head times out only after this one's would.
            let late = try server.client()
            try late.send("GET /n")
            #expect(try late.answer().status == 408)
            try client.send(end == "\r" ? "\n" + post : post)
            #expect(try client.answer().body == "ab")
            try client.send(end)
            client.finish()
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("half-closed within the second request: the first is answered, the second is 400")
        func cutOffBehind() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\nGET /now HT")
            client.finish()
            #expect(eventually { server.stage.held == 1 })
            server.stage.open()
            #expect(try client.answer().status == 200)
            #expect(try client.answer().status == 400)
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test(
            "half-closed within a request: 400",
            arguments: [
                "GET /now HT", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab",
            ])
        func cutOff(_ text: String) throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send(text)
            client.finish()
            #expect(try client.answer().status == 400)
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("reset within a request, a response or a task: other clients are served") func aborted()
            throws
        {
            let server = try TestServer()
            for text in ["GET /n", "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n"] {
                let client = try server.client()
                try client.send(text)
                if text.contains("hold") { #expect(eventually { server.stage.held == 1 }) }
                client.reset()
            }
            #expect(eventually { server.server.counters.open == 0 && server.server.counters.accepted == 3 })
            server.stage.open()
            #expect(try server.client().get("/now").status == 200)
            try server.stop()
            #expect(server.server.counters.inFlight == 0)
        }

        @Test("forwarded fields of untrusted peers are ignored") func untrusted() throws {
            let server = try TestServer()
            let fields = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"
            #expect(try server.client().get("/peer", fields).body == "127.0.0.1 false")
            try server.stop()
        }

        @Test("forwarded fields of a trusted proxy are read from the right") func trusted() throws {
            let server = try TestServer(trustedProxies: ["127.0.0.0/8", "2001:db8::/32"]) {
                $0.connectionsPerAddress = 1
            }
            let client = try server.client()
            func peer(_ fields: String) throws -> String { try server.client().get("/peer", fields).body }
            #expect(try client.get("/peer").body == "127.0.0.1 false")
            #expect(try peer("X-Forwarded-For: 6.6.6.6, 192.0.2.1\r\nX-Forwarded-Proto: https\r\n") == "192.0.2.1 true")
            #expect(try peer("X-Forwarded-For: 192.0.2.1, 2001:db8::7\r\n") == "192.0.2.1 false")
            #expect(try peer("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 192.0.2.9\r\n") == "192.0.2.9 false")
            #expect(try peer("X-Forwarded-For: 6.6.6.6, x, 127.0.0.9 , ,\r\n") == "127.0.0.9 false")
            #expect(try peer("X-Forwarded-For: 2001:db8::1,2001:db8::2\r\n") == "2001:db8::1 false")
            #expect(try peer("X-Forwarded-For: 6.6.6.6, 192.0.2.1:4711\r\n") == "192.0.2.1 false")
            #expect(try peer("X-Forwarded-For: [2001:db9::1]:4711, [2001:db8::7]\r\n") == "2001:db9::1 false")
            for odd in ["192.0.2.1:4711:1", "[192.0.2.1", "[]", "]:1", ":", "[:", "2001:db9::1]:1"] {
                #expect(try peer("X-Forwarded-For: \(odd)\r\n") == "127.0.0.1 false", "\(odd)")
            }
            #expect(try peer("X-Forwarded-Proto: http\r\nX-Forwarded-Proto: http,\tHttps\r\n") == "127.0.0.1 true")
            #expect(try peer("x-forwarded-proto: HTTPS\r\n") == "127.0.0.1 true")
            #expect(try peer("X-Forwarded-For: nonsense\r\nX-Forwarded-Proto: http\r\n") == "127.0.0.1 false")
            try server.stop()
        }

        @Test(
            "an invalid proxy is an error at start",
            arguments: ["", "proxy", "10.0.0.0/33", "::1/129", "1.2.3.4/", "/8"])
        func nonsense(_ text: String) {
            #expect(throws: ConfigurationError.proxy(text)) { _ = try TrustedProxies([text]) }
        }

        @Test(
            "an address is parsed and formatted",
            arguments: ["0.0.0.0", "9.10.99.100", "127.0.0.1", "255.255.255.255", "2001:db8::7", "::1"])
        func text(_ address: String) throws { #expect(try #require(PeerAddress(address.utf8)).text == address) }

        @Test("a CIDR block trusts the addresses in it and no others") func blocks() throws {
            let proxies = try TrustedProxies(["10.1.0.0/16", "2001:db8:1::/48", "192.0.2.7", "unix"])
            func trusts(_ text: String) -> Bool { PeerAddress(text.utf8).map { proxies.contains($0) } ?? false }
            #expect(trusts("10.1.255.1") && !trusts("10.2.0.1"))
            #expect(trusts("2001:db8:1:ffff::1") && !trusts("2001:db8:2::1"))
            #expect(trusts("192.0.2.7") && !trusts("192.0.2.6"))
            #expect(trusts("::ffff:192.0.2.7"))
            #expect(proxies.contains(.local))
        }
    }
}
