import HTTP

/// The hosts a site answers for. A request for any other is misdirected (RFC 9110 §15.5.20): nothing made of a stranger's
/// `Host` leaves this server, and no page is kept under it.
public struct KnownHosts: Sendable {
    /// In lower case, without port and final dot; empty: every host.
    private let names: [[UInt8]]

    /// Every host is known.
    public static let all = KnownHosts([])

    /// The machine itself, for health checks.
    public static let loopback = KnownHosts(["localhost", "127.0.0.1", "[::1]"])

    /// These hosts, written as in a URL, with or without a port. None at all: every host.
    public init(_ authorities: [String]) {
        names = authorities.map { authority in
            let bytes = Array(authority.lowercased().utf8)
            return Array(bytes[Self.host(of: bytes[...])])
        }
    }

    /// Whether the request is for one of them, whatever the port: a proxy may tell its own. A request of HTTP/1.0 without a
    /// host is for whoever gets it.
    public func knows(_ head: RequestHead) -> Bool {
        guard !names.isEmpty, let authority = head.authorityBytes else { return true }
        return names.contains { isEqual($0, authority[Self.host(of: authority)]) }
    }

    private func isEqual(_ name: [UInt8], _ sent: ArraySlice<UInt8>) -> Bool {
        guard name.count == sent.count else { return false }
        var index = sent.startIndex
        for byte in name {
            let other = sent[index]
            guard byte == (other &- 0x41 < 26 ? other | 0x20 : other) else { return false }
            index += 1
        }
        return true
    }

    /// Where the host stands in `host [":" port]`, the dot of a fully qualified name left out (RFC 3986 §3.2.2).
    private static func host(of authority: ArraySlice<UInt8>) -> Range<Int> {
        var end = authority.startIndex
        if authority.first == 0x5B {
            while end < authority.endIndex, authority[end] != 0x5D { end += 1 }
            return authority.startIndex..<min(end + 1, authority.endIndex)
        }
        while end < authority.endIndex, authority[end] != 0x3A { end += 1 }
        if end > authority.startIndex + 1, authority[end - 1] == 0x2E { end -= 1 }
        return authority.startIndex..<end
    }
}
