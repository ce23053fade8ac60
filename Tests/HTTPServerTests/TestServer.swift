import Glibc
import HTTP
import POSIX
import Synchronization

@testable import HTTPServer

/// A server on a free port, on its own threads, with a `TestHandler`.
final class TestServer: Sendable {
    let server: Server<TestHandler>
    let stage = Stage()
    let accessLog: AccessLog?
    private let thread: pthread_t

    init(
        loops: Int = 1, endpoint: ServerConfiguration.Endpoint = .tcp(host: "127.0.0.1", port: 0),
        trustedProxies: [String] = [], accessLog: AccessLog? = nil, _ change: (inout ServerLimits) -> Void = { _ in }
    ) throws {
        var limits = ServerLimits()
        change(&limits)
        var configuration = ServerConfiguration(
            endpoint: endpoint, loops: loops, limits: limits, trustedProxies: trustedProxies)
        configuration.accessLog = accessLog
        configuration.routes = TestHandler.routes
        self.accessLog = accessLog
        let stage = stage
        let server = try Server(configuration) { _ in TestHandler(stage) }
        self.server = server
        thread = try SystemThread.start("server") { stage.end(Result { try server.run() }) }
    }

    var port: Int { server.port }

    func client() throws -> TestClient { try TestClient(port: port) }

    /// Stops, waits for `run` to return, and throws its error.
    func stop() throws {
        server.stop()
        SystemThread.join(thread)
        try stage.ended?.get()
    }
}

/// State shared by a test and its handlers.
final class Stage: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var ended: Result<Void, any Error>?
    }
    private let state = Mutex(State())

    /// `/hold` waits here until the test calls `open`.
    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        waiting.forEach { $0.resume() }
    }

    /// Number of waiting requests.
    var held: Int { state.withLock { $0.waiting.count } }

    func end(_ result: Result<Void, any Error>) { state.withLock { $0.ended = result } }
    var ended: Result<Void, any Error>? { state.withLock { $0.ended } }
}

final class TestHandler: LoopHandler {
    private let stage: Stage
    private let thread = pthread_self()
    private let large = [UInt8](repeating: 0x61, count: 8 << 20)
    /// Names of the routes.
    static let routes = ["(none)", "/now", "/echo"]
    /// The body of `/page`. Three such responses are sent with one call.
    static let page = [UInt8](repeating: 0x70, count: 10_000)

    init(_ stage: Stage) { self.stage = stage }

    func bodyLimit(for head: RequestHead) -> Int { head.path == "/echo" ? 1 << 20 : 0 }

    func answerNow(_ request: Request) -> Response? {
        switch request.path {
        case "/now": routed(1, Response(.ok, body: .bytes(Array("now".utf8))))
        case "/page": Response(.ok, body: .bytes(Self.page))
        case "/missing": Response(.notFound)
        case "/large": Response(.ok, body: .slice(large, 0..<large.count))
        case "/empty": Response(.noContent)
        case "/peer": Response(.ok, body: .bytes(Array("\(request.peer) \(request.isSecure)".utf8)))
        case "/bye": closing(Response(.ok, body: .bytes(Array("bye".utf8))))
        default: nil
        }
    }

    func answer(_ request: Request) async -> Response {
        switch request.path {
        case "/hold": await stage.pass()
        case "/hop": await Task.yield()
        case "/away": await Task.detached {}.value
        case "/echo": return routed(2, Response(.ok, body: .bytes(request.body)))
        case "/name": return Response(.ok, body: .bytes(Array(request.id.text.utf8)))
        default: return Response(.notFound)
        }
        let place = pthread_self() == thread ? "on the loop" : "elsewhere"
        return Response(.ok, body: .bytes(Array(place.utf8)))
    }

    func refused(_ error: ParseError, head: RequestHead?, id: RequestID) -> Response {
        Response(error.status, body: .bytes(Array("refused: \(error.reason)".utf8)))
    }

    private func routed(_ route: Int, _ response: Response) -> Response {
        var response = response
        response.route = route
        return response
    }

    private func closing(_ response: Response) -> Response {
        var response = response
        response.closes = true
        return response
    }
}
