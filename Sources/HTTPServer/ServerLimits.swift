import HTTP

/// The limits and timeouts of the server, each with its unit and reason. Exceeding one affects only that connection.
public struct ServerLimits: Sendable {
    /// From the first byte of a head to its end; then 408. A slow phone needs under a second. Against slowloris
    /// attacks; CIS recommends 10 s.
    public var head: Duration = .seconds(10)
    /// Time for a body before its rate is checked, so that a phone that changes cells does not lose its form: TCP
    /// retransmits after 1, 2, 4 and 8 s.
    public var bodyGrace: Duration = .seconds(15)
    /// Least average rate of a body after the grace, in bytes per second; slower ones are attacks (R-U-Dead-Yet).
    public var bodyBytesPerSecond = 500
    /// Most time for a body at any rate.
    public var bodyLongest: Duration = .seconds(300)
    /// Idle time between requests, and before the first. Browsers keep connections about as long; each costs a few
    /// hundred bytes.
    public var keepAlive: Duration = .seconds(75)
    /// Idle time for a trusted proxy. Longer than proxies keep connections (nginx 60 s, Caddy 120 s), so that they
    /// close first: a POST sent at the moment this server closes would be a 502 of the proxy.
    public var proxyKeepAlive: Duration = .seconds(300)
    /// From a complete request to its response; then 503, while the handler continues. Below the 60 s after which nginx
    /// answers 504; the longest request, an import of 5,000 shops, takes a few seconds.
    public var answer: Duration = .seconds(30)
    /// Time without progress in sending a response, after which the connection is reset.
    public var stalledReader: Duration = .seconds(30)
    /// Time to discard what the peer sends after the last response: closing at once would reset the connection and lose
    /// the response (RFC 9112 §9.6).
    public var linger: Duration = .seconds(5)
    /// Most bytes discarded meanwhile: twice the largest upload, for clients that send everything before they read.
    public var lingerBytes = 32 << 20
    /// From `stop()` to the exit, for requests in flight. systemd kills after 90 s, container runtimes after 10 s.
    public var drain: Duration = .seconds(10)
    /// After `stop()`, time for requests that are already on their way on idle connections.
    public var drainGrace: Duration = .milliseconds(250)
    /// Pause in accepting connections when no descriptor is free (EMFILE, ENFILE).
    public var acceptBackoff: Duration = .milliseconds(100)

    /// Most connections of all loops; lowered to what the descriptor limit allows.
    public var connections = 32_768
    /// Most connections of one IPv4 address or IPv6 /64. High, because a mobile operator's gateway and an unconfigured
    /// proxy are one address for many visitors; an idle connection costs a quarter of a kilobyte. Trusted proxies and
    /// the Unix socket are exempt.
    public var connectionsPerAddress = 20_480
    /// Connections that one address leaves to others, if all loops have at least four times as many.
    public var connectionsForOthers = 1_024
    /// Most requests in flight of one visitor behind a trusted proxy, in all loops, in place of a connection limit. A
    /// browser has six.
    public var requestsPerVisitor = 256
    /// Most bytes of request bodies in memory, in all loops; then 503 for requests with a body. A thousand concurrent
    /// uploads of 8 MB must not exhaust the memory.
    public var bodyBytes = 256 << 20
    /// Most bytes of a body that the handler does not use: read and discarded to keep the connection open.
    public var unreadBodyBytes = 64 << 10
    /// Most refused connections that linger until the peer has read the response, in all loops; more are closed at
    /// once. Lowered to a quarter of the descriptors.
    public var refusedAtOnce = 256
    /// Seconds in `Retry-After` with a 503 or 429: longer than the requests of a page take.
    public var retryAfterSeconds = 5
    /// Most requests on one connection before it is closed.
    public var requestsPerConnection = 1_000_000
    /// Most bytes read ahead while a request is being answered (pipelining).
    public var readAhead = 64 << 10
    /// Connections queued for accepting; the kernel limits it to `net.core.somaxconn`.
    public var backlog = 4_096

    /// Connections a loop accepts per turn: a few milliseconds of work.
    public var acceptsPerTurn = 256

    /// Limits of the request head, checked by the parser.
    public var headSize = HeadLimits()
    /// Limits of the chunked coding, checked by its decoder.
    public var chunks = ChunkLimits()

    /// The defaults above.
    public init() {}
}

extension ServerLimits {
    /// The limits adapted to `room` descriptors, with some global limits divided between `loops` loops.
    func fitted(to room: Int, loops: Int) -> ServerLimits {
        var limits = self
        limits.refusedAtOnce = min(refusedAtOnce, room / 4) / loops
        limits.connections = min(connections, room - limits.refusedAtOnce * loops)
        if limits.connections >= 4 * connectionsForOthers {
            limits.connectionsPerAddress = min(connectionsPerAddress, limits.connections - connectionsForOthers)
        }
        limits.bodyBytes /= loops
        return limits
    }
}

/// The durations of `ServerLimits` in nanoseconds, converted once: the loop compares integers.
struct Nanoseconds: Sendable {
    let head, bodyGrace, bodyLongest, keepAlive, proxyKeepAlive, answer: Int
    let stalledReader, linger, drain, drainGrace, acceptBackoff: Int
    /// Additional time for each received byte of a body.
    let bodyPerByte: Int

    init(_ limits: ServerLimits) {
        head = limits.head.nanoseconds
        bodyGrace = limits.bodyGrace.nanoseconds
        bodyLongest = limits.bodyLongest.nanoseconds
        keepAlive = limits.keepAlive.nanoseconds
        proxyKeepAlive = limits.proxyKeepAlive.nanoseconds
        answer = limits.answer.nanoseconds
        stalledReader = limits.stalledReader.nanoseconds
        linger = limits.linger.nanoseconds
        drain = limits.drain.nanoseconds
        drainGrace = limits.drainGrace.nanoseconds
        acceptBackoff = limits.acceptBackoff.nanoseconds
        bodyPerByte = 1_000_000_000 / max(1, limits.bodyBytesPerSecond)
    }
}

extension Duration {
    fileprivate var nanoseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
