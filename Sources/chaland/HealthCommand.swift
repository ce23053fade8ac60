import ArgumentParser
import Glibc

/// `chaland health`: asks a server on this machine whether it is ready, for a container's health check.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: say(
            fr: "Demande au serveur de cette machine s’il est prêt (0 : oui, 1 : non).",
            en: "Asks the server of this machine whether it is ready (0: yes, 1: no)."))

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Le port du serveur. [CHALAND_PORT ou PORT ; sinon 8080]",
                en: "The server’s port. [CHALAND_PORT or PORT; else 8080]"), valueName: "port"))
    var port: Int?

    func run() throws {
        let port = try Setting.number(port, ["CHALAND_PORT", "PORT"], in: 1...65_535, 8080)
        guard try HealthCommand.statusLine(port: UInt16(port)).hasPrefix("HTTP/1.1 200 ") else {
            throw CommandFailure(say(fr: "le serveur n’est pas prêt", en: "the server is not ready"))
        }
        Terminal.line(say(fr: "prêt", en: "ready"))
    }

    /// The first line of the answer to `GET /readyz`, empty when nobody answers within three seconds.
    private static func statusLine(port: UInt16) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 3, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return "" }
        let request = Array("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return "" }
        var answer = [UInt8](repeating: 0, count: 256)
        let length = recv(descriptor, &answer, answer.count, 0)
        return length > 0 ? String(decoding: answer[..<length], as: UTF8.self) : ""
    }
}
