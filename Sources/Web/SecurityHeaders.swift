import HTTP

/// The lines that go with every answer of this site, errors and 304 included, ready to send.
public enum SecurityHeaders {
    /// Content Security Policy 3: everything from this site, no inline script or style, no frame around us.
    public static let contentSecurityPolicy = [
        "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// For ordinary pages and files. The referrer goes to this site alone; `Origin` stays right in our forms.
    public static let lines = encoded(referrer: "same-origin")

    /// For pages whose address is a secret, such as an invitation: the address goes nowhere, not even to ourselves.
    public static let secretLines = encoded(referrer: "no-referrer")

    /// Beside the others over TLS: a year without a bare connection (RFC 6797).
    public static let secureLines = Array("Strict-Transport-Security: max-age=31536000\r\n".utf8)

    /// The lines for one answer to `request`.
    ///
    /// A form on a `no-referrer` page sends `Origin: null`; where browsers do not send `Sec-Fetch-Site` either, on a bare
    /// connection to another machine, `CrossSite` would refuse it. There a secret page says `same-origin`: the address
    /// still leaves this site with nobody.
    public static func lines(for request: Request, isSecret: Bool = false) -> [UInt8] {
        let base = isSecret && (request.isSecure || isLoopback(request)) ? secretLines : lines
        return request.isSecure ? base + secureLines : base
    }

    /// What browsers call potentially trustworthy without TLS (Secure Contexts §3.1).
    private static func isLoopback(_ request: Request) -> Bool {
        guard let host = request.head.fieldBytes(.host) else { return false }
        return loopbacks.contains { name in
            host.starts(with: name) && (host.count == name.count || host[host.startIndex + name.count] == 0x3A)
        }
    }

    private static let loopbacks = ["localhost", "127.0.0.1", "[::1]"].map { Array($0.utf8) }

    private static func encoded(referrer: String) -> [UInt8] {
        var fields = ResponseFields()
        fields.append("Content-Security-Policy", contentSecurityPolicy)
        fields.append("X-Content-Type-Options", "nosniff")
        fields.append("Referrer-Policy", referrer)
        fields.append("X-Frame-Options", "DENY")
        fields.append("Cross-Origin-Opener-Policy", "same-origin")
        fields.append("Cross-Origin-Resource-Policy", "same-origin")
        fields.append("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return fields.bytes
    }
}
