import CLinux
import Glibc
import HTTP

extension EventLoop {
    /// Sends what was gathered, and a large body behind it, in one call. What the socket does not take is kept with the
    /// connection until it does; so is all of it while something before it is kept: the answer of a task may be there
    /// before the peer has taken those to what it asked earlier.
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

    /// The socket takes bytes again.
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

    /// After anything has happened to a connection: sends, ends it or says what it waits for next.
    @inline(__always)
    func settle(_ connection: Connection) {
        if !output.isEmpty { flush(connection) }
        if connection.isBroken { return close(connection) }
        if connection.peerFinished, connection.takesRequests {
            guard connection.isInsideRequest else { return close(connection) }
            refuse(
                connection, ParseError(.badRequest, "the request ends before its end"), connection.reader.head,
                asked: connection.pending)
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

    /// Tells epoll what to look for, when that has changed.
    @inline(__always)
    private func watch(_ connection: Connection) {
        var interest: UInt32 = connection.wantsBytes(readAhead: settings.limits.readAhead) ? EPOLLIN.rawValue : 0
        if connection.unsent != nil { interest |= EPOLLOUT.rawValue }
        guard interest != connection.interest else { return }
        connection.interest = interest
        _ = resources.control(EPOLL_CTL_MOD, connection.id.descriptor, interest, connection.id)
    }

    /// Ends a connection; epoll forgets a closed descriptor by itself (epoll(7)).
    func close(_ connection: Connection) {
        forget(connection)
        Socket.close(connection.id.descriptor)
    }

    /// Ends a connection whose peer does not read, and drops what it did not take.
    func abort(_ connection: Connection) {
        forget(connection)
        Socket.reset(connection.id.descriptor)
    }

    private func forget(_ connection: Connection) {
        release(connection)
        connections.remove(connection.id)
        resources.counters.open.bump(-1)
        if connection.isAdmitted { settings.gate.leave(counted(connection)) } else { turnedAway -= 1 }
    }
}
