import Glibc
import HTTP
import TestSupport
import Testing

@testable import HTTPServer

extension SocketTests {
    /// Limits on all connections, on those of one address, and on the requests of one visitor.
    @Suite("Shared limits") struct SharedLimitTests {
        @Test("global connection limit: 503 with Retry-After, until a connection closes") func connections() throws {
            let server = try TestServer { $0.connections = 2 }
            var guests = [try server.client(), try server.client()]
            for guest in guests { #expect(try guest.get("/now").status == 200) }
            let third = try server.client()
            let answer = try third.answer()
            #expect(answer.status == 503)
            #expect(answer.fields["retry-after"] == "5")
            #expect(third.isAtEnd())
            guests.removeLast()
            #expect(
                eventually {
                    let next = try? server.client()
                    return (try? next?.get("/now").status) == 200
                })
            try server.stop()
        }

        @Test("many refused connections get a response, and leak no descriptors") func crowd() throws {
            let server = try TestServer {
                $0.connections = 1
                $0.refusedAtOnce = 4
            }
            let guest = try server.client()
            #expect(try guest.get("/now").status == 200)
            let crowd = try (0..<50).map { _ in try server.client() }
            for client in crowd { #expect(try client.answer().status == 503) }
            #expect(eventually { server.server.counters.open <= 5 })
            #expect(try guest.get("/now").status == 200)
            try server.stop()
        }

        @Test("connection limit per address: 429 with Retry-After") func perAddress() throws {
            let server = try TestServer { $0.connectionsPerAddress = 1 }
            let first = try server.client()
            #expect(try first.get("/now").status == 200)
            let refused = try server.client().answer()
            #expect(refused.status == 429)
            #expect(refused.fields["retry-after"] == "5")
            try server.stop()
        }

        @Test(
            "the limit per address leaves at least 1,024 connections for others, if there are more in all",
            arguments: [
                (40_000, 32_768, 20_480), (20_000, 19_744, 18_720), (5_000, 4_744, 3_720), (1_024, 768, 20_480),
            ])
        func room(descriptors: Int, connections: Int, ofOneAddress: Int) {
            let limits = ServerLimits().fitted(to: descriptors, loops: 2)
            #expect(limits.connections == connections && limits.connectionsPerAddress == ofOneAddress)
            #expect(limits.refusedAtOnce == 128 && limits.bodyBytes == 128 << 20)
        }

        @Test("request limit per visitor behind a proxy, across loops: 429", arguments: [1, 3])
        func perVisitor(loops: Int) throws {
            let server = try TestServer(loops: loops, trustedProxies: ["127.0.0.1"]) { $0.requestsPerVisitor = 8 }
            func hold(_ visitor: String) throws -> TestClient {
                let client = try server.client()
                try client.send("GET /hold HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \(visitor)\r\n\r\n")
                return client
            }
            let first = try (0..<8).map { _ in try hold("192.0.2.1") }
            #expect(eventually { server.stage.held == 8 })
            for _ in 0..<8 {
                let refused = try hold("192.0.2.1").answer()
                #expect(refused.status == 429)
                #expect(refused.fields["retry-after"] == "5")
            }
            let other = try hold("192.0.2.2")
            #expect(eventually { server.stage.held == 9 })
            server.stage.open()
            for client in first + [other] { #expect(try client.answer().status == 200) }
            #expect(try hold("192.0.2.1").answer().status == 200)
            try server.stop()
        }

        @Test("a request counts while its handler runs, also after the peer has closed or got a 503")
        func abandoned() throws {
            for leaves in [true, false] {
                let server = try TestServer(trustedProxies: ["127.0.0.1"]) {
                    $0.bodyBytes = 100_000
                    $0.requestsPerVisitor = 1
                    if !leaves { $0.answer = .milliseconds(50) }
                }
                let body = "Content-Length: 60000\r\n\r\n" + String(repeating: "x", count: 60_000)
                func post(_ path: String, _ visitor: String) throws -> TestClient {
                    let client = try server.client()
                    try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \(visitor)\r\n\(body)")
                    return client
                }
                var first: TestClient? = try post("/hold", "192.0.2.1")
                #expect(eventually { server.stage.held == 1 })
                if leaves {
                    first?.reset()
                    first = nil
                    #expect(eventually { server.server.counters.open == 0 })
                } else {
                    #expect(try first?.answer().status == 503)
                }
                #expect(try post("/echo", "192.0.2.1").answer().status == 429)
                #expect(try post("/echo", "192.0.2.2").answer().status == 503)
                server.stage.open()
                #expect(eventually { server.server.counters.inFlight == 0 })
                #expect(try post("/echo", "192.0.2.1").answer().status == 200)
                try server.stop()
            }
        }

        @Test("limit on the bodies of all requests: 503 until one is complete") func allBodies() throws {
            let server = try TestServer { $0.bodyBytes = 100_000 }
            let first = try server.client()
            let part = String(repeating: "x", count: 60_000)
            try first.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60001\r\n\r\n" + part)
            // A response to a later request shows that the server has read this far.
            #expect(try server.client().get("/now").status == 200)
            let second = try server.client()
            try second.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60001\r\n\r\n" + part)
            #expect(try second.answer().status == 503)
            try first.send("x")
            #expect(try first.answer().status == 200)
            let third = try server.client()
            try third.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60001\r\n\r\nx" + part)
            #expect(try third.answer().status == 200)
            try server.stop()
        }

        @Test("accepting pauses each time it fails, and recovers") func pauses()
            throws
        {
            // As with EMFILE, epoll reports such a socket at once and `accept` fails each time.
            let brokenListener = try checked("socket") {
                socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            }
            try checked("listen") { listen(brokenListener, 8) }
            let server = try TestServer(endpoint: .inherited(descriptor: brokenListener)) {
                $0.acceptBackoff = .milliseconds(20)
            }
            try checked("shutdown") { shutdown(brokenListener, Int32(SHUT_RD)) }
            #expect(eventually { server.server.counters.acceptPauses >= 3 })
            try checked("listen") { listen(brokenListener, 8) }
            let recovered = try Listener.open(.inherited(descriptor: brokenListener), loops: 1, backlog: 8)
            #expect(try TestClient(port: recovered.port).get("/now").status == 200)
            try server.stop()
            close(brokenListener)
        }
    }
}
