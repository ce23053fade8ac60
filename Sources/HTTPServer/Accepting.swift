import CLinux
import Glibc
import HTTP

extension EventLoop {
    /// Takes the connections that wait, a bounded number in a turn so that the open ones are not forgotten.
    func acceptAll() {
        for _ in 0..<(stopping == nil ? settings.limits.acceptsPerTurn : settings.limits.backlog) {
            let (descriptor, address) = Socket.accept(resources.listener)
            if descriptor >= 0 {
                admit(descriptor, address)
                continue
            }
            switch -descriptor {
            case EAGAIN: return
            // That connection died while it waited, accept(2); the next one may be well.
            case ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP,
                ENETUNREACH:
                continue
            default: return pauseAccepting()
            }
        }
    }

    /// No descriptor or no memory is left. Epoll would report the listener again and again: leave it out for a moment.
    private func pauseAccepting() {
        guard acceptAgain == nil, stopping == nil else { return }
        resources.counters.acceptPauses.bump()
        resources.ignoreListener()
        acceptAgain = now + settings.nanoseconds.acceptBackoff
    }

    private func admit(_ descriptor: Int32, _ address: PeerAddress) {
        resources.counters.accepted.bump()
        Socket.sendAtOnce(descriptor)
        let isTrusted = settings.proxies.contains(address)
        let refusal = settings.gate.enter(isTrusted || address.isLocal ? nil : address.counted)
        let connection = Connection(
            id: connections.nextID(descriptor), address: address, isTrusted: isTrusted, isAdmitted: refusal == nil)
        connection.interest = EPOLLIN.rawValue
        guard resources.control(EPOLL_CTL_ADD, descriptor, connection.interest, connection.id) == 0 else {
            if refusal == nil { settings.gate.leave(counted(connection)) }
            return Socket.close(descriptor)
        }
        connections.insert(connection)
        resources.counters.open.bump()
        if let refusal { turnAway(connection, refusal) }
        settle(connection)
        guard turnedAway > settings.limits.refusedAtOnce, connections[connection.id] != nil else { return }
        // Too many to wait for: take the request that may be there, so that closing does not reset, and close.
        _ = Socket.receive(descriptor, into: readBuffer)
        close(connection)
    }

    /// Answers 503, or 429 to an address that has too many, before anything was asked. The peer may be sending its request meanwhile: linger.
    private func turnAway(_ connection: Connection, _ refusal: ConnectionGate.Refusal) {
        turnedAway += 1
        resources.counters.connectionsRefused.bump()
        refuse(connection, ParseError(refusal.status, refusal.rawValue), nil)
    }

    /// The address a connection is counted by; nil for proxies and the Unix socket.
    func counted(_ connection: Connection) -> PeerAddress? {
        connection.isTrusted || connection.address.isLocal ? nil : connection.address.counted
    }
}
