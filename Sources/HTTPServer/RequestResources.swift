import HTTP

/// Resources charged to a request in flight.
struct RequestResources {
    /// Bytes of its body.
    var bytes = 0
    /// The visitor behind a trusted proxy; nil without one.
    var visitor: PeerAddress?
}

/// Charges and releases the resources of requests. A request without a body that is answered at once is not charged. A
/// request answered by a task is charged until the task ends, even when the connection closes earlier.
extension EventLoop {
    /// Charges a request to its visitor, when it came through a trusted proxy.
    /// - Returns: the error to refuse it with, when the visitor has too many requests in flight.
    func charge(_ connection: Connection, _ head: RequestHead) -> ParseError? {
        guard connection.isTrusted else { return nil }
        return charge(connection, settings.proxies.visitor(in: head))
    }

    /// Charges a request to `visitor`.
    func charge(_ connection: Connection, _ visitor: PeerAddress?) -> ParseError? {
        guard connection.charged.visitor == nil, let visitor else { return nil }
        guard settings.visitorLimiter.admit(visitor.counted) else {
            return ParseError(.tooManyRequests, "too many requests of one visitor")
        }
        connection.charged.visitor = visitor
        return nil
    }

    /// Charges `bytes` of the body received so far.
    /// - Returns: the error to refuse it with, when all bodies together are too large.
    func charge(_ connection: Connection, bytes: Int) -> ParseError? {
        heldBytes += bytes - connection.charged.bytes
        connection.charged.bytes = bytes
        guard heldBytes > settings.limits.bodyBytes else { return nil }
        return ParseError(.serviceUnavailable, "request bodies over their memory limit")
    }

    /// Releases what the connection's request was charged: it is answered, or the connection closed first.
    @inline(__always)
    func release(_ connection: Connection) {
        guard connection.charged.bytes != 0 || connection.charged.visitor != nil else { return }
        release(take(connection))
    }

    /// Moves the charge from the connection to the caller, who releases it later.
    func take(_ connection: Connection) -> RequestResources {
        defer { connection.charged = RequestResources() }
        return connection.charged
    }

    /// Releases a charge taken from a connection.
    func release(_ charged: RequestResources) {
        heldBytes -= charged.bytes
        if let visitor = charged.visitor { settings.visitorLimiter.release(visitor.counted) }
    }
}
