import HTTP

/// One `Set-Cookie` line (RFC 6265bis §4.1). Defaults: `HttpOnly`, `SameSite=Lax`, `Path=/`. Never a `Domain`, so that
/// no other host receives it.
public struct SetCookie: Sendable {
    /// When a browser sends the cookie with cross-site requests (RFC 6265bis §4.1.2.7).
    public enum SameSite: String, Sendable {
        /// Never.
        case strict = "Strict"
        /// Only when the user follows a link.
        case lax = "Lax"
    }

    /// The limit of browsers for `Max-Age` (RFC 6265bis §4.1.2.2).
    public static let longestSeconds = 400 * 86_400

    /// The name, a token.
    public let name: String
    /// The unencoded value. Characters that are invalid in a cookie are percent-encoded when sent.
    public let value: String
    /// The path.
    public let path: String
    /// Lifetime in seconds; 0 or less deletes the cookie, nil lasts until the browser is closed.
    public let maxAge: Int?
    /// Not readable by scripts.
    public let httpOnly: Bool
    /// When it is sent with cross-site requests.
    public let sameSite: SameSite
    /// Only over encrypted connections.
    public let secure: Bool

    /// A cookie. The name must be a token; `__Host-` requires `secure` and the path `/` (RFC 6265bis §4.1.3.2).
    public init(
        name: String, value: String, path: String = "/", maxAge: Int? = nil, httpOnly: Bool = true,
        sameSite: SameSite = .lax, secure: Bool
    ) {
        precondition(!name.isEmpty && name.utf8.allSatisfy(MediaType.isToken), "a cookie's name must be a token")
        precondition(!name.hasPrefix("__Host-") || (secure && path == "/"), "__Host- requires Secure and Path=/")
        self.name = name
        self.value = value
        self.path = path
        self.maxAge = maxAge.map { min(max($0, 0), Self.longestSeconds) }
        self.httpOnly = httpOnly
        self.sameSite = sameSite
        self.secure = secure
    }

    /// The value of the `Set-Cookie` field.
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

    /// `cookie-octet` of RFC 6265bis §4.1.1: visible ASCII except quote, comma, semicolon and backslash.
    static func isCookieOctet(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x2C && byte != 0x3B && byte != 0x5C
    }
}

/// A cookie that sibling hosts can neither set nor read: `__Host-NAME` over TLS, and `NAME` over plain HTTP, where
/// browsers reject the prefix (a shop's own network, a developer's machine).
public struct HostCookie: Sendable {
    private let name: String
    private let sameSite: SetCookie.SameSite

    /// A cookie called `name`, without the prefix.
    public init(_ name: String, sameSite: SetCookie.SameSite = .lax) {
        self.name = name
        self.sameSite = sameSite
    }

    /// The value in the request. Over TLS only the prefixed name is accepted, because other hosts can set the plain
    /// one.
    public func value(in request: Request) -> String? { Cookies(request.head)[name(isSecure: request.isSecure)] }

    /// Sets the cookie, for the connection of `request`.
    public func set(_ value: String, maxAge: Int? = nil, for request: Request) -> SetCookie {
        SetCookie(
            name: name(isSecure: request.isSecure), value: value, maxAge: maxAge, sameSite: sameSite,
            secure: request.isSecure)
    }

    /// Deletes the cookie.
    public func cleared(for request: Request) -> SetCookie { set("", maxAge: 0, for: request) }

    private func name(isSecure: Bool) -> String { isSecure ? "__Host-\(name)" : name }
}

extension Response {
    /// Appends a `Set-Cookie` line.
    public mutating func set(_ cookie: SetCookie) { fields.append(.setCookie, cookie.line) }

    /// A copy with a `Set-Cookie` line.
    public func setting(_ cookie: SetCookie) -> Response {
        var response = self
        response.set(cookie)
        return response
    }
}
