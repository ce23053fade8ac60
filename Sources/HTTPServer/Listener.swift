import CLinux
import Glibc
import POSIX
import Synchronization

/// The listening sockets of a server. For TCP one per loop, so that the kernel distributes connections (SO_REUSEPORT,
/// socket(7)); a Unix or inherited socket is shared by all loops.
final class Listener: Sendable {
    let descriptors: [Int32]
    /// The bound TCP port; 0 otherwise.
    let port: Int
    let isShared: Bool
    private let path: String?
    /// False for an inherited socket, which this process does not close.
    private let isOwned: Bool
    /// The loops that still accept connections.
    private let accepting: Mutex<Set<Int>>

    private init(
        _ descriptors: [Int32], loops: Int, port: Int, isShared: Bool, path: String? = nil, isOwned: Bool = true
    ) {
        self.descriptors = descriptors
        self.port = port
        self.isShared = isShared
        self.path = path
        self.isOwned = isOwned
        accepting = Mutex(Set(0..<loops))
    }

    deinit {
        let loops = accepting.withLock { $0 }
        for loop in loops { leave(loop) }
    }

    /// Binds and listens, for `loops` loops.
    static func open(_ endpoint: ServerConfiguration.Endpoint, loops: Int, backlog: Int) throws -> Listener {
        switch endpoint {
        case .tcp(let host, let port): try tcp(host, port, loops: loops, backlog: Int32(backlog))
        case .unix(let path): try unix(path, loops: loops, backlog: Int32(backlog))
        case .inherited(let descriptor): try inherited(descriptor, loops: loops)
        }
    }

    /// The listener of one loop.
    func descriptor(of loop: Int) -> Int32 { descriptors[isShared ? 0 : loop] }

    /// Call it when a loop stops accepting. Closes its listener; a shared one is closed by the last loop. Also removes
    /// the file of a Unix socket, so that connections are refused.
    func leave(_ loop: Int) {
        let (wasAccepting, isLast) = accepting.withLock { accepting in
            let found = accepting.remove(loop) != nil
            return (found, accepting.isEmpty)
        }
        guard wasAccepting, isOwned, isLast || !isShared else { return }
        Socket.close(descriptor(of: loop))
        if let path { unlink(path) }
    }
}

extension Listener {
    private static func tcp(_ host: String, _ port: Int, loops: Int, backlog: Int32) throws -> Listener {
        let name = host.contains(":") && host.first != "[" ? "[\(host)]:\(port)" : "\(host):\(port)"
        var address = try resolve(host, port)
        var descriptors: [Int32] = []
        do {
            for loop in 0..<loops {
                let descriptor = try stream(Int32(address.storage.ss_family), on: name)
                descriptors.append(descriptor)
                // The first socket is bound without SO_REUSEPORT, so that a second server of the same account fails
                // instead of silently sharing the port. Set afterwards, it allows the sockets of the other loops.
                if loop > 0 { try set(descriptor, SOL_SOCKET, SO_REUSEPORT, on: name) }
                try address.withPointer { pointer, length in
                    _ = try checked("bind", on: name) { bind(descriptor, pointer, length) }
                }
                if loop == 0 {
                    try set(descriptor, SOL_SOCKET, SO_REUSEPORT, on: name)
                    address = try bound(descriptor, on: name)
                }
            }
            for descriptor in descriptors { try checked("listen", on: name) { listen(descriptor, backlog) } }
        } catch {
            descriptors.forEach { _ = close($0) }
            throw error
        }
        return Listener(descriptors, loops: loops, port: address.port, isShared: false)
    }

    private static func stream(_ family: Int32, on name: String) throws(SyscallError) -> Int32 {
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = try checked("socket", on: name) { socket(family, Int32(kind), 0) }
        if family == AF_UNIX { return descriptor }
        // Allows a restart while connections of the previous process are in TIME_WAIT.
        try set(descriptor, SOL_SOCKET, SO_REUSEADDR, on: name)
        // `::` also accepts IPv4, whatever net.ipv6.bindv6only is (RFC 3493 §5.3).
        if family == AF_INET6 { try set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0, on: name) }
        return descriptor
    }

    private static func set(
        _ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32 = 1, on name: String
    ) throws(SyscallError) {
        var value = value
        try checked("setsockopt", on: name) {
            setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    private static func resolve(_ host: String, _ port: Int) throws -> SocketAddress {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let plain = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        guard (0...65_535).contains(port), getaddrinfo(plain, String(port), &hints, &found) == 0, let found else {
            throw ConfigurationError.host("\(host):\(port)")
        }
        defer { freeaddrinfo(found) }
        var address = SocketAddress()
        address.length = found.pointee.ai_addrlen
        withUnsafeMutableBytes(of: &address.storage) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: found.pointee.ai_addr, count: Int(address.length)))
        }
        return address
    }

    private static func bound(_ descriptor: Int32, on name: String) throws(SyscallError) -> SocketAddress {
        var address = SocketAddress()
        try checked("getsockname", on: name) {
            withUnsafeMutablePointer(to: &address.storage) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getsockname(descriptor, $0, &address.length)
                }
            }
        }
        return address
    }

    private static func unix(_ path: String, loops: Int, backlog: Int32) throws -> Listener {
        var address = sockaddr_un()
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw ConfigurationError.path(path)
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = try stream(AF_UNIX, on: path)
        func call(_ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    uninterrupted { body(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_un>.size)) }
                }
            }
        }
        var code = call(bind)
        // The file exists. If connecting is refused, it was left by a dead server and is replaced; anything else is in
        // use.
        if code == -EADDRINUSE, isSocket(path), call(connect) == -ECONNREFUSED, unlink(path) == 0 { code = call(bind) }
        // Before listening, because the proxy runs as another account. Access is controlled by the folder's mode.
        if code == 0 { code = uninterrupted { chmod(path, 0o666) } }
        if code == 0 { code = uninterrupted { listen(descriptor, backlog) } }
        guard code == 0 else {
            close(descriptor)
            throw SyscallError(call: "bind", errno: -code, subject: path)
        }
        return Listener([descriptor], loops: loops, port: 0, isShared: true, path: path)
    }

    /// Whether the file is a socket: connect(2) is also refused for other files.
    private static func isSocket(_ path: String) -> Bool {
        var found = stat()
        return lstat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFSOCK
    }

    private static func inherited(_ descriptor: Int32, loops: Int) throws -> Listener {
        let name = "descriptor \(descriptor)"
        // Otherwise the program would run without receiving connections: with ListenDatagram=, or Accept=yes.
        var (isListening, size): (Int32, socklen_t) = (0, socklen_t(MemoryLayout<Int32>.size))
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening != 0 else {
            throw ConfigurationError.notListening
        }
        let address = try bound(descriptor, on: name)
        let flags = try checked("fcntl", on: name) { fcntl(descriptor, F_GETFL) }
        try checked("fcntl", on: name) { fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) }
        return Listener([descriptor], loops: loops, port: address.port, isShared: true, isOwned: false)
    }
}
