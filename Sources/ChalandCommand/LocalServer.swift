import Glibc

/// A server of this machine, asked the shortest way.
enum LocalServer {
    /// On 127.0.0.1.
    case port(UInt16)
    /// On a Unix socket at this path.
    case unix(String)

    /// The first line of the answer to GET, empty when nobody answers within three seconds.
    func statusLine(of path: String) -> String {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 3, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        guard connect(descriptor) else { return "" }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return "" }
        var answer = [UInt8](repeating: 0, count: 256)
        let length = recv(descriptor, &answer, answer.count, 0)
        return length > 0 ? String(decoding: answer[..<length], as: UTF8.self) : ""
    }

    private var family: Int32 {
        switch self {
        case .port: AF_INET
        case .unix: AF_UNIX
        }
    }

    private func connect(_ descriptor: Int32) -> Bool {
        switch self {
        case .port(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
            return Self.connect(descriptor, &address)
        case .unix(let path):
            var address = sockaddr_un()
            guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            return Self.connect(descriptor, &address)
        }
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: inout Address) -> Bool {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
            }
        }
    }
}
