/// A request method this server knows (RFC 9110 §9). Any other token is answered 501 by the parser.
public enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
    case connect = "CONNECT"
    case options = "OPTIONS"
    case trace = "TRACE"
    case patch = "PATCH"

    /// GET, or HEAD, which is answered as GET is but for the body (RFC 9110 §9.3.2).
    public var isRead: Bool { self == .get || self == .head }
}

/// The version of the message: 1.1, or 1.0 for an old client (RFC 9112 §2.3).
public enum Version: Sendable, Equatable {
    case http10
    case http11
}
