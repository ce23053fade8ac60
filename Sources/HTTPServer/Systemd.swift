import CLinux
import Glibc

/// What systemd gives a service and wants to hear from it, by its two small protocols.
public enum Systemd {
    /// The socket systemd has bound for this process (sd_listen_fds(3)), or nil without one.
    /// - Throws: `ConfigurationError.sockets` when there are several: all loops take from one.
    public static func listener() throws(ConfigurationError) -> Int32? {
        guard let process = environment("LISTEN_PID").flatMap({ Int32($0) }), process == getpid(),
            let count = environment("LISTEN_FDS").flatMap({ Int($0) }), count > 0
        else { return nil }
        guard count == 1 else { throw .sockets(count) }
        let first: Int32 = 3
        // Children of ours have no business with it.
        _ = fcntl(first, F_SETFD, FD_CLOEXEC)
        return first
    }

    /// How often systemd wants to hear `WATCHDOG=1` at least (sd_watchdog_enabled(3)); nil when it does not.
    public static var watchdog: Duration? {
        guard let microseconds = environment("WATCHDOG_USEC").flatMap({ Int64($0) }), microseconds > 0,
            environment("WATCHDOG_PID").map({ Int32($0) == getpid() }) ?? true
        else { return nil }
        return .microseconds(microseconds)
    }

    /// Whether systemd wants to be told anything.
    public static var isListening: Bool { environment("NOTIFY_SOCKET") != nil }

    /// Tells systemd a state, such as `READY=1` or `STOPPING=1` (sd_notify(3)). Without systemd nothing happens.
    /// - Parameter path: where it listens; what it said at start unless told otherwise.
    /// - Returns: whether it was told.
    @discardableResult
    public static func notify(_ state: String, at path: String? = environment("NOTIFY_SOCKET")) -> Bool {
        guard let path, path.hasPrefix("/") || path.hasPrefix("@") else { return false }
        var address = sockaddr_un()
        var name = Array(path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        // `@` stands for the NUL in front of an abstract name (unix(7)).
        if path.hasPrefix("@") { name[0] = 0 }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let message = Array(state.utf8)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                uninterrupted {
                    sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), pointer, length)
                } == message.count
            }
        }
    }

    /// A variable of the process, by the name of sd_notify(3) or sd_listen_fds(3).
    public static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
