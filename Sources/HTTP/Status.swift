/// A status code with its reason phrase (RFC 9110 §15).
public struct Status: Sendable, Hashable {
    /// The three digits sent on the status line.
    public let code: Int
    /// The reason phrase sent after it; clients ignore it.
    public var reason: String { "\(phrase)" }
    /// The reason phrase as a literal, so that copying a status costs no reference count.
    let phrase: StaticString

    /// A status that is not among the constants below.
    public init(code: Int, reason: StaticString) {
        self.code = code
        phrase = reason
    }

    /// Whether a response with this status has a length, and a body unless it is to HEAD (RFC 9110 §6.4.1, §8.6).
    var hasLength: Bool { code >= 200 && code != 204 && code != 304 }

    /// Statuses are equal when their codes are.
    public static func == (left: Status, right: Status) -> Bool { left.code == right.code }
    /// Hashes the code, consistent with `==`.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension Status {
    /// Send the body (RFC 9110 §15.2.1).
    public static let `continue` = Status(code: 100, reason: "Continue")
    /// Success (§15.3.1).
    public static let ok = Status(code: 200, reason: "OK")
    /// Created, at `Location` (§15.3.2).
    public static let created = Status(code: 201, reason: "Created")
    /// Success without a body (§15.3.5).
    public static let noContent = Status(code: 204, reason: "No Content")
    /// The requested ranges (§15.3.7).
    public static let partialContent = Status(code: 206, reason: "Partial Content")
    /// Redirect to `Location` with GET, after a POST (§15.4.4).
    public static let seeOther = Status(code: 303, reason: "See Other")
    /// The client's copy is current (§15.4.5).
    public static let notModified = Status(code: 304, reason: "Not Modified")
    /// Moved permanently, same method (§15.4.9).
    public static let permanentRedirect = Status(code: 308, reason: "Permanent Redirect")
    /// Invalid syntax (§15.5.1).
    public static let badRequest = Status(code: 400, reason: "Bad Request")
    /// Not allowed for this user (§15.5.4).
    public static let forbidden = Status(code: 403, reason: "Forbidden")
    /// No such page, or its existence is not disclosed (§15.5.5).
    public static let notFound = Status(code: 404, reason: "Not Found")
    /// Method not supported here; `Allow` lists those that are (§15.5.6).
    public static let methodNotAllowed = Status(code: 405, reason: "Method Not Allowed")
    /// The request took too long to arrive (§15.5.9).
    public static let requestTimeout = Status(code: 408, reason: "Request Timeout")
    /// The state has changed meanwhile (§15.5.10).
    public static let conflict = Status(code: 409, reason: "Conflict")
    /// Removed permanently (§15.5.11).
    public static let gone = Status(code: 410, reason: "Gone")
    /// A precondition of the request is false (§15.5.13).
    public static let preconditionFailed = Status(code: 412, reason: "Precondition Failed")
    /// The body is over its limit (§15.5.14).
    public static let contentTooLarge = Status(code: 413, reason: "Content Too Large")
    /// The request line is over its limit (§15.5.15).
    public static let uriTooLong = Status(code: 414, reason: "URI Too Long")
    /// The media type or coding of the body is not supported (§15.5.16).
    public static let unsupportedMediaType = Status(code: 415, reason: "Unsupported Media Type")
    /// No requested range overlaps the representation (§15.5.17).
    public static let rangeNotSatisfiable = Status(code: 416, reason: "Range Not Satisfiable")
    /// The expectation is not supported (§15.5.18).
    public static let expectationFailed = Status(code: 417, reason: "Expectation Failed")
    /// The host is not served here (§15.5.20).
    public static let misdirectedRequest = Status(code: 421, reason: "Misdirected Request")
    /// Well formed but invalid: the form is shown again with messages (§15.5.21).
    public static let unprocessableContent = Status(code: 422, reason: "Unprocessable Content")
    /// Rate limit exceeded; `Retry-After` says when to retry (RFC 6585 §4).
    public static let tooManyRequests = Status(code: 429, reason: "Too Many Requests")
    /// The head exceeds one of its limits (RFC 6585 §5).
    public static let fieldsTooLarge = Status(code: 431, reason: "Request Header Fields Too Large")
    /// An error of the server (§15.6.1).
    public static let internalServerError = Status(code: 500, reason: "Internal Server Error")
    /// The method or transfer coding is not supported (§15.6.2).
    public static let notImplemented = Status(code: 501, reason: "Not Implemented")
    /// At capacity or unavailable; `Retry-After` says when to retry (§15.6.4).
    public static let serviceUnavailable = Status(code: 503, reason: "Service Unavailable")
    /// The HTTP version is not supported (§15.6.6).
    public static let versionNotSupported = Status(code: 505, reason: "HTTP Version Not Supported")
}
