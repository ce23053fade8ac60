import HTTP

/// Accepted `Host` values. A request for another host is misdirected (RFC 9110 §15.5.20), so that no response or cache
/// entry is built from a forged `Host`.
public struct AllowedHosts: Sendable {
    /// Lower case, without port and trailing dot. Empty: any host.
    private let names: [[UInt8]]

    /// Accepts any host.
    public static let all = AllowedHosts([])

    /// The local machine, for health checks.
    public static let loopback = AllowedHosts(["localhost", "127.0.0.1", "[::1]"])

    /// These hosts, written as in a URL, with or without a port. An empty list accepts any host.
    public init(_ authorities: [String]) {
        names = authorities.map { authority in
            let bytes = Array(authority.lowercased().utf8)
            return Array(bytes[Self.host(of: bytes[...])])
        }
    }

    /// Whether the request's host is accepted. The port is ignored: proxies may send their own. An HTTP/1.0 request
    /// without a host is accepted.
    public func allows(_ head: RequestHead) -> Bool {
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

    /// The range of the host in `host [":" port]`, without the trailing dot of a fully qualified name (RFC 3986
    /// §3.2.2).
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
