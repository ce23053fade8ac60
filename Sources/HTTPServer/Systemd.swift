import CLinux
import Glibc

/// The two protocols of systemd services: socket activation and notification.
public enum Systemd {
    /// The listening socket from systemd (sd_listen_fds(3)), or nil.
    /// - Throws: `ConfigurationError.sockets` when there are several.
    public static func listener() throws(ConfigurationError) -> Int32? {
        guard let process = environment("LISTEN_PID").flatMap({ Int32($0) }), process == getpid(),
            let count = environment("LISTEN_FDS").flatMap({ Int($0) }), count > 0
        else { return nil }
        guard count == 1 else { throw .sockets(count) }
        let first: Int32 = 3
        // Do not pass it on to child processes.
        _ = fcntl(first, F_SETFD, FD_CLOEXEC)
        return first
    }

    /// The watchdog timeout, within which `WATCHDOG=1` must be sent (sd_watchdog_enabled(3)); nil without a watchdog.
    public static var watchdog: Duration? {
        guard let microseconds = environment("WATCHDOG_USEC").flatMap({ Int64($0) }), microseconds > 0,
            environment("WATCHDOG_PID").map({ Int32($0) == getpid() }) ?? true
        else { return nil }
        return .microseconds(microseconds)
    }

    /// Whether systemd expects notifications.
    public static var isListening: Bool { environment("NOTIFY_SOCKET") != nil }

    /// Sends a state to systemd, such as `READY=1` or `STOPPING=1` (sd_notify(3)). Does nothing without systemd.
    /// - Parameter path: the notification socket; by default that of the environment.
    /// - Returns: whether it was sent.
    @discardableResult
    public static func notify(_ state: String, at path: String? = environment("NOTIFY_SOCKET")) -> Bool {
        guard let path, path.hasPrefix("/") || path.hasPrefix("@") else { return false }
        var address = sockaddr_un()
        var name = Array(path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        // `@` stands for the leading NUL of an abstract socket (unix(7)).
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

    /// An environment variable.
    public static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
