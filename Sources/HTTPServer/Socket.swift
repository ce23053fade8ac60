import CLinux
import Glibc
import HTTP

/// System calls on a connection. They return a negated error code, like the kernel.
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

    /// Disables Nagle's algorithm.
    static func disableNagle(_ descriptor: Int32) {
        var one: Int32 = 1
        // Fails on a Unix socket, which has no Nagle's algorithm.
        _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Reads available bytes; 0 when the peer has shut down its side.
    static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        uninterrupted { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
    }

    /// Sends head and body from byte `sent`, with one call. MSG_NOSIGNAL, so that a closed peer does not raise SIGPIPE.
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

    /// Shuts down the write side.
    static func finishWriting(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes. Not repeated after EINTR, since the descriptor is already released (close(2)).
    static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    /// Resets the connection and discards unsent bytes, which the kernel would otherwise retransmit for minutes
    /// (SO_LINGER 0).
    static func reset(_ descriptor: Int32) {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }
}

extension Response.Body {
    /// Calls `body` with the bytes, without copying.
    fileprivate func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch self {
        case .empty: body(UnsafeRawBufferPointer(start: nil, count: 0))
        case .bytes(let bytes): bytes.withUnsafeBytes(body)
        case .slice(let bytes, let range):
            bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
    }
}
