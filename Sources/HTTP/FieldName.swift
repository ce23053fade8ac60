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

    /// The bytes of the name as this server writes it.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    }

    /// Whether `sent`, a token, is this name. Bit 0x20 tells the cases apart and is set in every digit and hyphen; no
    /// other character of a token meets a letter, a digit or a hyphen under it.
    @inline(__always) func matches(_ sent: UnsafeBufferPointer<UInt8>) -> Bool {
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
    public static let accept: FieldName = "Accept"
    public static let acceptEncoding: FieldName = "Accept-Encoding"
    public static let acceptRanges: FieldName = "Accept-Ranges"
    public static let acceptLanguage: FieldName = "Accept-Language"
    public static let allow: FieldName = "Allow"
    public static let authorization: FieldName = "Authorization"
    public static let cacheControl: FieldName = "Cache-Control"
    public static let connection: FieldName = "Connection"
    public static let contentEncoding: FieldName = "Content-Encoding"
    public static let contentLanguage: FieldName = "Content-Language"
    public static let contentLength: FieldName = "Content-Length"
    public static let contentRange: FieldName = "Content-Range"
    public static let contentType: FieldName = "Content-Type"
    public static let cookie: FieldName = "Cookie"
    public static let etag: FieldName = "ETag"
    public static let expect: FieldName = "Expect"
    public static let forwarded: FieldName = "Forwarded"
    public static let host: FieldName = "Host"
    public static let ifMatch: FieldName = "If-Match"
    public static let ifModifiedSince: FieldName = "If-Modified-Since"
    public static let ifNoneMatch: FieldName = "If-None-Match"
    public static let ifRange: FieldName = "If-Range"
    public static let ifUnmodifiedSince: FieldName = "If-Unmodified-Since"
    public static let lastModified: FieldName = "Last-Modified"
    public static let location: FieldName = "Location"
    public static let origin: FieldName = "Origin"
    public static let range: FieldName = "Range"
    public static let referer: FieldName = "Referer"
    public static let retryAfter: FieldName = "Retry-After"
    public static let secFetchSite: FieldName = "Sec-Fetch-Site"
    public static let setCookie: FieldName = "Set-Cookie"
    public static let transferEncoding: FieldName = "Transfer-Encoding"
    public static let userAgent: FieldName = "User-Agent"
    public static let vary: FieldName = "Vary"
    public static let xForwardedFor: FieldName = "X-Forwarded-For"
    public static let xForwardedProto: FieldName = "X-Forwarded-Proto"
}
