/// A request method (RFC 9110 §9). The parser answers any other token with 501.
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

    /// GET or HEAD, whose response is that of GET without the body (RFC 9110 §9.3.2).
    public var isRead: Bool { self == .get || self == .head }
}

/// The version of the message (RFC 9112 §2.3).
public enum Version: Sendable, Equatable {
    case http10
    case http11
}
