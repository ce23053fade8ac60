import HTTP

/// Bodies up to this size are copied behind their head, which is cheaper than a second part of the send.
private let copiedBytes = 16 << 10
/// Size of buffered responses to pipelined requests at which they are sent.
private let bufferedBytes = 32 << 10

extension EventLoop {
    /// Answers one request: at once, or with a task on this loop.
    @inline(__always)
    func serve(_ connection: Connection, _ head: consuming RequestHead, _ body: consuming [UInt8]) {
        connection.requests += 1
        connection.progressed()
        if !body.isEmpty, let error = charge(connection, bytes: body.count) { return refuse(connection, error, head) }
        var request = Request(head: head, body: body, peer: connection.peer)
        request.id = nextRequestID()
        let visitor = connection.isTrusted ? applyForwardedFields(connection, &request) : nil
        if !connection.isTrusted, request.head.isForwarded { request.hasUntrustedForwarding = true }
        if let response = handler.answerNow(request) {
            respond(connection, response, head: request.head, id: request.id, started: now)
        } else if let error = charge(connection, visitor) {
            refuse(connection, error, request.head, id: request.id)
        } else {
            connection.exchange = Exchange(head: request.head, id: request.id, started: now)
            startTask(connection, request)
        }
    }

    @inline(__always)
    private func nextRequestID() -> RequestID {
        requestNumber &+= 1
        return RequestID(number: requestNumber)
    }

    /// Applies the fields of a trusted proxy to the request: visitor, scheme, identifier. Returns the visitor.
    private func applyForwardedFields(_ connection: Connection, _ request: inout Request) -> PeerAddress? {
        guard request.head.mayBeForwarded else { return nil }
        let visitor = connection.charged.visitor ?? settings.proxies.visitor(in: request.head)
        if let visitor { request.peer = visitor.text }
        request.isSecure = settings.proxies.isSecure(request.head)
        if let id = RequestID(forwardedIn: request.head) { request.id = id }
        return visitor
    }

    private func startTask(_ connection: Connection, _ request: Request) {
        tasks += 1
        resources.counters.inFlight.bump()
        let (id, charged) = (connection.id, take(connection))
        Task(executorPreference: resources.executor) {
            let response = await self.handler.answer(request)
            self.release(charged)
            self.finish(id, response)
        }
    }

    /// Sends the response of a task, unless the connection has closed meanwhile; its descriptor may have been reused.
    private func finish(_ id: ConnectionID, _ response: consuming Response) {
        assert(resources.executor.isCurrent, "a task of this loop ended on another thread")
        tasks -= 1
        resources.counters.inFlight.bump(-1)
        guard let connection = connections[id], let exchange = connection.exchange else { return }
        connection.exchange = nil
        connection.hasMore = !connection.pending.isEmpty
        respond(connection, response, head: exchange.head, id: exchange.id, started: exchange.started)
        consumePending(connection)
        settle(connection)
    }

    /// The handler has timed out: answers 503 and closes the connection. The task continues; its response is discarded.
    func timeOut(_ connection: Connection) {
        guard let exchange = connection.exchange else { return }
        connection.exchange = nil
        resources.counters.timedOut.bump()
        refuse(connection, .noAnswerInTime, exchange.head, id: exchange.id, started: exchange.started)
        settle(connection)
    }

    /// Appends a response to the buffer.
    @inline(__always)
    func respond(
        _ connection: Connection, _ response: Response, head: RequestHead, id: RequestID, started: Int
    ) {
        let keepsAlive =
            head.keepsAlive && !response.closes && stopping == nil && !connection.isAnsweredEarly
            && (!connection.peerFinished || connection.hasMore)
            && connection.requests < settings.limits.requestsPerConnection
        let bytes = buffer(connection, response, id, head.method, head.version, keepAlive: keepsAlive)
        // Linger unless the peer has finished: it may have sent more requests.
        if !keepsAlive { connection.ending = connection.peerFinished ? .close : .linger }
        release(connection)
        record(head.method, id, response.route, response.status, bytes, started: started)
    }

    /// Encodes a response into the buffer; a large body is sent from its own memory.
    @inline(__always)
    private func buffer(
        _ connection: Connection, _ response: Response, _ id: RequestID, _ method: Method, _ version: Version,
        keepAlive: Bool
    ) -> Int {
        let before = output.count
        ResponseEncoder.appendHead(
            of: response, to: method, id: id, version: version, dateLine: date.bytes, keepAlive: keepAlive,
            into: &output)
        let headBytes = output.count - before
        guard ResponseEncoder.sendsBody(response, to: method), response.body.count > 0 else { return headBytes }
        switch response.body {
        case .bytes(let bytes) where bytes.count <= copiedBytes: output.append(bytes)
        case .slice(let bytes, let range) where range.count <= copiedBytes:
            bytes.withUnsafeBufferPointer { output.append(UnsafeBufferPointer(rebasing: $0[range])) }
        default: flush(connection, response.body)
        }
        if output.count > bufferedBytes { flush(connection) }
        return headBytes + response.body.count
    }

    /// Answers with the handler's error page and closes the connection, since the bytes that follow cannot be trusted.
    /// - Parameter unparsed: the bytes of a request whose head could not be parsed.
    func refuse(
        _ connection: Connection, _ error: ParseError, _ head: RequestHead?, id: RequestID? = nil, started: Int? = nil,
        unparsed: some Collection<UInt8> = EmptyCollection()
    ) {
        let id = id ?? nextRequestID()
        let method = head?.method ?? (RequestParser.isHEAD(unparsed) ? .head : .get)
        var response = handler.refused(error, head: head, id: id)
        let isTemporary = error.status == .serviceUnavailable || error.status == .tooManyRequests
        if isTemporary, response.fields[.retryAfter] == nil {
            response.fields.append(.retryAfter, String(settings.limits.retryAfterSeconds))
        }
        let bytes = buffer(connection, response, id, method, head?.version ?? .http11, keepAlive: false)
        connection.pending = []
        connection.ending = .linger
        release(connection)
        resources.counters.refused.bump()
        record(head?.method, id, nil, response.status, bytes, started: started ?? now)
    }

    @inline(__always)
    private func record(
        _ method: Method?, _ id: RequestID, _ route: Int?, _ status: Status, _ bytes: Int, started: Int
    ) {
        let time = LoopClock.nanoseconds
        resources.counters.bytesSent.bump(bytes)
        resources.counters.answers.count(route, status.code, nanoseconds: time - started)
        guard let accessLines else { return }
        accessLines.append(
            now: time, id: id, method: method, route: route, status: status.code, bytes: bytes,
            nanoseconds: time - started)
        if flushAt == nil { flushAt = now + 1_000_000_000 }
    }
}
