import HTTP

/// Bytes of a body up to which copying is cheaper than a second part in the send.
private let copied = 16 << 10
/// Bytes of answers to pipelined requests after which they are sent.
private let gathered = 32 << 10

extension EventLoop {
    /// Answers one request: at once, or by a task on this loop.
    @inline(__always)
    func serve(_ connection: Connection, _ head: consuming RequestHead, _ body: consuming [UInt8]) {
        connection.requests += 1
        connection.progressed()
        if !body.isEmpty, let error = hold(connection, bytes: body.count) { return refuse(connection, error, head) }
        var request = Request(head: head, body: body, peer: connection.peer)
        if connection.isTrusted { believe(connection, &request) }
        if let response = handler.answerNow(request) {
            respond(connection, response, head: request.head, peer: request.peer, started: now)
        } else if let error = hold(connection, request.head) {
            refuse(connection, error, request.head)
        } else {
            connection.exchange = Exchange(head: request.head, peer: request.peer, started: now)
            startTask(connection.id, request)
        }
    }

    private func believe(_ connection: Connection, _ request: inout Request) {
        if let visitor = settings.proxies.visitor(in: request.head) { request.peer = visitor.text }
        request.isSecure = settings.proxies.isSecure(request.head)
    }

    private func startTask(_ id: ConnectionID, _ request: Request) {
        tasks += 1
        seat.counters.inFlight.bump()
        guard let worker = pool.assign((id, request)) else { return }
        Task(executorPreference: seat.executor) {
            while let work = worker.next() {
                let response = await self.handler.answer(work.request)
                self.finish(work.id, response)
                await withUnsafeContinuation { self.pool.rest(worker, $0) }
            }
        }
    }

    /// A task has its answer. Its peer may have gone, and its descriptor may be another's by now.
    private func finish(_ id: ConnectionID, _ response: Response) {
        assert(seat.executor.isCurrent, "a task of this loop ended on another thread")
        tasks -= 1
        seat.counters.inFlight.bump(-1)
        guard let connection = connections[id], let exchange = connection.exchange else { return }
        connection.exchange = nil
        respond(connection, response, head: exchange.head, peer: exchange.peer, started: exchange.started)
        consumePending(connection)
        settle(connection)
    }

    /// Puts an answer behind those already gathered.
    @inline(__always)
    func respond(_ connection: Connection, _ response: Response, head: RequestHead, peer: String, started: Int) {
        let keeps =
            head.keepsAlive && !response.closes && stopping == nil && !connection.peerFinished
            && !connection.isAnsweredEarly
            && connection.requests < settings.limits.requestsPerConnection
        let bytes = gather(connection, response, head.method, head.version, keepAlive: keeps)
        // A read whole request leaves nothing unread, unless more was sent behind it.
        if !keeps { connection.ending = connection.peerFinished ? .close : .linger }
        release(connection)
        seat.counters.requests.bump()
        record(head, peer, response.status, bytes, started: started)
    }

    /// Encodes an answer; small bodies next to their head, large ones handed over from where they stand.
    @inline(__always)
    private func gather(
        _ connection: Connection, _ response: Response, _ method: Method, _ version: Version, keepAlive: Bool
    ) -> Int {
        let before = output.count
        ResponseEncoder.appendHead(
            of: response, to: method, version: version, dateLine: date.bytes, keepAlive: keepAlive, into: &output)
        let headBytes = output.count - before
        guard ResponseEncoder.sendsBody(response, to: method), response.body.count > 0 else { return headBytes }
        switch response.body {
        case .bytes(let bytes) where bytes.count <= copied: output.append(bytes)
        case .slice(let bytes, let range) where range.count <= copied:
            bytes.withUnsafeBufferPointer { output.append(UnsafeBufferPointer(rebasing: $0[range])) }
        default: flush(connection, response.body)
        }
        if output.count > gathered { flush(connection) }
        return headBytes + response.body.count
    }

    /// Refuses what was asked: the page of the handler, then the end, since nothing behind it can be trusted.
    /// - Parameter asked: the bytes of the request, where its head could not be read.
    func refuse(
        _ connection: Connection, _ error: ParseError, _ head: RequestHead?,
        asked: some Collection<UInt8> = EmptyCollection()
    ) {
        let method = head?.method ?? (RequestParser.asksByHead(asked) ? .head : .get)
        var response = handler.refused(error, head: head)
        if error.status == .serviceUnavailable, response.fields[.retryAfter] == nil {
            response.fields.append(.retryAfter, String(settings.limits.retryAfterSeconds))
        }
        let bytes = gather(connection, response, method, head?.version ?? .http11, keepAlive: false)
        connection.pending = []
        connection.ending = .linger
        release(connection)
        seat.counters.refused.bump()
        record(head, connection.peer, response.status, bytes, started: now)
    }

    @inline(__always)
    private func record(_ head: RequestHead?, _ peer: String, _ status: Status, _ bytes: Int, started: Int) {
        seat.counters.bytesSent.bump(bytes)
        handler.answered(
            AccessRecord(
                head: head, peer: peer, status: status, bytes: bytes, nanoseconds: LoopClock.nanoseconds - started))
        if flushAt == nil { flushAt = now + 1_000_000_000 }
    }
}
