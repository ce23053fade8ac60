import HTTP

/// What a request is counted with.
struct Holding {
    /// Bytes of its body.
    var bytes = 0
    /// The visitor behind a proxy who asked, as the proxy tells.
    var visitor: PeerAddress?
}

/// What requests take while they are received or answered, and the limits of it. Requests without a body that are
/// answered at once take nothing and are not counted; what a task answers is counted until it is done, whether its peer
/// waits for that or not.
extension EventLoop {
    /// Counts a request for its visitor, when a proxy tells who that is.
    /// - Returns: what to refuse it with, when the visitor has too many under way.
    func hold(_ connection: Connection, _ head: RequestHead) -> ParseError? {
        guard connection.isTrusted else { return nil }
        return hold(connection, settings.proxies.visitor(in: head))
    }

    /// The same for a visitor known already.
    func hold(_ connection: Connection, _ visitor: PeerAddress?) -> ParseError? {
        guard connection.holding.visitor == nil, let visitor else { return nil }
        guard settings.visitors.enter(visitor.counted) else {
            return ParseError(.tooManyRequests, "requests of one visitor")
        }
        connection.holding.visitor = visitor
        return nil
    }

    /// Counts the body of a request as far as it has come.
    /// - Returns: what to refuse it with, when all bodies together are too large.
    func hold(_ connection: Connection, bytes: Int) -> ParseError? {
        heldBytes += bytes - connection.holding.bytes
        connection.holding.bytes = bytes
        guard heldBytes > settings.limits.bodyBytes else { return nil }
        return ParseError(.serviceUnavailable, "bodies of all requests together")
    }

    /// The request is answered, or its connection gone before it was whole.
    @inline(__always)
    func release(_ connection: Connection) {
        guard connection.holding.bytes != 0 || connection.holding.visitor != nil else { return }
        release(take(connection))
    }

    /// What the connection is counted with, from now on somebody else's to release.
    func take(_ connection: Connection) -> Holding {
        defer { connection.holding = Holding() }
        return connection.holding
    }

    /// Counts it out.
    func release(_ holding: Holding) {
        heldBytes -= holding.bytes
        if let visitor = holding.visitor { settings.visitors.leave(visitor.counted) }
    }
}
