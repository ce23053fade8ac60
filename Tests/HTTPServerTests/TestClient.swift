import Glibc
import POSIX

@testable import HTTPServer

/// A blocking client that sends given bytes, with a timeout of 20 s.
final class TestClient {
    struct Answer: Equatable {
        var status: Int
        var fields: [String: String]
        var body: String
    }

    struct Ended: Error {}

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(port: Int) throws {
        descriptor = try checked("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        try connect(&address)
    }

    init(unix path: String) throws {
        descriptor = try checked("socket") { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        try connect(&address)
    }

    private func connect<Address>(_ address: inout Address) throws {
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        try withUnsafePointer(to: &address) {
            try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = try checked("connect") {
                    Glibc.connect(descriptor, pointer, socklen_t(MemoryLayout<Address>.size))
                }
            }
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            sent += try bytes[sent...].withUnsafeBytes { rest in
                try checked("send") { Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL)) }
            }
        }
    }

    func get(_ path: String, _ fields: String = "") throws -> Answer {
        try send("GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
        return try answer()
    }

    /// Shuts down the write side.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Resets the connection, like a crashed peer.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// A small receive window, so that a large response cannot be sent at once.
    func readLittle(_ bytes: Int32 = 4_096) {
        var size = bytes
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The next response; `bodyless` for a response to HEAD.
    func answer(bodyless: Bool = false) throws -> Answer {
        var end = 0
        while true {
            if let found = headEnd() {
                end = found
                break
            }
            try fill()
        }
        let lines = String(decoding: buffer[..<(end - 4)], as: UTF8.self).split(separator: "\r\n")
        buffer.removeFirst(end)
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let length = bodyless ? 0 : fields["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < length { try fill() }
        let body = String(decoding: buffer[..<length], as: UTF8.self)
        buffer.removeFirst(length)
        return Answer(status: Int(lines[0].split(separator: " ")[1]) ?? 0, fields: fields, body: body)
    }

    /// Whether the server has closed without sending more.
    func isAtEnd() -> Bool {
        guard buffer.isEmpty else { return false }
        do {
            try fill()
            return false
        } catch {
            return error is Ended
        }
    }

    private func headEnd() -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (4...buffer.count).first { buffer[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
    }

    private func fill() throws {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = part.withUnsafeMutableBytes { bytes in
            uninterrupted { recv(descriptor, bytes.baseAddress, bytes.count, 0) }
        }
        if count == 0 || count == -Int(ECONNRESET) { throw Ended() }
        if count < 0 { throw SyscallError(call: "recv", errno: Int32(-count)) }
        buffer.append(contentsOf: part[..<count])
    }
}
