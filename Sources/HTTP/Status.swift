/// A status code with its reason phrase (RFC 9110 §15).
public struct Status: Sendable, Hashable {
    /// The three digits sent on the status line.
    public let code: Int
    /// The phrase sent after them; nobody parses it.
    public var reason: String { "\(phrase)" }
    /// The same as the literal it is: a status counts no reference.
    let phrase: StaticString

    /// A status of its own; prefer the constants below.
    public init(code: Int, reason: StaticString) {
        self.code = code
        phrase = reason
    }

    /// Whether an answer of this status has a length, and a body unless it is to HEAD (RFC 9110 §6.4.1, §8.6).
    var hasLength: Bool { code >= 200 && code != 204 && code != 304 }

    /// Two statuses are the same when their codes are.
    public static func == (left: Status, right: Status) -> Bool { left.code == right.code }
    /// Hashes the code, as `==` compares it.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension Status {
    /// Send the body (RFC 9110 §15.2.1).
    public static let `continue` = Status(code: 100, reason: "Continue")
    /// Here it is (§15.3.1).
    public static let ok = Status(code: 200, reason: "OK")
    /// Made, at `Location` (§15.3.2).
    public static let created = Status(code: 201, reason: "Created")
    /// Done, nothing to show (§15.3.5).
    public static let noContent = Status(code: 204, reason: "No Content")
    /// The parts asked for (§15.3.7).
    public static let partialContent = Status(code: 206, reason: "Partial Content")
    /// Done; GET `Location` to see it (§15.4.4).
    public static let seeOther = Status(code: 303, reason: "See Other")
    /// The client has it already (§15.4.5).
    public static let notModified = Status(code: 304, reason: "Not Modified")
    /// Elsewhere for good, with the same method (§15.4.9).
    public static let permanentRedirect = Status(code: 308, reason: "Permanent Redirect")
    /// The message breaks the grammar (§15.5.1).
    public static let badRequest = Status(code: 400, reason: "Bad Request")
    /// Not for this person (§15.5.4).
    public static let forbidden = Status(code: 403, reason: "Forbidden")
    /// Nothing here, or nothing to tell (§15.5.5).
    public static let notFound = Status(code: 404, reason: "Not Found")
    /// Not with this method; `Allow` says which (§15.5.6).
    public static let methodNotAllowed = Status(code: 405, reason: "Method Not Allowed")
    /// The request took too long to arrive (§15.5.9).
    public static let requestTimeout = Status(code: 408, reason: "Request Timeout")
    /// Things changed meanwhile (§15.5.10).
    public static let conflict = Status(code: 409, reason: "Conflict")
    /// It was here and will not be again (§15.5.11).
    public static let gone = Status(code: 410, reason: "Gone")
    /// It is not what the client thinks (§15.5.13).
    public static let preconditionFailed = Status(code: 412, reason: "Precondition Failed")
    /// The body is over its limit (§15.5.14).
    public static let contentTooLarge = Status(code: 413, reason: "Content Too Large")
    /// The request line is over its limit (§15.5.15).
    public static let uriTooLong = Status(code: 414, reason: "URI Too Long")
    /// A body of a kind we do not read (§15.5.16).
    public static let unsupportedMediaType = Status(code: 415, reason: "Unsupported Media Type")
    /// None of the parts asked for is there (§15.5.17).
    public static let rangeNotSatisfiable = Status(code: 416, reason: "Range Not Satisfiable")
    /// An expectation we do not meet (§15.5.18).
    public static let expectationFailed = Status(code: 417, reason: "Expectation Failed")
    /// A host that is not ours (§15.5.20).
    public static let misdirectedRequest = Status(code: 421, reason: "Misdirected Request")
    /// Well formed, but not possible: the form comes back (§15.5.21).
    public static let unprocessableContent = Status(code: 422, reason: "Unprocessable Content")
    /// Slower, please; `Retry-After` says when (RFC 6585 §4).
    public static let tooManyRequests = Status(code: 429, reason: "Too Many Requests")
    /// The head is over one of its limits (RFC 6585 §5).
    public static let fieldsTooLarge = Status(code: 431, reason: "Request Header Fields Too Large")
    /// Our mistake (§15.6.1).
    public static let internalServerError = Status(code: 500, reason: "Internal Server Error")
    /// A method or coding nobody here knows (§15.6.2).
    public static let notImplemented = Status(code: 501, reason: "Not Implemented")
    /// Not now; `Retry-After` says when (§15.6.4).
    public static let serviceUnavailable = Status(code: 503, reason: "Service Unavailable")
    /// Not HTTP/1 (§15.6.6).
    public static let versionNotSupported = Status(code: 505, reason: "HTTP Version Not Supported")
}
