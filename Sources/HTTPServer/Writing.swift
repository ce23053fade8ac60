import CLinux
import Glibc
import HTTP

extension EventLoop {
    /// Sends the buffered responses, and a large body after them, with one call. Bytes that the socket does not accept
    /// are stored with the connection; so are all bytes while earlier ones are unsent, because a task may answer before
    /// earlier responses are sent.
    @inline(__always)
    func flush(_ connection: Connection, _ body: Response.Body = .empty) {
        defer { output.removeAll() }
        if let unsent = connection.unsent {
            return unsent.append(Unsent(head: output.withUnsafeBytes { Array($0) }, body: body, sent: 0))
        }
        let total = output.count + body.count
        let sent = output.withUnsafeBytes { Socket.send(connection.id.descriptor, $0, body, from: 0) }
        if sent < total {
            if sent >= 0 || sent == -Int(EAGAIN) {
                let head = output.withUnsafeBytes { Array($0) }
                connection.unsent = Unsent(head: head, body: body, sent: max(0, sent))
            } else {
                connection.isBroken = true
            }
        }
    }

    /// The socket is writable again.
    func resumeWriting(_ connection: Connection) {
        guard let unsent = connection.unsent else { return settle(connection) }
        let sent = unsent.head.withUnsafeBytes {
            Socket.send(connection.id.descriptor, $0, unsent.body, from: unsent.sent)
        }
        guard sent >= 0 else {
            return sent == -Int(EAGAIN) ? () : close(connection)
        }
        unsent.sent += sent
        connection.progressed()
        if unsent.isComplete {
            connection.unsent = unsent.next
            consumePending(connection)
        }
        settle(connection)
    }

    /// Call it after every event of a connection: sends buffered bytes, closes it, or updates what it waits for.
    @inline(__always)
    func settle(_ connection: Connection) {
        if !output.isEmpty { flush(connection) }
        if connection.isBroken { return close(connection) }
        if connection.peerFinished, connection.takesRequests {
            guard connection.isInsideRequest else { return close(connection) }
            refuse(
                connection, ParseError(.badRequest, "incomplete request"), connection.reader.head,
                unparsed: connection.pending)
            return settle(connection)
        }
        if connection.isDone, !connection.isLingering {
            guard connection.ending == .linger, !connection.peerFinished else { return close(connection) }
            Socket.finishWriting(connection.id.descriptor)
            connection.isLingering = true
            connection.pending = []
        }
        watch(connection)
        schedule(connection)
    }

    /// Updates the events registered with epoll.
    @inline(__always)
    private func watch(_ connection: Connection) {
        var interest: UInt32 = connection.wantsBytes(readAhead: settings.limits.readAhead) ? EPOLLIN.rawValue : 0
        if connection.unsent != nil { interest |= EPOLLOUT.rawValue }
        guard interest != connection.interest else { return }
        connection.interest = interest
        _ = resources.control(EPOLL_CTL_MOD, connection.id.descriptor, interest, connection.id)
    }

    /// Closes a connection. The kernel removes its descriptor from the epoll set (epoll(7)).
    func close(_ connection: Connection) {
        remove(connection)
        Socket.close(connection.id.descriptor)
    }

    /// Resets a connection whose peer does not read, discarding unsent bytes.
    func abort(_ connection: Connection) {
        remove(connection)
        Socket.reset(connection.id.descriptor)
    }

    private func remove(_ connection: Connection) {
        release(connection)
        connections.remove(connection.id)
        resources.counters.open.bump(-1)
        if connection.isAdmitted {
            settings.connectionLimiter.release(counted(connection))
        } else {
            refusedConnections -= 1
        }
    }
}
