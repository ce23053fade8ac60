import CLinux
import Glibc
import HTTP

extension EventLoop {
    /// The socket is readable: bytes have arrived, or the peer has shut down its side.
    @inline(__always)
    func readable(_ connection: Connection) {
        let count = Socket.receive(connection.id.descriptor, into: readBuffer)
        guard count > 0 else {
            if count == 0 { return peerFinished(connection) }
            return count == -Int(EAGAIN) ? () : close(connection)
        }
        if connection.isLingering { return discard(connection, count) }
        let arrived = UnsafeRawBufferPointer(rebasing: readBuffer[..<count]).bindMemory(to: UInt8.self)
        if !connection.takesRequests {
            connection.pending.append(contentsOf: arrived)
        } else if connection.pending.isEmpty {
            let used = consume(connection, arrived)
            if used < arrived.count { connection.pending = Array(arrived[used...]) }
        } else {
            connection.pending.append(contentsOf: arrived)
            consumePending(connection)
        }
        settle(connection)
    }

    /// Consumes the bytes stored while the connection could not take requests.
    func consumePending(_ connection: Connection) {
        guard !connection.pending.isEmpty, connection.takesRequests else { return }
        var bytes = connection.pending
        connection.pending = []
        let used = bytes.withUnsafeBufferPointer { consume(connection, $0) }
        guard used < bytes.count else { return }
        bytes.removeFirst(used)
        connection.pending = bytes
    }

    /// Parses requests from `bytes` and answers them in order, until one has to wait.
    /// - Returns: the number of bytes consumed.
    private func consume(_ connection: Connection, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var used = 0
        while connection.takesRequests {
            switch connection.reader.next(
                bytes, used: &used, limits: settings.limits.headSize)
            {
            case .incomplete:
                if let head = connection.reader.endUnusedChunks() {
                    answerEarly(connection, head)
                    return bytes.count
                }
                guard connection.reader.isInsideBody,
                    let error = charge(connection, bytes: connection.reader.bodyArrived)
                else { return used }
                refuse(connection, error, connection.reader.head)
                return bytes.count
            case .request(let head, let body):
                connection.hasMore = used < bytes.count
                serve(connection, head, body)
            case .head(let head, let framing):
                guard expectBody(connection, head, framing, nothingArrived: used == bytes.count) else {
                    return bytes.count
                }
            case .refused(let error, let head):
                refuse(connection, error, head, unparsed: bytes[used...])
                return bytes.count
            }
        }
        return connection.ending == .none ? used : bytes.count
    }

    private func expectBody(
        _ connection: Connection, _ head: RequestHead, _ framing: BodyFraming, nothingArrived: Bool
    ) -> Bool {
        let wanted = handler.bodyLimit(for: head)
        let waits = head.expectsContinue && nothingArrived
        if waits && wanted == 0
            || (waits || !framing.isWithin(settings.limits.unreadBodyBytes)) && isRefused(connection, head, framing)
        {
            // The response does not depend on the body: send no 100 Continue, and do not read it.
            answerEarly(connection, head)
            return false
        }
        let limit = wanted > 0 ? wanted : settings.limits.unreadBodyBytes
        let refusal =
            charge(connection, head)
            ?? connection.reader.expectBody(
                of: head, framing, isUsed: wanted > 0, limit: limit, chunks: settings.limits.chunks)
        if let error = refusal {
            refuse(connection, error, head)
            return false
        }
        // No 100 Continue when the body has begun to arrive (RFC 9110 §10.1.1).
        if waits {
            output.append("HTTP/1.1 100 Continue\r\n\r\n")
        }
        return true
    }

    /// Answers a request whose body has not arrived, and closes.
    private func answerEarly(_ connection: Connection, _ head: RequestHead) {
        connection.isAnsweredEarly = true
        serve(connection, head, [])
    }

    private func isRefused(_ connection: Connection, _ head: RequestHead, _ framing: BodyFraming) -> Bool {
        handler.refuses(head, framing, isSecure: connection.isTrusted && settings.proxies.isSecure(head))
    }

    /// The peer has shut down its side. Complete requests are answered; an incomplete one gets 400.
    private func peerFinished(_ connection: Connection) {
        if connection.isLingering { return close(connection) }
        connection.peerFinished = true
        settle(connection)
    }

    private func discard(_ connection: Connection, _ count: Int) {
        connection.discarded += count
        if connection.discarded > settings.limits.lingerBytes { close(connection) }
    }
}
