import HTTP

/// Refuses what another site makes a browser send: no token in forms, the browser's own word instead.
///
/// - `Sec-Fetch-Site`, which no page can forge (Fetch Metadata): `same-origin` and `none` pass, everything else does not.
/// - Without it (a bare connection, where browsers do not send it, and browsers before 2023): `Origin` must be this host;
///   `null` is not.
/// - Without both: `Referer`, when there is one, must be this host. With none of the three the request passes: every
///   browser since 2020 sends an `Origin` with a POST, so this is a program (a test, a mail service's one-click
///   unsubscription, RFC 8058), which holds nobody's cookies but its own. Go's `net/http.CrossOriginProtection` decides so.
///
/// A page with `Referrer-Policy: no-referrer` makes its forms send `Origin: null`; on a bare connection, without
/// `Sec-Fetch-Site`, they would be refused. `SecurityHeaders` takes that into account.
public enum CrossSite {
    /// Whether the request may change something. GET, HEAD and OPTIONS always pass: they change nothing.
    /// - Parameter origins: further origins that are ours, such as the configured public address `https://rue.example`,
    ///   for proxies that put another name into `Host`.
    public static func allows(_ request: Request, origins: [String] = []) -> Bool {
        switch request.method {
        case .get, .head, .options: return true
        default: break
        }
        if let site = request.head.joinedFields(.secFetchSite) { return site == "same-origin" || site == "none" }
        if let origin = request.head.joinedFields(.origin) { return isOurs(origin, request, origins) }
        guard let referer = request.head.joinedFields(.referer) else { return true }
        return origin(of: referer).map { isOurs($0, request, origins) } ?? false
    }

    private static func isOurs(_ origin: String, _ request: Request, _ origins: [String]) -> Bool {
        let origin = origin.lowercased()
        if origins.contains(where: { $0.lowercased() == origin }) { return true }
        guard let host = request[.host]?.lowercased(), !host.isEmpty else { return false }
        // A proxy that ends TLS without being configured as one leaves isSecure false: both schemes then.
        return origin == "https://\(host)" || (!request.isSecure && origin == "http://\(host)")
    }

    /// Scheme and authority of an absolute URL (RFC 6454 §4), or nil.
    private static func origin(of url: String) -> String? {
        guard let start = url.firstRange(of: "://") else { return nil }
        return String(url[..<start.upperBound] + url[start.upperBound...].prefix { !"/?#".contains($0) })
    }
}
