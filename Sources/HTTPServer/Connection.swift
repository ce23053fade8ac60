import HTTP

/// Identifies a connection of a loop: its descriptor, and a serial number, since descriptors are reused.
struct ConnectionID: Hashable, Sendable {
    /// The epoll data: the serial number in the upper half, the descriptor in the lower.
    let raw: UInt64

    init(raw: UInt64) { self.raw = raw }

    init(descriptor: Int32, serial: UInt32) {
        raw = UInt64(serial) << 32 | UInt64(UInt32(bitPattern: descriptor))
    }

    var descriptor: Int32 { Int32(truncatingIfNeeded: raw) }
}

/// The state of one connection. It uses neither sockets nor clocks, so that tests can drive it with bytes and times.
///
/// An idle connection has no buffer: bytes are read into the loop's buffer, and stored here only while a request is
/// incomplete.
final class Connection {
    /// How to close the connection once everything is sent.
    enum Ending {
        /// Keep-alive: do not close.
        case none
        /// Close at once: the peer has finished.
        case close
        /// The peer may still be sending: shut down the write side, and read for a while (RFC 9112 §9.6).
        case linger
    }

    /// What the connection waits for; each state has its own timeout.
    enum Wait {
        case nothing, idle, head, body, answer, writable, lingering
    }

    let id: ConnectionID
    let address: PeerAddress
    /// The address as text, cached.
    let peer: String
    /// Whether the peer is a trusted proxy.
    let isTrusted: Bool
    /// Whether the connection limiter counts it; false for a refused one.
    let isAdmitted: Bool

    @exclusivity(unchecked) var reader = RequestReader()
    /// Received bytes that are not consumed yet: part of a head, or pipelined requests.
    @exclusivity(unchecked) var pending: [UInt8] = []
    /// Responses that the socket has not accepted yet.
    @exclusivity(unchecked) var unsent: Unsent?
    /// The request a task is answering.
    @exclusivity(unchecked) var exchange: Exchange?
    @exclusivity(unchecked) var ending = Ending.none
    /// The peer has shut down its write side: its requests are still answered.
    @exclusivity(unchecked) var peerFinished = false
    /// More bytes have arrived after the request being answered.
    @exclusivity(unchecked) var hasMore = false
    /// A send has failed.
    @exclusivity(unchecked) var isBroken = false
    @exclusivity(unchecked) var isLingering = false
    /// The current request is answered before its body has arrived.
    @exclusivity(unchecked) var isAnsweredEarly = false
    @exclusivity(unchecked) var requests = 0
    /// Resources charged to the request being received; moved to its task.
    @exclusivity(unchecked) var charged = RequestResources()
    /// Bytes discarded while lingering.
    @exclusivity(unchecked) var discarded = 0
    /// The events registered with epoll.
    @exclusivity(unchecked) var interest: UInt32 = 0

    @exclusivity(unchecked) private(set) var wait = Wait.nothing
    @exclusivity(unchecked) private var since = 0
    /// When the current wait times out, in nanoseconds of the loop's clock.
    @exclusivity(unchecked) private(set) var deadline = Int.max
    /// The tick of its entry in the wheel; `Int.max` without one.
    @exclusivity(unchecked) var wheelTick = Int.max

    init(id: ConnectionID, address: PeerAddress, isTrusted: Bool, isAdmitted: Bool) {
        self.id = id
        self.address = address
        self.peer = address.text
        self.isTrusted = isTrusted
        self.isAdmitted = isAdmitted
    }

    /// Whether the next request may be parsed: one is in flight at a time, and none while responses are unsent.
    var takesRequests: Bool { exchange == nil && unsent == nil && ending == .none && !isBroken }
    /// Whether the connection can be closed.
    var isDone: Bool { exchange == nil && unsent == nil && ending != .none }
    /// Whether a request has arrived in part.
    var isInsideRequest: Bool { reader.isInsideBody || hasHeadBegun }
    /// The empty line that old clients send after a body does not begin a head (RFC 9112 §2.2), and does not start its
    /// timeout.
    private var hasHeadBegun: Bool { pending.count > 2 || pending.first.map { $0 != 0x0D } ?? false }

    /// Call it when a request is complete or bytes were sent: restarts the timeout.
    func progressed() { wait = .nothing }

    /// Whether the loop should read from the socket now.
    func wantsBytes(readAhead: Int) -> Bool {
        if isLingering { return true }
        if peerFinished || unsent != nil || ending != .none { return false }
        return exchange == nil || pending.count < readAhead
    }

    /// Updates what the connection waits for, and its deadline.
    /// - Parameter stopping: when the server is stopping, the time at which idle connections are closed.
    func settle(now: Int, limits: Nanoseconds, stopping: Int?) {
        let current: Wait =
            isLingering
            ? .lingering
            : unsent != nil
                ? .writable
                : exchange != nil
                    ? .answer : reader.isInsideBody ? .body : hasHeadBegun ? .head : .idle
        if current != wait {
            wait = current
            since = now
        }
        switch current {
        case .nothing: deadline = .max
        case .answer: deadline = since + limits.answer
        case .idle:
            deadline = min(since + (isTrusted ? limits.proxyKeepAlive : limits.keepAlive), stopping ?? .max)
        case .head: deadline = since + limits.head
        case .body:
            let earned = limits.bodyGrace + reader.bodyArrived.multipliedClamped(by: limits.bodyPerByte)
            deadline = since + min(earned, limits.bodyLongest)
        case .writable: deadline = since + limits.stalledReader
        case .lingering:
            // A stopping server lingers only briefly.
            deadline = since + (stopping == nil ? limits.linger : min(limits.linger, limits.drainGrace))
        }
    }
}

/// A request that a task is answering.
final class Exchange {
    let head: RequestHead
    let id: RequestID
    let started: Int

    init(head: RequestHead, id: RequestID, started: Int) {
        self.head = head
        self.id = id
        self.started = started
    }
}

/// The unsent rest of a response.
final class Unsent {
    let head: [UInt8]
    let body: Response.Body
    /// Bytes of head and body already sent.
    var sent: Int
    /// The response to send after it.
    private(set) var next: Unsent?

    init(head: [UInt8], body: Response.Body, sent: Int) {
        self.head = head
        self.body = body
        self.sent = sent
    }

    var isComplete: Bool { sent == head.count + body.count }

    /// Appends a response after the unsent ones. At most one, since no further request is parsed meanwhile.
    func append(_ other: Unsent) {
        if let next { next.append(other) } else { next = other }
    }
}

extension Int {
    fileprivate func multipliedClamped(by other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max / 4 : Swift.min(product, .max / 4)
    }
}
