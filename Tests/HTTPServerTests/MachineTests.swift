import CLinux
import Glibc
import HTTP
import Synchronization
import Testing

@testable import HTTPServer

/// The state of a connection without a socket, driven by bytes and times of the test.
@Suite("Connection state") struct MachineTests {
    private let second = 1_000_000_000

    private func connection(isTrusted: Bool = false) -> Connection {
        Connection(
            id: ConnectionID(descriptor: 9, serial: 1), address: .local, isTrusted: isTrusted, isAdmitted: true)
    }

    /// Feeds bytes like the loop; returns the result.
    private func feed(_ connection: Connection, _ text: String, limit: Int = 100) -> [String] {
        connection.pending += Array(text.utf8)
        let bytes = connection.pending
        var used = 0
        var steps: [String] = []
        bytes.withUnsafeBufferPointer { bytes in
            while true {
                switch connection.reader.next(bytes, used: &used, limits: HeadLimits()) {
                case .incomplete: return
                case .request(let head, let body):
                    steps.append("\(head.method.rawValue) \(head.path) \(body.count)")
                    connection.progressed()
                case .head(let head, let framing):
                    let error = connection.reader.expectBody(of: head, framing, limit: limit, chunks: ChunkLimits())
                    if let error { return steps.append("\(error.status.code)") }
                case .refused(let error, _): return steps.append("\(error.status.code)")
                }
            }
        }
        connection.pending.removeFirst(used)
        return steps
    }

    @Test("requests split at every byte have the same result") func everyCut() {
        let text =
            "GET /a HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
            + "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n0\r\nT: v\r\n\r\n"
            + "GET /d HTTP/1.1\r\nHost: a\r\n\r\n"
        let whole = feed(connection(), text)
        #expect(whole == ["GET /a 0", "POST /b 3", "POST /c 2", "GET /d 0"])
        for cut in 1..<text.count {
            let connection = connection()
            let parts = feed(connection, String(text.prefix(cut))) + feed(connection, String(text.dropFirst(cut)))
            #expect(parts == whole, "cut at \(cut)")
            #expect(!connection.isInsideRequest)
        }
    }

    @Test("the timeout of a head starts at its first byte") func headDeadline() {
        let limits = Nanoseconds(ServerLimits())
        let connection = connection()
        connection.settle(now: 0, limits: limits, stopping: nil)
        #expect(connection.wait == .idle)
        #expect(connection.deadline == 75 * second)
        for time in 3..<9 {
            #expect(feed(connection, time == 3 ? "GET / HTTP/1.1\r\nX:" : "y").isEmpty)
            connection.settle(now: time * second, limits: limits, stopping: nil)
            #expect(connection.wait == .head)
            #expect(connection.deadline == 13 * second)
        }
    }

    @Test("an empty line before a head does not start its timeout") func emptyLine() {
        let limits = Nanoseconds(ServerLimits())
        let connection = connection()
        for text in ["\r", "\n"] {
            #expect(feed(connection, text).isEmpty)
            connection.settle(now: second, limits: limits, stopping: nil)
            #expect(connection.wait == .idle && !connection.isInsideRequest)
        }
        #expect(feed(connection, "G").isEmpty)
        connection.settle(now: 20 * second, limits: limits, stopping: nil)
        #expect(connection.wait == .head && connection.deadline == 30 * second)
    }

    @Test("each byte of a body extends its deadline, up to a maximum") func bodyDeadline() {
        let limits = Nanoseconds(ServerLimits())
        let connection = connection()
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
        #expect(feed(connection, head, limit: 1_000_000).isEmpty)
        connection.settle(now: second, limits: limits, stopping: nil)
        #expect(connection.deadline == 16 * second)
        _ = feed(connection, String(repeating: "x", count: 5_000))
        connection.settle(now: 4 * second, limits: limits, stopping: nil)
        #expect(connection.deadline == 26 * second)
        _ = feed(connection, String(repeating: "x", count: 900_000))
        connection.settle(now: 5 * second, limits: limits, stopping: nil)
        #expect(connection.deadline == 301 * second)
    }

    @Test("each request restarts the timeout; a task has one of its own") func waits() {
        let limits = Nanoseconds(ServerLimits())
        let connection = connection()
        #expect(feed(connection, "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /").count == 1)
        connection.settle(now: second, limits: limits, stopping: nil)
        #expect(connection.deadline == 11 * second)
        #expect(feed(connection, " HTTP/1.1\r\nHost: a\r\n\r\nGET /").count == 1)
        connection.settle(now: 9 * second, limits: limits, stopping: nil)
        #expect(connection.deadline == 19 * second)
        let request = Request(.get, "/")
        connection.exchange = Exchange(head: request.head, id: request.id, started: 0)
        connection.settle(now: 10 * second, limits: limits, stopping: nil)
        #expect(connection.deadline == 40 * second)
        #expect(connection.wantsBytes(readAhead: 100) && !connection.wantsBytes(readAhead: 3))
        #expect(!connection.takesRequests)
    }

    @Test("a trusted proxy closes an idle connection first: nginx after 60 s, Caddy after 120 s") func proxy() {
        let connection = connection(isTrusted: true)
        connection.settle(now: 0, limits: Nanoseconds(ServerLimits()), stopping: nil)
        #expect(connection.deadline > 120 * second)
    }

    @Test("stopping shortens the idle timeout") func stopping() {
        let connection = connection()
        connection.settle(now: 0, limits: Nanoseconds(ServerLimits()), stopping: 2 * second)
        #expect(connection.deadline == 2 * second)
    }

    @Test("an idle connection is small and has no buffers") func size() {
        let connection = connection()
        withExtendedLifetime(connection) {
            #expect(malloc_usable_size(Unmanaged.passUnretained(connection).toOpaque()) <= 256)
        }
    }

    private final class Ran: Sendable {
        let count = Mutex(0)
    }

    @Test("long jobs are interrupted for sockets") func jobs() throws {
        let executor = try LoopExecutor()
        executor.adopt()
        let ran = Ran()
        for _ in 0..<3 {
            Task(executorPreference: executor) {
                let end = ContinuousClock.now + .milliseconds(2)
                while ContinuousClock.now < end {}
                ran.count.withLock { $0 += 1 }
            }
        }
        for turn in 1...3 {
            executor.runJobs(for: 1_000_000)
            #expect(ran.count.withLock { $0 } == turn)
            #expect(executor.hasJobs == (turn < 3))
        }
    }
}
