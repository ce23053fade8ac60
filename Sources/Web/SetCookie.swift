import HTTP

/// One `Set-Cookie` line (RFC 6265bis §4.1). `HttpOnly`, `SameSite=Lax` and `Path=/` unless said otherwise; never a
/// `Domain`, so that no other host sees it.
public struct SetCookie: Sendable {
    /// When a browser sends the cookie with a request that another site started (RFC 6265bis §4.1.2.7).
    public enum SameSite: String, Sendable {
        /// Never.
        case strict = "Strict"
        /// Only when a person follows a link.
        case lax = "Lax"
    }

    /// Browsers keep no cookie longer (RFC 6265bis §4.1.2.2).
    public static let longestSeconds = 400 * 86_400

    /// The name, a token.
    public let name: String
    /// The value as the program knows it; on the wire, what a cookie may not hold is percent-encoded.
    public let value: String
    /// The path it is for.
    public let path: String
    /// How long the browser keeps it, in seconds; 0 or less forgets it, nil is until the browser is closed.
    public let maxAge: Int?
    /// Kept from scripts.
    public let httpOnly: Bool
    /// When another site may cause it to be sent.
    public let sameSite: SameSite
    /// Only over encrypted connections.
    public let secure: Bool

    /// A cookie. The name is ours: a token, and `__Host-` asks for `secure` and the path `/` (RFC 6265bis §4.1.3.2).
    public init(
        name: String, value: String, path: String = "/", maxAge: Int? = nil, httpOnly: Bool = true,
        sameSite: SameSite = .lax, secure: Bool
    ) {
        precondition(!name.isEmpty && name.utf8.allSatisfy(MediaType.isToken), "the name of a cookie is a token")
        precondition(!name.hasPrefix("__Host-") || (secure && path == "/"), "__Host- asks for Secure and Path=/")
        self.name = name
        self.value = value
        self.path = path
        self.maxAge = maxAge.map { min(max($0, 0), Self.longestSeconds) }
        self.httpOnly = httpOnly
        self.sameSite = sameSite
        self.secure = secure
    }

    /// What follows `Set-Cookie: `.
    public var line: String {
        var line = "\(name)=\(Self.encoded(value)); Path=\(path)"
        if let maxAge { line += "; Max-Age=\(maxAge)" }
        if secure { line += "; Secure" }
        if httpOnly { line += "; HttpOnly" }
        return line + "; SameSite=\(sameSite.rawValue)"
    }

    private static func encoded(_ value: String) -> String {
        var bytes: [UInt8] = []
        for byte in value.utf8 {
            if isCookieOctet(byte), byte != 0x25 {
                bytes.append(byte)
            } else {
                PercentEncoding.append(byte, to: &bytes)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `cookie-octet` of RFC 6265bis §4.1.1: visible ASCII but quote, comma, semicolon and backslash.
    static func isCookieOctet(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x2C && byte != 0x3B && byte != 0x5C
    }
}

/// A cookie that no neighbouring host can plant or read: `__Host-NAME` over TLS, plain `NAME` on a bare connection, where
/// browsers would refuse the prefix (a shop's own network, a developer's machine).
public struct HostCookie: Sendable {
    private let name: String
    private let sameSite: SetCookie.SameSite

    /// A cookie called `name`, without the prefix.
    public init(_ name: String, sameSite: SetCookie.SameSite = .lax) {
        self.name = name
        self.sameSite = sameSite
    }

    /// What the request brings. Over TLS only the prefixed name counts: the plain one may come from anywhere.
    public func value(in request: Request) -> String? { Cookies(request.head)[name(isSecure: request.isSecure)] }

    /// The line that sets it, for the connection `request` came on.
    public func set(_ value: String, maxAge: Int? = nil, for request: Request) -> SetCookie {
        SetCookie(
            name: name(isSecure: request.isSecure), value: value, maxAge: maxAge, sameSite: sameSite,
            secure: request.isSecure)
    }

    /// The line that makes the browser forget it.
    public func cleared(for request: Request) -> SetCookie { set("", maxAge: 0, for: request) }

    private func name(isSecure: Bool) -> String { isSecure ? "__Host-\(name)" : name }
}

extension Response {
    /// Adds a `Set-Cookie` line.
    public mutating func set(_ cookie: SetCookie) { fields.append(.setCookie, cookie.line) }

    /// The same response with a `Set-Cookie` line.
    public func setting(_ cookie: SetCookie) -> Response {
        var response = self
        response.set(cookie)
        return response
    }
}
