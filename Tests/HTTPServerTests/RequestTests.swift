import HTTP
import TestSupport
import Testing

@testable import HTTPServer

extension SocketTests {
    @Suite("Requests over a socket") struct RequestTests {
        @Test("two requests on one connection are both answered") func keepAlive() throws {
            let server = try TestServer()
            let client = try server.client()
            #expect(try client.get("/now").body == "now")
            let second = try client.get("/now")
            #expect(second.body == "now")
            #expect(second.fields["connection"] == nil)
            #expect(second.fields["date"]?.hasSuffix("GMT") == true)
            try server.stop()
            #expect(server.server.counters.requests == 2)
            #expect(server.server.counters.open == 0)
        }

        @Test("Connection: close closes the connection") func close() throws {
            let server = try TestServer()
            let client = try server.client()
            #expect(try client.get("/now", "Connection: close\r\n").fields["connection"] == "close")
            #expect(client.isAtEnd())
            let other = try server.client()
            #expect(try other.get("/bye").fields["connection"] == "close")
            #expect(other.isAtEnd())
            try server.stop()
        }

        @Test("HTTP/1.0 closes unless it requests keep-alive") func old() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("GET /now HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try client.answer().fields["connection"] == "keep-alive")
            try client.send("GET /now HTTP/1.0\r\n\r\n")
            #expect(try client.answer().fields["connection"] == "close")
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test("pipelined requests are answered in order, also after a slow one") func pipelining() throws {
            let server = try TestServer()
            let client = try server.client()
            let paths = ["/now", "/hop", "/missing", "/now", "/away", "/empty", "/now"]
            try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            let answers = try paths.map { _ in try client.answer() }
            #expect(answers.map(\.status) == [200, 200, 404, 200, 200, 204, 200])
            #expect(answers.map(\.body) == ["now", "on the loop", "", "now", "on the loop", "", "now"])
            try server.stop()
        }

        @Test("thousands of pipelined requests, more than are read ahead, are all answered")
        func deepPipeline() throws {
            let server = try TestServer()
            let client = try server.client()
            let one = Array("GET /hop HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            try client.send(Array(repeatElement(one, count: 5_000).joined()))
            for _ in 0..<5_000 { #expect(try client.answer().status == 200) }
            try server.stop()
        }

        @Test("a request sent a byte at a time is answered") func bytewise() throws {
            let server = try TestServer()
            let client = try server.client()
            for byte
                in "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"
                .utf8
            {
                try client.send([byte])
            }
            #expect(try client.answer().body == "abc")
            try server.stop()
        }

        @Test("HEAD has the length of GET and no body") func head() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("HEAD /now HTTP/1.1\r\nHost: a\r\n\r\nHEAD /large HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer(bodyless: true).fields["content-length"] == "3")
            #expect(try client.answer(bodyless: true).fields["content-length"] == "8388608")
            #expect(try client.get("/now").body == "now")
            try server.stop()
        }

        @Test(
            "HEAD has no body when it is refused, incomplete or too slow",
            arguments: ["HEAD * HTTP/1.1\r\n\r\n", "\r\nHEAD / HTTP/9.9\r\n\r\n", "HEAD /now HT"])
        func refusedHead(_ text: String) throws {
            let server = try TestServer { $0.head = .milliseconds(200) }
            for finishes in [false, true] {
                let client = try server.client()
                try client.send(text)
                if finishes { client.finish() }
                #expect(try client.answer(bodyless: true).status >= 400)
                #expect(client.isAtEnd())
            }
            try server.stop()
        }

        @Test("bodies by length and in chunks are read, and the next request is answered") func bodies() throws {
            let server = try TestServer()
            let client = try server.client()
            let body = String(repeating: "x", count: 300_000)
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n" + body)
            #expect(try client.answer().body == body)
            try client.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                    + "GET /now HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer().body == "abc")
            #expect(try client.answer().body == "now")
            try server.stop()
        }

        @Test("Expect: 100-continue gets 100, then the response") func expectContinue() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.answer().status == 100)
            try client.send("ok")
            #expect(try client.answer().body == "ok")
            try server.stop()
        }

        @Test("Expect: 100-continue with a body that is not used is answered at once, and closes")
        func expectForNothing() throws {
            let server = try TestServer()
            for path in ["/now", "/hop", "/missing"] {
                let client = try server.client()
                try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
                let answer = try client.answer()
                #expect(answer.status == (path == "/missing" ? 404 : 200))
                #expect(answer.fields["connection"] == "close")
                #expect(client.isAtEnd())
            }
            try server.stop()
        }

        @Test("a small unused body is discarded, and the next request answered; a large one is refused")
        func unread() throws {
            let server = try TestServer { $0.unreadBodyBytes = 100 }
            let client = try server.client()
            let body = String(repeating: "x", count: 100)
            try client.send("POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n\(body)")
            #expect(try client.answer().body == "now")
            #expect(try client.get("/now").body == "now")
            try client.send("POST /now HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n")
            #expect(try client.answer().status == 413)
            #expect(client.isAtEnd())
            try server.stop()
        }

        @Test(
            "a chunked body that is not used is not read: the answer comes at once, and the connection closes",
            arguments: ["", "1000\r\nx"])
        func unreadChunks(_ begun: String) throws {
            let server = try TestServer()
            for path in ["/now", "/hop", "/missing"] {
                let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                let client = try server.client()
                try client.send(head + "1\r\nx\r\n0\r\n\r\n")
                #expect(try client.answer().fields["connection"] != "close", "it arrived whole, with its head")
                try client.send(head + begun)
                let answer = try client.answer()
                #expect(answer.status == (path == "/missing" ? 404 : 200))
                #expect(answer.fields["connection"] == "close")
                #expect(client.isAtEnd())
            }
            try server.stop()
        }

        @Test("a large response is complete") func large() throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /now HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer().body.utf8.count == 8 << 20)
            #expect(try client.answer().body == "now")
            try server.stop()
        }

        @Test("a response of a task waits for earlier unsent responses", arguments: ["/hop", "/away"])
        func stuckBefore(_ path: String) throws {
            let server = try TestServer()
            let client = try server.client()
            client.readLittle(65_536)
            // Responses are sent when a task begins: the task after the one that fills the socket finds it full.
            let paths = Array(repeatElement(["/page", "/page", "/page", path], count: 200).joined())
            try client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            // A turn that answers only another client: this one's socket is full.
            let other = try server.client()
            let isStuck = try eventually {
                let before = server.server.counters.requests
                guard try other.get("/now").status == 200 else { return false }
                return before > 4 && server.server.counters.requests == before + 1
            }
            #expect(isStuck)
            for path in paths {
                let answer = try client.answer()
                #expect(answer.body.utf8.count == (path == "/page" ? TestHandler.page.count : 11))
            }
            try server.stop()
        }

        @Test("tasks answer on their loop, also after running elsewhere", arguments: ["/hop", "/away"])
        func tasks(_ path: String) throws {
            let server = try TestServer(loops: 2)
            for _ in 0..<20 { #expect(try server.client().get(path).body == "on the loop") }
            try server.stop()
        }

        @Test("200 concurrent clients on two loops are all answered") func crowd() throws {
            let server = try TestServer(loops: 2)
            let clients = try (0..<200).map { _ in try server.client() }
            for round in 0..<3 {
                let path = round == 1 ? "/away" : "/now"
                for client in clients { try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") }
                for client in clients { #expect(try client.answer().status == 200) }
            }
            try server.stop()
            #expect(server.server.counters.requests == 600)
        }
    }
}
