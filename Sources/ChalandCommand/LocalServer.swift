import CLinux
import Glibc

/// A server on this machine.
enum LocalServer {
    /// On 127.0.0.1.
    case port(UInt16)
    /// On a Unix socket at this path.
    case unix(String)

    /// The status line of GET `path`; empty without a response within three seconds.
    func statusLine(of path: String) -> String {
        let descriptor =
            switch self {
            case .port(let port): chaland_connect_loopback(port, 3)
            case .unix(let path): chaland_connect_unix(path, 3)
            }
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return "" }
        var answer = [UInt8](repeating: 0, count: 256)
        let length = recv(descriptor, &answer, answer.count, 0)
        return length > 0 ? String(decoding: answer[..<length], as: UTF8.self) : ""
    }
}
