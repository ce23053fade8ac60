/// Where and how a server listens.
public struct ServerConfiguration: Sendable {
    /// What to listen on.
    public enum Endpoint: Sendable, Equatable {
        /// A numeric address or a name, IPv4 or IPv6 (`::` takes both), and a port; port 0 is any free one.
        case tcp(host: String, port: Int)
        /// A Unix-domain socket at this path; a file left by a dead server is replaced.
        case unix(path: String)
        /// A socket somebody else has bound and made listen, such as systemd (sd_listen_fds(3): the first is 3).
        case inherited(descriptor: Int32)
    }

    /// What to listen on.
    public var endpoint: Endpoint
    /// How many event loops, each a thread.
    public var loops: Int
    /// Every bound.
    public var limits: ServerLimits
    /// Addresses or CIDR blocks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; `unix` for the peers of a
    /// Unix socket. Everybody else's are ignored.
    public var trustedProxies: [String]
    /// Where a line about each answer goes; nil: nowhere.
    public var accessLog: AccessLog?
    /// What the handler's routes are called, by `Response.route`: patterns, never paths that were asked for.
    public var routes: [String] = []

    /// A configuration; one loop a core is the usual choice.
    public init(
        endpoint: Endpoint, loops: Int = 1, limits: ServerLimits = ServerLimits(), trustedProxies: [String] = []
    ) {
        self.endpoint = endpoint
        self.loops = loops
        self.limits = limits
        self.trustedProxies = trustedProxies
    }

    /// A server on `host` and `port`.
    public init(
        host: String = "127.0.0.1", port: Int = 0, loops: Int = 1, limits: ServerLimits = ServerLimits(),
        trustedProxies: [String] = []
    ) {
        self.init(
            endpoint: .tcp(host: host, port: port), loops: loops, limits: limits, trustedProxies: trustedProxies)
    }
}

/// A configuration that cannot be meant.
public enum ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Not an address, a CIDR block or `unix`.
    case proxy(String)
    /// A host that resolves to nothing.
    case host(String)
    /// A path longer than a Unix socket's name may be (107 bytes, unix(7)).
    case path(String)
    /// So many sockets from systemd, of which only one can be served.
    case sockets(Int)
    /// What systemd passed is no socket that takes connections.
    case notListening
    /// This process may have so many descriptors, and needs at least so many.
    case descriptors(Int, least: Int)

    /// One line for the person who started the program.
    public var description: String {
        switch self {
        case .proxy(let text): "trusted proxy \"\(text)\": neither an address, nor a block such as 10.0.0.0/8, nor unix"
        case .descriptors(let found, let least): "\(found) descriptors are too few, at least \(least) are needed"
        case .host(let text): "cannot listen on \(text): no such host"
        case .sockets(let count): "systemd passed \(count) sockets: one is served"
        case .notListening: "systemd passed something that takes no connections"
        case .path(let text): "cannot listen on \(text): a Unix socket's path has at most 107 bytes"
        }
    }
}
