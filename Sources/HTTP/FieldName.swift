/// The name of a header field: a token, compared without regard to case (RFC 9110 §5.1).
///
/// Only letters, digits and hyphens: that is what makes `matches` a comparison of bits. Kept as the literal it was
/// written as, so that looking a field up allocates nothing.
public struct FieldName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    private let literal: StaticString

    /// A field name out of our own sources: letters, digits and hyphens.
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

    /// Whether `sent`, a token, is this name. Bit 0x20 tells the cases apart and is set in every digit and hyphen; no
    /// other character of a token meets a letter, a digit or a hyphen under it.
    @inline(__always) public func matches(_ sent: UnsafeBufferPointer<UInt8>) -> Bool {
        let own = bytes
        guard sent.count == own.count else { return false }
        for index in own.indices where sent[index] | 0x20 != own[index] | 0x20 { return false }
        return true
    }

    /// Names are equal when they are in lower case.
    public static func == (left: FieldName, right: FieldName) -> Bool { left.matches(right.bytes) }
    /// Hashes the lower-case name, as `==` compares it.
    public func hash(into hasher: inout Hasher) { for byte in bytes { hasher.combine(byte | 0x20) } }
}

extension FieldName {
    /// Media types the client takes (RFC 9110 §12.5.1).
    public static let accept: FieldName = "Accept"
    /// Codings the client takes (RFC 9110 §12.5.3).
    public static let acceptEncoding: FieldName = "Accept-Encoding"
    /// Whether parts may be asked for (RFC 9110 §14.3).
    public static let acceptRanges: FieldName = "Accept-Ranges"
    /// Languages the person reads (RFC 9110 §12.5.4).
    public static let acceptLanguage: FieldName = "Accept-Language"
    /// Methods a resource has, in a 405 (RFC 9110 §10.2.1).
    public static let allow: FieldName = "Allow"
    /// Credentials (RFC 9110 §11.6.2).
    public static let authorization: FieldName = "Authorization"
    /// Who may keep an answer and how long (RFC 9111 §5.2).
    public static let cacheControl: FieldName = "Cache-Control"
    /// What the connection does next (RFC 9110 §7.6.1).
    public static let connection: FieldName = "Connection"
    /// How the body is compressed (RFC 9110 §8.4).
    public static let contentEncoding: FieldName = "Content-Encoding"
    /// The language of the body (RFC 9110 §8.5).
    public static let contentLanguage: FieldName = "Content-Language"
    /// Bytes of the body (RFC 9110 §8.6).
    public static let contentLength: FieldName = "Content-Length"
    /// Which part this is (RFC 9110 §14.4).
    public static let contentRange: FieldName = "Content-Range"
    /// The media type of the body (RFC 9110 §8.3).
    public static let contentType: FieldName = "Content-Type"
    /// Cookies sent back (RFC 6265 §4.2).
    public static let cookie: FieldName = "Cookie"
    /// The tag of a representation (RFC 9110 §8.8.3).
    public static let etag: FieldName = "ETag"
    /// Whom a proxy speaks for (RFC 7239 §4).
    public static let forwarded: FieldName = "Forwarded"
    /// The host the request is for (RFC 9110 §7.2).
    public static let host: FieldName = "Host"
    /// Only if it is still one of these tags (RFC 9110 §13.1.1).
    public static let ifMatch: FieldName = "If-Match"
    /// Only if it changed since (RFC 9110 §13.1.3).
    public static let ifModifiedSince: FieldName = "If-Modified-Since"
    /// Only if it is none of these tags (RFC 9110 §13.1.2).
    public static let ifNoneMatch: FieldName = "If-None-Match"
    /// A part only if it is still this, else the whole (RFC 9110 §13.1.5).
    public static let ifRange: FieldName = "If-Range"
    /// Only if it did not change since (RFC 9110 §13.1.4).
    public static let ifUnmodifiedSince: FieldName = "If-Unmodified-Since"
    /// When a representation changed last (RFC 9110 §8.8.2).
    public static let lastModified: FieldName = "Last-Modified"
    /// Where to go next (RFC 9110 §10.2.2).
    public static let location: FieldName = "Location"
    /// The site a request comes from (Fetch Standard, Origin header).
    public static let origin: FieldName = "Origin"
    /// Parts asked for (RFC 9110 §14.2).
    public static let range: FieldName = "Range"
    /// The page a request comes from (RFC 9110 §10.1.3).
    public static let referer: FieldName = "Referer"
    /// When to try again (RFC 9110 §10.2.3).
    public static let retryAfter: FieldName = "Retry-After"
    /// Whether a request comes from our own pages (Fetch Metadata §2.3).
    public static let secFetchSite: FieldName = "Sec-Fetch-Site"
    /// A cookie to keep (RFC 6265 §4.1).
    public static let setCookie: FieldName = "Set-Cookie"
    /// How the message is framed (RFC 9112 §6.1).
    public static let transferEncoding: FieldName = "Transfer-Encoding"
    /// Fields the answer depends on (RFC 9110 §12.5.5).
    public static let vary: FieldName = "Vary"
    /// Whom a proxy speaks for, before RFC 7239.
    public static let xForwardedFor: FieldName = "X-Forwarded-For"
    /// The scheme a proxy was asked with, before RFC 7239.
    public static let xForwardedProto: FieldName = "X-Forwarded-Proto"
    /// The proxies a request came through (RFC 9110 §7.6.3).
    public static let via: FieldName = "Via"
    /// Whom nginx speaks for, where it is configured so.
    public static let xRealIP: FieldName = "X-Real-IP"
    /// What a request is called in the logs (no standard; nginx, Caddy and HAProxy know it).
    public static let xRequestID: FieldName = "X-Request-Id"
}
