import HTTP

/// The security headers of every response, errors and 304 included, as encoded lines.
public enum SecurityHeaders {
    /// Content Security Policy 3: only same-origin resources, no inline scripts or styles, no framing.
    public static let contentSecurityPolicy = [
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// For ordinary pages and files. The referrer is sent only to this site, and forms send a valid `Origin`.
    public static let lines = encoded(referrer: "same-origin")

    /// For pages whose URL is a secret, such as an invitation: no referrer at all.
    public static let secretLines = encoded(referrer: "no-referrer")

    /// For pages that may ask the browser for its position.
    public static let locatingLines = encoded(referrer: "same-origin", geolocation: "(self)")

    /// In addition over TLS: HSTS for a year (RFC 6797).
    public static let secureLines = Array("Strict-Transport-Security: max-age=31536000\r\n".utf8)

    /// The lines for a response to `request`.
    ///
    /// A form on a `no-referrer` page sends `Origin: null`. Over plain HTTP to another machine browsers do not send
    /// `Sec-Fetch-Site` either, and `CrossSite` would reject the form. There, secret pages use `same-origin`, which
    /// does not send the URL to other sites either.
    public static func lines(for request: Request, isSecret: Bool = false, mayLocate: Bool = false) -> [UInt8] {
        let base =
            isSecret && (request.isSecure || isLoopback(request)) ? secretLines : mayLocate ? locatingLines : lines
        return request.isSecure ? base + secureLines : base
    }

    /// Whether the host is potentially trustworthy without TLS (Secure Contexts §3.1).
    private static func isLoopback(_ request: Request) -> Bool {
        guard let host = request.head.fieldBytes(.host) else { return false }
        return loopbacks.contains { name in
            host.starts(with: name) && (host.count == name.count || host[host.startIndex + name.count] == 0x3A)
        }
    }

    private static let loopbacks = ["localhost", "127.0.0.1", "[::1]"].map { Array($0.utf8) }

    private static func encoded(referrer: String, geolocation: String = "()") -> [UInt8] {
        var fields = ResponseFields()
        fields.append("Content-Security-Policy", contentSecurityPolicy)
        fields.append("X-Content-Type-Options", "nosniff")
        fields.append("Referrer-Policy", referrer)
        fields.append("X-Frame-Options", "DENY")
        fields.append("Cross-Origin-Opener-Policy", "same-origin")
        fields.append("Cross-Origin-Resource-Policy", "same-origin")
        fields.append("Permissions-Policy", "camera=(), geolocation=\(geolocation), microphone=(), payment=(), usb=()")
        return fields.bytes
    }
}
