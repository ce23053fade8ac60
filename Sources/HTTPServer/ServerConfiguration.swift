/// Where and how a server listens.
public struct ServerConfiguration: Sendable {
    /// What to listen on.
    public enum Endpoint: Sendable, Equatable {
        /// A numeric address or a host name, IPv4 or IPv6 (`::` accepts both), and a port; 0 is any free port.
        case tcp(host: String, port: Int)
        /// A Unix socket at this path; a file left by a dead server is replaced.
        case unix(path: String)
        /// A listening socket from the parent process, such as systemd (sd_listen_fds(3): the first is 3).
        case inherited(descriptor: Int32)
    }

    /// What to listen on.
    public var endpoint: Endpoint
    /// Number of event loops, each a thread.
    public var loops: Int
    /// Limits and timeouts.
    public var limits: ServerLimits
    /// Addresses or CIDR blocks whose `X-Forwarded-For` and `X-Forwarded-Proto` are trusted; `unix` for peers of a Unix
    /// socket. Those of other peers are ignored.
    public var trustedProxies: [String]
    /// The access log; nil for none.
    public var accessLog: AccessLog?
    /// Names of the handler's routes, by `Response.route`: patterns, never requested paths.
    public var routes: [String] = []

    /// A configuration; usually one loop per core.
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

/// An invalid configuration.
public enum ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Not an address, a CIDR block or `unix`.
    case proxy(String)
    /// A host that does not resolve.
    case host(String)
    /// A path too long for a Unix socket (107 bytes, unix(7)).
    case path(String)
    /// Several sockets from systemd; only one is supported.
    case sockets(Int)
    /// The descriptor from systemd is not a listening socket.
    case notListening
    /// The descriptor limit of the process is too low.
    case descriptors(Int, least: Int)

    /// One line for the terminal.
    public var description: String {
        switch self {
        case .proxy(let text): "trusted proxy \"\(text)\": neither an address, nor a block such as 10.0.0.0/8, nor unix"
        case .descriptors(let found, let least): "\(found) descriptors are too few, at least \(least) are needed"
        case .host(let text): "cannot listen on \(text): no such host"
        case .sockets(let count): "systemd passed \(count) sockets: only one is supported"
        case .notListening: "systemd passed a descriptor that is not a listening socket"
        case .path(let text): "cannot listen on \(text): a Unix socket's path has at most 107 bytes"
        }
    }
}
