import Glibc
import HTTP
import POSIX
import Testing

@testable import HTTPServer

extension SocketTests {
    @Suite("Listening") struct ListenerTests {
        @Test("a port in use is an error", arguments: [1, 3]) func taken(_ loops: Int) throws {
            let server = try TestServer(loops: loops)
            let endpoint = ServerConfiguration.Endpoint.tcp(host: "127.0.0.1", port: server.port)
            #expect(throws: SyscallError(call: "bind", errno: EADDRINUSE, subject: "127.0.0.1:\(server.port)")) {
                _ = try Listener.open(endpoint, loops: loops, backlog: 1)
            }
            try server.stop()
            _ = try Listener.open(endpoint, loops: loops, backlog: 1)
        }

        @Test("IPv6, with IPv4 mapped into it") func version6() throws {
            let server = try TestServer(endpoint: .tcp(host: "::", port: 0))
            #expect(try server.client().get("/peer").body == "127.0.0.1 false")
            try server.stop()
        }

        @Test("a Unix socket replaces that of a dead server, and not that of a running one") func unix() throws {
            let path = "/tmp/chaland-test-\(getpid()).socket"
            let dead = try socket(SOCK_STREAM, boundTo: path)
            close(dead)
            let server = try TestServer(loops: 2, endpoint: .unix(path: path), trustedProxies: ["unix"])
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o666)
            let client = try TestClient(unix: path)
            #expect(try client.get("/peer", "X-Forwarded-For: 192.0.2.1\r\n").body == "192.0.2.1 false")
            #expect(try client.get("/peer").body == " false")
            #expect(throws: SyscallError.self) { _ = try Listener.open(.unix(path: path), loops: 1, backlog: 1) }
            try server.stop()
            #expect(access(path, F_OK) != 0)
        }

        @Test("another file in place of a Unix socket is not replaced") func inTheWay() throws {
            let path = "/tmp/chaland-test-\(getpid()).file"
            close(try checked("open") { open(path, O_CREAT | O_WRONLY, 0o600) })
            #expect(throws: SyscallError(call: "bind", errno: EADDRINUSE, subject: path)) {
                _ = try Listener.open(.unix(path: path), loops: 1, backlog: 1)
            }
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG)
            unlink(path)
        }

        @Test("an inherited socket") func inherited() throws {
            let giver = try Listener.open(.tcp(host: "127.0.0.1", port: 0), loops: 1, backlog: 8)
            let server = try TestServer(loops: 2, endpoint: .inherited(descriptor: giver.descriptors[0]))
            #expect(server.port == giver.port)
            #expect(try server.client().get("/now").status == 200)
            try server.stop()
        }

        @Test("a descriptor that does not listen is an error: datagrams, a connection, a file") func notListening()
            throws
        {
            let kinds = [SOCK_DGRAM, SOCK_STREAM].map { Glibc.socket(AF_INET, Int32($0.rawValue), 0) }
            for descriptor in kinds + [open("/dev/null", O_RDWR)] {
                #expect(descriptor >= 0)
                #expect(throws: ConfigurationError.notListening) {
                    _ = try Listener.open(.inherited(descriptor: descriptor), loops: 1, backlog: 1)
                }
                close(descriptor)
            }
        }

        @Test("systemd is notified when the server is ready") func notify() throws {
            let path = "/tmp/chaland-notify-\(getpid()).socket"
            let ear = try socket(SOCK_DGRAM, boundTo: path)
            #expect(!Systemd.notify("READY=1", at: nil))
            #expect(Systemd.notify("READY=1", at: path))
            var heard = [UInt8](repeating: 0, count: 64)
            let count = recv(ear, &heard, heard.count, 0)
            #expect(String(decoding: heard[..<count], as: UTF8.self) == "READY=1")
            close(ear)
            unlink(path)
        }

        /// The descriptor of a Unix socket with a name.
        private func socket(_ kind: __socket_type, boundTo path: String) throws -> Int32 {
            let descriptor = try checked("socket") { Glibc.socket(AF_UNIX, Int32(kind.rawValue), 0) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            try withUnsafePointer(to: &address) {
                try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    _ = try checked("bind") { bind(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size)) }
                }
            }
            return descriptor
        }

        @Test("waiting for all loops returns when each has run a job") func allLoops() throws {
            let server = try TestServer(loops: 3)
            server.server.waitForAllLoops()
            try server.stop()
        }

        @Test("invalid addresses are errors") func nonsense() {
            let long = String(repeating: "x", count: 200)
            #expect(throws: ConfigurationError.path(long)) {
                _ = try Listener.open(.unix(path: long), loops: 1, backlog: 1)
            }
            #expect(throws: ConfigurationError.self) {
                _ = try Listener.open(.tcp(host: "no.such.invalid", port: 1), loops: 1, backlog: 1)
            }
            #expect(throws: ConfigurationError.self) {
                _ = try Listener.open(.tcp(host: "127.0.0.1", port: 70_000), loops: 1, backlog: 1)
            }
        }

        @Test("loops share one port, and each answers") func shared() throws {
            let server = try TestServer(loops: 3)
            let clients = try (0..<60).map { _ in try server.client() }
            for client in clients { #expect(try client.get("/now").status == 200) }
            try server.stop()
            #expect(server.server.counters.accepted == 60)
        }
    }
}
