import CLinux
import Glibc
import HTTP

extension EventLoop {
    /// Accepts waiting connections, a bounded number per turn, so that open ones are served in between.
    func acceptAll() {
        for _ in 0..<(stopping == nil ? settings.limits.acceptsPerTurn : settings.limits.backlog) {
            let (descriptor, address) = Socket.accept(resources.listener)
            if descriptor >= 0 {
                admit(descriptor, address)
                continue
            }
            switch -descriptor {
            case EAGAIN: return
            // Errors of this connection only (accept(2)): continue with the next one.
            case ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP,
                ENETUNREACH:
                continue
            default: return pauseAccepting()
            }
        }
    }

    /// No descriptor or memory is free: stops watching the listener for a moment, because epoll would report it
    /// continuously.
    private func pauseAccepting() {
        guard acceptAgain == nil, stopping == nil else { return }
        resources.counters.acceptPauses.bump()
        resources.ignoreListener()
        acceptAgain = now + settings.nanoseconds.acceptBackoff
    }

    private func admit(_ descriptor: Int32, _ address: PeerAddress) {
        resources.counters.accepted.bump()
        Socket.disableNagle(descriptor)
        let isTrusted = settings.proxies.contains(address)
        let refusal = settings.connectionLimiter.admit(isTrusted || address.isLocal ? nil : address.counted)
        let connection = Connection(
            id: connections.nextID(descriptor), address: address, isTrusted: isTrusted, isAdmitted: refusal == nil)
        connection.interest = EPOLLIN.rawValue
        guard resources.control(EPOLL_CTL_ADD, descriptor, connection.interest, connection.id) == 0 else {
            if refusal == nil { settings.connectionLimiter.release(counted(connection)) }
            return Socket.close(descriptor)
        }
        connections.insert(connection)
        resources.counters.open.bump()
        if let refusal { refuseConnection(connection, refusal) }
        settle(connection)
        guard refusedConnections > settings.limits.refusedAtOnce, connections[connection.id] != nil else { return }
        // Too many refused connections linger already. Read what has arrived, so that closing does not reset the
        // connection, then close.
        _ = Socket.receive(descriptor, into: readBuffer)
        close(connection)
    }

    /// Answers 503, or 429 to an address with too many connections, before any request. Lingers, because the peer may
    /// be sending one.
    private func refuseConnection(_ connection: Connection, _ refusal: ConnectionLimiter.Refusal) {
        refusedConnections += 1
        resources.counters.connectionsRefused.bump()
        refuse(connection, ParseError(refusal.status, refusal.rawValue), nil)
    }

    /// The address for the limit per address; nil for trusted proxies and the Unix socket.
    func counted(_ connection: Connection) -> PeerAddress? {
        connection.isTrusted || connection.address.isLocal ? nil : connection.address.counted
    }
}
