import HTTP

/// What requests take while they are received or answered, and the limits of it. Requests without a body that are
/// answered at once take nothing and are not counted.
extension EventLoop {
    /// Counts a request for its visitor, when a proxy tells who that is.
    /// - Returns: what to refuse it with, when the visitor has too many under way.
    func hold(_ connection: Connection, _ head: RequestHead) -> ParseError? {
        guard connection.isTrusted, connection.visitor == nil,
            let visitor = settings.proxies.visitor(in: head)?.counted
        else { return nil }
        let others = visitors[visitor, default: 0]
        guard others < settings.limits.requestsPerVisitor else {
            return ParseError(.tooManyRequests, "requests of one visitor")
        }
        visitors[visitor] = others + 1
        connection.visitor = visitor
        return nil
    }

    /// Counts the body of a request as far as it has come.
    /// - Returns: what to refuse it with, when all bodies together are too large.
    func hold(_ connection: Connection, bytes: Int) -> ParseError? {
        heldBytes += bytes - connection.heldBytes
        connection.heldBytes = bytes
        guard heldBytes > settings.limits.bodyBytes else { return nil }
        return ParseError(.serviceUnavailable, "bodies of all requests together")
    }

    /// The request is answered, or its connection gone.
    @inline(__always)
    func release(_ connection: Connection) {
        if connection.heldBytes != 0 {
            heldBytes -= connection.heldBytes
            connection.heldBytes = 0
        }
        if let visitor = connection.visitor { release(connection, visitor) }
    }

    private func release(_ connection: Connection, _ visitor: PeerAddress) {
        connection.visitor = nil
        guard let others = visitors[visitor] else { return }
        visitors[visitor] = others > 1 ? others - 1 : nil
    }
}
