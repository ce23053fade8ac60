import Foundation
import Glibc
import HTTP
import HTTPServer
import Testing

@testable import Chaland
@testable import Shell

/// The site of a test behind a real server on a free port, with the limits of the test.
final class SiteServer {
    let site: TestSite
    private let server: Server<Loop>
    private let thread: Thread
    private let ended = DispatchSemaphore(value: 0)

    /// The site's loop as a `LoopHandler`; the program conforms it in `ServeCommand.swift`.
    final class Loop: LoopHandler {
        private let loop: SiteLoop

        init(_ loop: SiteLoop) { self.loop = loop }

        func bodyLimit(for head: RequestHead) -> Int { loop.bodyLimit(for: head) }
        func beginTurn() { loop.beginTurn() }
        func answerNow(_ request: Request) -> Response? { loop.answerNow(request) }
        func answer(_ request: Request) async -> Response { await loop.answer(request) }
        func refuses(_ head: RequestHead, _ framing: BodyFraming, isSecure: Bool) -> Bool {
            loop.refuses(head, framing, isSecure: isSecure)
        }
        func refused(_ error: ParseError, head: RequestHead?, id: RequestID) -> Response {
            loop.refused(error, head: head, id: id)
        }
    }

    init(_ site: TestSite, _ change: (inout ServerLimits) -> Void = { _ in }) throws {
        self.site = site
        var limits = ServerLimits()
        change(&limits)
        var configuration = ServerConfiguration(limits: limits)
        configuration.routes = site.site.routeNames
        let shared = site.site
        let server = try Server(configuration) { _ in Loop(try shared.makeLoop()) }
        self.server = server
        let ended = ended
        thread = Thread {
            try? server.run()
            ended.signal()
        }
        thread.start()
    }

    /// The counters of the server.
    var counters: ServerCounters { server.counters }

    /// Where it listens.
    var port: Int { server.port }

    /// Stops, and waits until every request is answered.
    func stop() {
        server.stop()
        ended.wait()
    }

    /// Sends raw bytes on a connection of its own.
    func send(_ text: String) throws -> Answered { try Answered(text, port: server.port) }

    /// A form, as a browser sends it.
    func post(_ path: String, _ form: String, _ fields: String = "") throws -> Answered {
        try send(
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(form.utf8.count)\r\n\(fields)\r\n"
                + form)
    }

    /// A page.
    func get(_ path: String) throws -> Answered {
        try send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    }
}

/// A connection that has sent its request; the answer is read on first use, until the server closes.
final class Answered {
    private let descriptor: Int32
    /// The whole answer.
    private(set) lazy var text: String = read()

    init(_ request: String, port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        let bytes = Array(request.utf8)
        try #require(Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    }

    deinit { close(descriptor) }

    var status: Int { Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    /// The value of a field of the answer.
    func field(_ name: String) -> String? {
        text.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    private func read() -> String {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &part, part.count, 0), count > 0 { all += part[..<count] }
        return String(decoding: all, as: UTF8.self)
    }
}
