/// The address of a site without a path: `https://rue-du-marche.fr`, with an optional port.
package struct WebOrigin: Sendable, Equatable, CustomStringConvertible {
    /// Whether the scheme is `https`; else it is `http`.
    package let isHTTPS: Bool
    /// The host and the optional port: what follows the scheme.
    package let authority: String

    /// `https://example.org:8443`, without a path.
    package var description: String { (isHTTPS ? "https://" : "http://") + authority }

    /// Reads `http://` or `https://` with a host and no path; a slash at the end is dropped. Nil for anything else.
    package init?(_ text: String) {
        let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let scheme = ["https://", "http://"].first(where: bare.hasPrefix) else { return nil }
        let rest = bare.dropFirst(scheme.count)
        let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !rest.contains { "/?#@\"'<>\\".contains($0) }
        guard !rest.isEmpty, isPlain else { return nil }
        (isHTTPS, authority) = (scheme == "https://", String(rest))
    }

    /// Reads what a person typed or copied: `rue-du-marche.fr`, `http://Rue-du-marche.fr/boutiques`. Always https,
    /// without path; nil unless it is a name in ASCII letters with a dot.
    package init?(typed text: String) {
        guard text.utf8.allSatisfy({ $0 < 0x80 }), let url = WebAddress.read(text.trimmed),
            let start = url.firstRange(of: "://")
        else { return nil }
        let authority = url[start.upperBound...].prefix { !"/?#".contains($0) }
        guard !authority.contains("_") else { return nil }
        (isHTTPS, self.authority) = (
            true, authority.hasSuffix(":443") ? String(authority.dropLast(4)) : String(authority)
        )
    }

    /// The host in lower case, without port and trailing dot; an IPv6 address keeps its brackets.
    package var host: String {
        let text = authority.lowercased()
        if text.hasPrefix("[") { return text.firstIndex(of: "]").map { String(text[...$0]) } ?? text }
        let name = text.prefix { $0 != ":" }
        return String(name.hasSuffix(".") ? name.dropLast() : name)
    }

    /// Whether only this machine reaches it: `localhost`, `127.0.0.1`, `[::1]`.
    package var isLoopback: Bool {
        let host = host
        return host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" || address?.first == 127
    }

    /// Whether only this machine or its network reaches it: loopback, private and link-local addresses (RFC 1918, 3927,
    /// 4193, 6598), names without a dot, and names reserved for local use (RFC 6761, 6762, 8375, `.internal`).
    package var isPrivate: Bool {
        let host = host
        if isLoopback { return true }
        if host.hasPrefix("[") {
            return ["[::", "[fc", "[fd", "[fe8", "[fe9", "[fea", "[feb"].contains(where: host.hasPrefix)
        }
        if let address {
            switch (address[0], address[1]) {
            case (0, _), (10, _), (172, 16...31), (192, 168), (169, 254), (100, 64...127): return true
            case (_, _): return false
            }
        }
        // A last label that begins with a digit is an IPv4 address in another notation (URL Standard, §3.5).
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count < 2 || labels.last?.first?.isNumber != false
            || Self.localNames.contains { host.hasSuffix("." + $0) }
    }

    private static let localNames = [
        "local", "lan", "home", "internal", "intranet", "corp", "private", "home.arpa", "test", "invalid",
    ]

    /// The four numbers of an IPv4 address; nil for a name.
    private var address: [UInt8]? {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 ? parts.compactMap(\.self).count == 4 ? parts.compactMap(\.self) : nil : nil
    }
}
