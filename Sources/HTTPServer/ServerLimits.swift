import HTTP

/// Every bound of the server, each with its unit and its reason. At any of them the one connection that met it is
/// answered or closed, and everybody else is served.
public struct ServerLimits: Sendable {
    /// From the first byte of a head to its end. A slow phone needs under a second; a slow loris gets 408. (CIS: 10 s.)
    public var head: Duration = .seconds(10)
    /// Time for a body before its rate counts: a phone that changes cells on the market must not lose its form. TCP asks again
    /// after 1, 2, 4 and 8 s; past that it is a drip that waits for the rate to be looked at.
    public var bodyGrace: Duration = .seconds(15)
    /// Bytes a second a body must average after the grace; below it is a drip attack (R-U-Dead-Yet), not a network.
    public var bodyBytesPerSecond = 500
    /// The longest a body may take, however steady: bounds what one upload can hold.
    public var bodyLongest: Duration = .seconds(300)
    /// Silence allowed between two requests, and before the first. Browsers keep theirs for about as long; it costs us
    /// a few hundred bytes.
    public var keepAlive: Duration = .seconds(75)
    /// The same for a configured proxy: longer than proxies keep an idle connection (nginx 60 s, Caddy 120 s), so that it is
    /// they who close. Closed by us in the very moment a request is sent, a form's POST would end as their 502.
    public var proxyKeepAlive: Duration = .seconds(300)
    /// From a whole request to its answer: past it 503, and whatever the handler does goes on without a listener. Under the
    /// 60 s after which nginx answers 504 in our place; the longest work of the product, a file of 5,000 shops, takes a
    /// few seconds.
    public var answer: Duration = .seconds(30)
    /// A peer that takes no byte of its answer for so long is gone, and the answer's memory is wanted.
    public var stalledReader: Duration = .seconds(30)
    /// Time for the peer to take our last answer after we closed our side, while what it still sends is thrown away:
    /// closing at once would reset the connection and lose that answer (RFC 9112 §9.6).
    public var linger: Duration = .seconds(5)
    /// Bytes thrown away meanwhile: twice the largest upload, for a client that sends all of it before it reads.
    public var lingerBytes = 16 << 20
    /// From `stop()` to the end, for requests in flight. systemd kills after 90 s, container runtimes after 10 s.
    public var drain: Duration = .seconds(10)
    /// After `stop()`, time for a request already under way on an idle connection; it is answered, then closed.
    public var drainGrace: Duration = .milliseconds(250)
    /// How long to let the backlog wait when the process or the machine has no descriptor left (EMFILE, ENFILE).
    public var acceptBackoff: Duration = .milliseconds(100)

    /// Connections of all loops together; lowered to what the descriptor limit of the process allows.
    public var connections = 32_768
    /// Connections of one IPv4 address or one IPv6 /64. A mobile operator's gateway is one address for a whole street, and so
    /// is a proxy that nobody has configured; a connection that waits costs a quarter of a kilobyte. Configured proxies
    /// and the Unix socket are not counted: they speak for many.
    public var connectionsPerAddress = 20_480
    /// Connections that one address leaves to others, where the process may have four times as many or more.
    public var connectionsForOthers = 1_024
    /// Requests of one visitor, behind a configured proxy, that are being received or answered at one time, by all
    /// loops. The proxy's connections are not the visitor's, so these are counted instead; a browser has six under way.
    public var requestsPerVisitor = 256
    /// Bytes of bodies held by all loops, being received or answered: a thousand uploads of 8 MB at once must not be
    /// the end of the machine. Beyond it 503, and only for requests with a body.
    public var bodyBytes = 256 << 20
    /// Bytes of a body that its handler will not look at: read to reach the next request, where closing would be ruder.
    public var unreadBodyBytes = 64 << 10
    /// Refused connections still waited for until they have read why, of all loops; more are closed at once. Lowered to
    /// a quarter of the descriptors there are.
    public var refusedAtOnce = 256
    /// Seconds told in `Retry-After` with a 503 or a 429: a page's worth of requests is long over by then.
    public var retryAfterSeconds = 5
    /// Requests on one connection before it is asked to come again: bounds what a connection can accumulate.
    public var requestsPerConnection = 1_000_000
    /// Bytes read ahead of the request being answered (pipelining); beyond, the peer waits.
    public var readAhead = 64 << 10
    /// Entries waiting for `accept`; the kernel lowers it to `net.core.somaxconn`.
    public var backlog = 4_096

    /// Connections a loop takes before it looks after the open ones again: a few milliseconds of work.
    public var acceptsPerTurn = 256

    /// Bounds of the request head, checked by the parser.
    public var headSize = HeadLimits()
    /// Bounds of the chunked coding, checked by its decoder.
    public var chunks = ChunkLimits()

    /// The limits above.
    public init() {}
}

extension ServerLimits {
    /// The same for a process that may have `room` descriptors, on `loops` loops: what is of all is shared out.
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
    /// Nanoseconds a body gains with each byte.
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
