import Glibc
import HTTP
import POSIX
import TestSupport
import Testing

@testable import HTTPServer

extension SocketTests {
    @Suite("Access log") struct AccessLogTests {
        private let path = "/tmp/chaland-access-\(getpid())-\(UInt32.random(in: 0 ... .max)).log"

        private func lines(_ path: String) -> [String] {
            guard let file = fopen(path, "r") else { return [] }
            defer { fclose(file) }
            var text: [UInt8] = []
            var part = [UInt8](repeating: 0, count: 65_536)
            while case let count = fread(&part, 1, part.count, file), count > 0 { text += part[..<count] }
            return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
        }

        @Test("one line per response, with time, id, route and result, and no personal data")
        func line() throws {
            defer { unlink(path) }
            let server = try TestServer(accessLog: try AccessLog(path: path))
            let client = try server.client()
            #expect(try client.get("/now?word=secret", "Cookie: chaland=secret\r\n").status == 200)
            let missing = try client.get("/missing/secret-path")
            try client.send("nonsense\r\n\r\n")
            #expect(try client.answer().status == 400)
            try server.stop()
            server.accessLog?.finish()
            let lines = lines(path)
            let form =
                #/time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z id=[0-9A-Z]{10} method=[A-Z-]+ route=[^ ]+ status=\d{3} bytes=\d+ us=\d+/#
            #expect(lines.allSatisfy { $0.wholeMatch(of: form) != nil })
            #expect(lines.count == 3)
            #expect(lines[0].contains(" method=GET route=/now status=200 bytes="))
            #expect(lines[1].contains(" route=(none) status=404 "))
            #expect(lines[2].contains(" method=- route=- status=400 "))
            #expect(lines[1].contains(" id=\(missing.fields["x-request-id"] ?? "?") "))
            #expect(!lines.contains { $0.contains("secret") || $0.contains("127.0.0.1") })
            #expect(server.accessLog?.written == 3)
        }

        @Test("lines are written within a second, without stopping the server") func soon() throws {
            defer { unlink(path) }
            let server = try TestServer(accessLog: try AccessLog(path: path))
            #expect(try server.client().get("/now").status == 200)
            #expect(eventually { lines(path).count == 1 })
            try server.stop()
        }

        @Test("every response of two busy loops has a complete line") func busy() throws {
            defer { unlink(path) }
            let server = try TestServer(loops: 2, accessLog: try AccessLog(path: path))
            let clients = try (0..<8).map { _ in try server.client() }
            let burst = String(repeating: "GET /now HTTP/1.1\r\nHost: a\r\n\r\n", count: 500)
            for client in clients { try client.send(burst) }
            for client in clients { for _ in 0..<500 { #expect(try client.answer().status == 200) } }
            try server.stop()
            server.accessLog?.finish()
            let lines = lines(path)
            #expect(lines.count == 4_000)
            #expect(lines.allSatisfy { $0.hasPrefix("time=") && $0.contains(" us=") })
            #expect(
                Set(lines.map { $0.split(separator: " ")[1] }).count == 4_000, "two requests have the same identifier")
        }

        @Test("after the file is renamed and reopened, lines go to a new one") func reopened() throws {
            let old = path + ".1"
            defer { for file in [path, old] { unlink(file) } }
            let server = try TestServer(accessLog: try AccessLog(path: path))
            #expect(try server.client().get("/now").status == 200)
            #expect(eventually { lines(path).count == 1 })
            rename(path, old)
            server.accessLog?.reopen()
            #expect(try server.client().get("/missing").status == 404)
            try server.stop()
            server.accessLog?.finish()
            #expect(lines(old).count == 1)
            #expect(lines(path).count == 1)
        }

        @Test("a full disk loses lines and no responses") func full() throws {
            let server = try TestServer(accessLog: try AccessLog(path: "/dev/full"))
            for _ in 0..<3 { #expect(try server.client().get("/now").status == 200) }
            try server.stop()
            server.accessLog?.finish()
            #expect(server.accessLog?.dropped == 3)
            #expect(server.accessLog?.written == 0)
        }

        @Test("a line cut off by a full disk does not join the next one") func torn() throws {
            defer { unlink(path) }
            let log = try AccessLog(path: path)
            log.submit(Array("one\ntw".utf8), lines: 1)
            log.submit(Array("three\n".utf8), lines: 1)
            log.finish()
            #expect(lines(path) == ["one", "tw", "three"])
        }

        @Test("a file that cannot be opened is an error at start") func noFile() {
            let before = standardOutput()
            #expect(throws: SyscallError.self) { _ = try AccessLog(path: "/nowhere/access.log") }
            #expect(standardOutput() == before, "the log must not close standard output")
        }

        /// The target of descriptor 1; empty when it is closed.
        private func standardOutput() -> [UInt64] {
            var status = stat()
            return fstat(STDOUT_FILENO, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : []
        }
    }

    @Suite("Request identifiers") struct RequestIDTests {
        private func name(_ server: TestServer, _ fields: String = "") throws -> String {
            let answer = try server.client().get("/name", fields)
            #expect(answer.fields["x-request-id"] == answer.body)
            return answer.body
        }

        @Test("ten readable characters, different for each request") func own() throws {
            let server = try TestServer()
            let names = try (0..<20).map { _ in try name(server) }
            #expect(Set(names).count == 20)
            #expect(names.allSatisfy { $0.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{10}/) != nil })
            #expect(try name(server, "X-Request-Id: mine-and-mine\r\n") != "mine-and-mine")
            try server.stop()
        }

        @Test(
            "every response has one: immediate, by a task, without content, refused",
            arguments: [
                "GET /now", "GET /away", "HEAD /now", "GET /missing", "GET /empty", "BREW /now", "GET now",
            ])
        func everywhere(_ line: String) throws {
            let server = try TestServer()
            let client = try server.client()
            try client.send("\(line) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer(bodyless: line.hasPrefix("HEAD")).fields["x-request-id"]?.count == 10)
            try server.stop()
        }

        @Test("a trusted proxy's identifier is used, when it is valid") func forwarded() throws {
            let server = try TestServer(trustedProxies: ["127.0.0.1"])
            #expect(try name(server, "X-Request-Id: 4f1a-0b_c.D\r\n") == "4f1a-0b_c.D")
            for bad in ["short", "has space in it", "quote\"quote", String(repeating: "x", count: 65), "é-accented"] {
                #expect(try name(server, "X-Request-Id: \(bad)\r\n").count == 10, "\(bad)")
            }
            #expect(try name(server, "X-Request-Id: first-one\r\nX-Request-Id: second-one\r\n").count == 10)
            try server.stop()
        }
    }

    @Suite("Counters") struct CounterTests {
        @Test("responses are counted by route and status, and by duration") func answers() throws {
            let server = try TestServer(loops: 2)
            for _ in 0..<3 { #expect(try server.client().get("/now").status == 200) }
            let client = try server.client()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
            #expect(try client.answer().body == "hi")
            #expect(try client.get("/missing").status == 404)
            try client.send("nonsense\r\n\r\n")
            #expect(try client.answer().status == 400)
            try server.stop()
            let counters = server.server.counters
            #expect(
                counters.answers == [
                    .init(route: 1, status: 200): 3, .init(route: 2, status: 200): 1, .init(route: 0, status: 404): 1,
                    .init(route: nil, status: 400): 1,
                ])
            #expect(counters.requests == 5)
            #expect(counters.refused == 1)
            #expect(counters.durations.reduce(0, +) == 6)
            #expect(counters.durationSum > 0)
        }
    }
}
