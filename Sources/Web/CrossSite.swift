import HTTP

/// Rejects cross-site requests (CSRF) by the headers browsers send, without tokens in forms.
///
/// - `Sec-Fetch-Site` cannot be forged by a page (Fetch Metadata): `same-origin` and `none` pass, everything else is
///   rejected.
/// - Without it (plain HTTP, where browsers do not send it, and browsers before 2023): `Origin` must be this host;
///   `null` is rejected.
/// - Without both: `Referer`, when present, must be this host. With none of the three the request passes: every browser
///   since 2020 sends `Origin` with a POST, so the client is a program (a test, a mail service's one-click
///   unsubscription, RFC 8058) without a user's cookies. Same as Go's `net/http.CrossOriginProtection`.
///
/// Forms on a page with `Referrer-Policy: no-referrer` send `Origin: null`, so over plain HTTP, without
/// `Sec-Fetch-Site`, they would be rejected. `SecurityHeaders` avoids this.
public enum CrossSite {
    /// Whether to accept the request. GET, HEAD and OPTIONS always pass, because they change nothing.
    /// - Parameter origins: further origins of this site, such as the configured public URL `https://rue.example`, for
    ///   proxies that rewrite `Host`.
    public static func allows(_ request: Request, origins: [String] = []) -> Bool {
        switch request.method {
        case .get, .head, .options: return true
        default: break
        }
        if let site = request.head.joinedFields(.secFetchSite) { return site == "same-origin" || site == "none" }
        if let origin = request.head.joinedFields(.origin) { return isSameOrigin(origin, request, origins) }
        guard let referer = request.head.joinedFields(.referer) else { return true }
        return origin(of: referer).map { isSameOrigin($0, request, origins) } ?? false
    }

    private static func isSameOrigin(_ origin: String, _ request: Request, _ origins: [String]) -> Bool {
        let origin = origin.lowercased()
        if origins.contains(where: { $0.lowercased() == origin }) { return true }
        guard let host = request[.host]?.lowercased(), !host.isEmpty else { return false }
        // Behind a TLS proxy that is not configured as trusted, isSecure is false: accept both schemes.
        return origin == "https://\(host)" || (!request.isSecure && origin == "http://\(host)")
    }

    /// The origin, scheme and authority, of an absolute URL (RFC 6454 §4), or nil.
    private static func origin(of url: String) -> String? {
        guard let start = url.firstRange(of: "://") else { return nil }
        return String(url[..<start.upperBound] + url[start.upperBound...].prefix { !"/?#".contains($0) })
    }
}
