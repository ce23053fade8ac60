import Glibc
import HTTP
import TestSupport
import Testing

@testable import HTTPServer

extension SocketTests {
    @Suite("Limits over a socket") struct LimitTests {
        @Test("a body over the limit is refused before it is sent")
        func earlyRefusal() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n")
            let answer = try client.answer()
            #expect(answer.status == 413)
            #expect(answer.fields["connection"] == "close")
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("a client that sends everything before reading receives the refusal") func stubbornSender() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n")
            try client.send([UInt8](repeating: 0x78, count: 8_000_000))
            #expect(try client.answer().status == 413)
            try server.stop()
        }

        @Test("a chunked body is refused when it exceeds the limit") func chunkedRefusal() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n")
            #expect(try client.answer().status == 413)
            try server.stop()
        }

        @Test("malformed requests get their status, and requests after them are not answered") func broken() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("GET /now HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\nGET /now HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer().status == 200)
            #expect(try client.answer().status == 400)
            #expect(client.isAtEnd())
            try server.stop()
            #expect(server.server.counters.refused == 1)
        }

        @Test("a slow head gets 408") func slowHead() throws {
            let server = try TestServer { $0.head = .milliseconds(50) }
            let client = try server.client()
            try client.send("GET /now HT")
            #expect(try client.answer().status == 408)
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("a slow body gets 408, without Expect and with") func slowBody() throws {
            let server = try TestServer { $0.bodyGrace = .milliseconds(50) }
            let client = try server.client()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            #expect(try client.answer().status == 408)
            let other = try server.client()
            try other.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            #expect(try other.answer().status == 100)
            #expect(try other.answer().status == 408)
            try server.stop()
        }

        @Test("a head sent slowly has no more time than a stalled one") func drippingHead() throws {
            let server = try TestServer { $0.head = .milliseconds(200) }
            let client = try server.client()
            for byte in "GET /now HTTP/1.1\r\nX-Drip: ".utf8 { try client.send([byte]) }
            #expect(eventually { server.server.counters.refused == 1 || (try? client.send("y")) == nil })
            #expect(try client.answer().status == 408)
            #expect(try server.client().get("/now").status == 200)
            try server.stop()
        }

        @Test("a body below the least rate gets 408; one above it is accepted") func drippingBody() throws {
            let server = try TestServer {
                $0.bodyGrace = .milliseconds(100)
                $0.bodyBytesPerSecond = 100_000
            }
            let slow = try server.client()
            try slow.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            #expect(eventually { server.server.counters.refused == 1 || (try? slow.send("y")) == nil })
            #expect(try slow.answer().status == 408)
            let quick = try server.client()
            try quick.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            try quick.send([UInt8](repeating: 0x78, count: 100_000))
            #expect(try quick.answer().status == 200)
            try server.stop()
        }

        @Test(
            "each limit of the head: answered at the limit, 414 or 431 above",
            arguments: [
                ("GET /now?\(String(repeating: "q", count: 100)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
                ("GET /now HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "f", count: 100))\r\n\r\n", 431),
                ("GET /now HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 5))\r\n", 431),
                (
                    "GET /now HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: \(String(repeating: "h", count: 60))\r\n", count: 4))\r\n",
                    431
                ),
            ])
        func headSizes(_ text: String, _ status: Int) throws {
            let server = try TestServer { $0.headSize = HeadLimits(line: 100, field: 80, head: 200, fields: 5) }
            let client = try server.client()
            try client.send(text)
            #expect(try client.answer().status == status)
            #expect(client.isAtEnd())
            let query = String(repeating: "q", count: 100 - "GET /now? HTTP/1.1".count)
            #expect(try server.client().get("/now?\(query)").status == 200)
            let field = String(repeating: "f", count: 80 - "X: ".count)
            #expect(try server.client().get("/now", "X: \(field)\r\n").status == 200)
            #expect(try server.client().get("/now", String(repeating: "X: y\r\n", count: 4)).status == 200)
            try server.stop()
        }

        @Test("a handler that times out: 503, and its late response is discarded") func slowHandler() throws {
            let server = try TestServer { $0.answer = .milliseconds(50) }
            let client = try server.client()
            try client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\nGET /now HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try client.answer()
            #expect(answer.status == 503)
            #expect(answer.fields["retry-after"] == "5")
            #expect(answer.fields["connection"] == "close")
            #expect(answer.fields["x-request-id"]?.count == 10)
            #expect(client.isAtEnd())
            #expect(try server.client().get("/now").status == 200)
            #expect(server.server.counters.inFlight == 1)
            server.stage.open()
            #expect(eventually { server.server.counters.inFlight == 0 })
            #expect(try server.client().get("/hold").status == 200)
            try server.stop()
            #expect(server.server.counters.timedOut == 1)
        }

        @Test("an idle connection is closed without a response") func idle() throws {
            let server = try TestServer { $0.keepAlive = .milliseconds(50) }
            let silent = try server.client()
            let client = try server.client()
            #expect(try client.get("/now").status == 200)
            #expect(client.isAtEnd())
            #expect(silent.isAtEnd())
            try server.stop()
        }

        @Test("a client that does not read is reset") func stalledReader() throws {
            let server = try TestServer { $0.stalledReader = .milliseconds(50) }
            let client = try server.client()
            client.readLittle()
            try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(eventually { server.server.counters.open == 0 && server.server.counters.accepted == 1 })
            try server.stop()
        }

        @Test("requests per connection are limited") func requestsPerConnection() throws {
            let server = try TestServer { $0.requestsPerConnection = 2 }
            let client = try server.client()
            #expect(try client.get("/now").fields["connection"] == nil)
            #expect(try client.get("/now").fields["connection"] == "close")
            #expect(client.isAtEnd())
            try server.stop()
        }
    }
}
