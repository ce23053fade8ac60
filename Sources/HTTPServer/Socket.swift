import CLinux
import Glibc
import HTTP

/// The system calls on one connection. All give the negated error code, as the kernel does.
enum Socket {
    /// The next connection of `listener`, or a negated error.
    static func accept(_ listener: Int32) -> (descriptor: Int32, address: PeerAddress) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                uninterrupted { chaland_accept4(listener, pointer, &length, flags) }
            }
        }
        return (descriptor, PeerAddress(storage))
    }

    /// Answers go out when we send them, not when Nagle's timer ends.
    static func sendAtOnce(_ descriptor: Int32) {
        var one: Int32 = 1
        // Fails on a Unix socket, which has no such delay.
        _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Reads what is there; 0 at the end of the peer's side.
    static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        uninterrupted { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
    }

    /// Sends head and body from byte `sent` on, in one call; MSG_NOSIGNAL, since a peer that left is no reason to die.
    static func send(
        _ descriptor: Int32, _ head: UnsafeRawBufferPointer, _ body: Response.Body, from sent: Int
    ) -> Int {
        let first = min(sent, head.count)
        let left = UnsafeRawBufferPointer(rebasing: head[first...])
        if case .empty = body {
            return uninterrupted { Glibc.send(descriptor, left.baseAddress, left.count, Int32(MSG_NOSIGNAL)) }
        }
        return body.withUnsafeBytes { body in
            sendBoth(descriptor, left, UnsafeRawBufferPointer(rebasing: body[(sent - first)...]))
        }
    }

    private static func sendBoth(
        _ descriptor: Int32, _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Int {
        var parts = (
            iovec(iov_base: UnsafeMutableRawPointer(mutating: left.baseAddress), iov_len: left.count),
            iovec(iov_base: UnsafeMutableRawPointer(mutating: right.baseAddress), iov_len: right.count)
        )
        return withUnsafeMutableBytes(of: &parts) { parts in
            var message = msghdr()
            message.msg_iov = parts.baseAddress?.assumingMemoryBound(to: iovec.self)
            message.msg_iovlen = 2
            return uninterrupted { sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL)) }
        }
    }

    /// Says that nothing more will come from us.
    static func finishWriting(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes; not repeated after EINTR, since the descriptor is gone by then (close(2)).
    static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    /// Closes and drops what the peer does not take, instead of leaving it to the kernel for minutes (SO_LINGER 0).
    static func reset(_ descriptor: Int32) {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }
}

extension Response.Body {
    /// The bytes, where they stand.
    fileprivate func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch self {
        case .empty: body(UnsafeRawBufferPointer(start: nil, count: 0))
        case .bytes(let bytes): bytes.withUnsafeBytes(body)
        case .slice(let bytes, let range):
            bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
    }
}
