/// The name of a header field: a case-insensitive token (RFC 9110 §5.1).
///
/// Only letters, digits and hyphens, so that `matches` can ignore case with one bit. Stored as the literal, so that
/// looking up a field allocates nothing.
public struct FieldName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    private let literal: StaticString

    /// A field name from a literal of letters, digits and hyphens.
    public init(stringLiteral value: StaticString) { literal = value }

    /// The name as this server writes it.
    public var description: String { "\(literal)" }
    /// The name in lower case.
    public var lowercased: String { description.lowercased() }

    /// How many bytes it has.
    public var length: Int { literal.utf8CodeUnitCount }

    /// The bytes of the name as this server writes it.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    }

    /// Whether `sent`, a token, is this name. Setting bit 0x20 folds case and leaves digits and hyphens unchanged; no
    /// other token character maps to a letter, digit or hyphen.
    @inline(__always) public func matches(_ sent: UnsafeBufferPointer<UInt8>) -> Bool {
        let own = bytes
        guard sent.count == own.count else { return false }
        for index in own.indices where sent[index] | 0x20 != own[index] | 0x20 { return false }
        return true
    }

    /// Names are equal when they match ignoring case.
    public static func == (left: FieldName, right: FieldName) -> Bool { left.matches(right.bytes) }
    /// Hashes the lower-case name, consistent with `==`.
    public func hash(into hasher: inout Hasher) { for byte in bytes { hasher.combine(byte | 0x20) } }
}

extension FieldName {
    /// Media types the client accepts (RFC 9110 §12.5.1).
    public static let accept: FieldName = "Accept"
    /// Content codings the client accepts (RFC 9110 §12.5.3).
    public static let acceptEncoding: FieldName = "Accept-Encoding"
    /// Whether range requests are supported (RFC 9110 §14.3).
    public static let acceptRanges: FieldName = "Accept-Ranges"
    /// Languages the user prefers (RFC 9110 §12.5.4).
    public static let acceptLanguage: FieldName = "Accept-Language"
    /// Methods a resource supports, in a 405 (RFC 9110 §10.2.1).
    public static let allow: FieldName = "Allow"
    /// Credentials (RFC 9110 §11.6.2).
    public static let authorization: FieldName = "Authorization"
    /// Who may cache a response, and for how long (RFC 9111 §5.2).
    public static let cacheControl: FieldName = "Cache-Control"
    /// Options of the connection, such as `close` (RFC 9110 §7.6.1).
    public static let connection: FieldName = "Connection"
    /// The content coding of the body (RFC 9110 §8.4).
    public static let contentEncoding: FieldName = "Content-Encoding"
    /// The language of the body (RFC 9110 §8.5).
    public static let contentLanguage: FieldName = "Content-Language"
    /// The length of the body in bytes (RFC 9110 §8.6).
    public static let contentLength: FieldName = "Content-Length"
    /// The range of a partial response (RFC 9110 §14.4).
    public static let contentRange: FieldName = "Content-Range"
    /// The media type of the body (RFC 9110 §8.3).
    public static let contentType: FieldName = "Content-Type"
    /// Cookies sent by the client (RFC 6265 §4.2).
    public static let cookie: FieldName = "Cookie"
    /// The entity tag of a representation (RFC 9110 §8.8.3).
    public static let etag: FieldName = "ETag"
    /// The client behind a proxy (RFC 7239 §4).
    public static let forwarded: FieldName = "Forwarded"
    /// The host the request is for (RFC 9110 §7.2).
    public static let host: FieldName = "Host"
    /// Precondition: the entity tag is one of these (RFC 9110 §13.1.1).
    public static let ifMatch: FieldName = "If-Match"
    /// Precondition: changed since this date (RFC 9110 §13.1.3).
    public static let ifModifiedSince: FieldName = "If-Modified-Since"
    /// Precondition: the entity tag is none of these (RFC 9110 §13.1.2).
    public static let ifNoneMatch: FieldName = "If-None-Match"
    /// Send the range if unchanged, else the whole (RFC 9110 §13.1.5).
    public static let ifRange: FieldName = "If-Range"
    /// Precondition: unchanged since this date (RFC 9110 §13.1.4).
    public static let ifUnmodifiedSince: FieldName = "If-Unmodified-Since"
    /// When a representation last changed (RFC 9110 §8.8.2).
    public static let lastModified: FieldName = "Last-Modified"
    /// The target of a redirect, or the created resource (RFC 9110 §10.2.2).
    public static let location: FieldName = "Location"
    /// The origin a request comes from (Fetch Standard, Origin header).
    public static let origin: FieldName = "Origin"
    /// The requested ranges (RFC 9110 §14.2).
    public static let range: FieldName = "Range"
    /// The page a request comes from (RFC 9110 §10.1.3).
    public static let referer: FieldName = "Referer"
    /// When to try again (RFC 9110 §10.2.3).
    public static let retryAfter: FieldName = "Retry-After"
    /// Whether a request comes from a page of the same site (Fetch Metadata §2.3).
    public static let secFetchSite: FieldName = "Sec-Fetch-Site"
    /// A cookie for the client to store (RFC 6265 §4.1).
    public static let setCookie: FieldName = "Set-Cookie"
    /// The transfer codings of the message (RFC 9112 §6.1).
    public static let transferEncoding: FieldName = "Transfer-Encoding"
    /// Request fields the response depends on (RFC 9110 §12.5.5).
    public static let vary: FieldName = "Vary"
    /// The client behind a proxy; in use before RFC 7239.
    public static let xForwardedFor: FieldName = "X-Forwarded-For"
    /// The scheme of the request to the proxy; in use before RFC 7239.
    public static let xForwardedProto: FieldName = "X-Forwarded-Proto"
    /// The program that sends a request (RFC 9110 §10.1.5).
    public static let userAgent: FieldName = "User-Agent"
    /// The proxies a request passed through (RFC 9110 §7.6.3).
    public static let via: FieldName = "Via"
    /// The client behind nginx, when so configured.
    public static let xRealIP: FieldName = "X-Real-IP"
    /// The identifier of a request in logs (no standard; set by nginx, Caddy and HAProxy).
    public static let xRequestID: FieldName = "X-Request-Id"
}
