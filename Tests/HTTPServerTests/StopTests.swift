import HTTP
import POSIX
import TestSupport
import Testing

@testable import HTTPServer

extension SocketTests {
    @Suite("Stopping") struct StopTests {
        @Test("idle connections close, requests in flight are answered, and run returns") func drains() throws {
            let server = try TestServer(loops: 2)
            let idle = try server.client()
            #expect(try idle.get("/now").status == 200)
            let held = try (0..<20).map { _ in try server.client() }
            for client in held { try client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n") }
            #expect(eventually { server.stage.held == 20 })
            server.server.stop()
            #expect(idle.isAtEnd())
            server.stage.open()
            for client in held {
                let answer = try client.answer()
                #expect(answer.status == 200)
                #expect(answer.fields["connection"] == "close")
                #expect(client.isAtEnd())
            }
            try server.stop()
            #expect(server.server.counters.open == 0)
            #expect(throws: SyscallError.self) { _ = try server.client() }
        }

        @Test("connections in the backlog and requests on their way are answered") func backlog() throws {
            let server = try TestServer { $0.drainGrace = .seconds(1) }
            let early = try server.client()
            #expect(try early.get("/now").status == 200)
            let late = try (0..<10).map { _ in try server.client() }
            server.server.stop()
            #expect(eventually { (try? server.client()) == nil })
            for client in late + [early] {
                let answer = try client.get("/now")
                #expect(answer.status == 200)
                #expect(answer.fields["connection"] == "close")
            }
            try server.stop()
        }

        @Test("requests that do not end are cut off after the drain timeout") func cutOff() throws {
            let server = try TestServer { $0.drain = .milliseconds(100) }
            let client = try server.client()
            try client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(eventually { server.stage.held == 1 })
            try server.stop()
            #expect(client.isAtEnd())
            server.stage.open()
        }

        @Test("a handler that cannot be created stops the server with its error") func handlerFails() throws {
            struct Broken: Error {}
            let server = try Server<TestHandler>(ServerConfiguration(loops: 2)) { loop in
                if loop == 1 { throw Broken() }
                return TestHandler(Stage())
            }
            #expect(throws: Broken.self) { try server.run() }
        }
    }
}
