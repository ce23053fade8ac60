import HTTP

/// Names one connection of one loop: its descriptor and, since descriptors are used again, a number given once.
struct ConnectionID: Hashable, Sendable {
    /// What epoll carries: the number above, the descriptor below.
    let raw: UInt64

    init(raw: UInt64) { self.raw = raw }

    init(descriptor: Int32, serial: UInt32) {
        raw = UInt64(serial) << 32 | UInt64(UInt32(bitPattern: descriptor))
    }

    var descriptor: Int32 { Int32(truncatingIfNeeded: raw) }
}

/// One connection as its loop sees it: what it owes to the peer and what the peer owes to it. It touches no socket and
/// reads no clock, so that tests drive it with bytes and with times of their own.
///
/// Idle it holds no buffer: bytes are read into the loop's, and kept here only while a request is incomplete.
final class Connection {
    /// How a connection ends once all is sent.
    enum Ending {
        /// It does not: keep-alive.
        case none
        /// The request was read whole: closing loses nothing.
        case close
        /// The peer may still be sending: close our side, and read for a while (RFC 9112 §9.6).
        case linger
    }

    /// What the connection waits for; each has its own limit.
    enum Wait {
        case nothing, idle, head, body, answer, writable, lingering
    }

    let id: ConnectionID
    let address: PeerAddress
    /// The address as text, made once.
    let peer: String
    /// Whether forwarded fields of this peer are believed.
    let isTrusted: Bool
    /// Whether the gate counted it in, and by its address; a refused one it did not.
    let isAdmitted: Bool

    @exclusivity(unchecked) var reader = RequestReader()
    /// What has arrived and is not used yet: a part of a head, or requests behind the one being answered.
    @exclusivity(unchecked) var pending: [UInt8] = []
    /// What the socket would not take yet.
    @exclusivity(unchecked) var unsent: Unsent?
    /// The request a task is answering.
    @exclusivity(unchecked) var exchange: Exchange?
    @exclusivity(unchecked) var ending = Ending.none
    /// The peer has closed its side: what it asked is still answered.
    @exclusivity(unchecked) var peerFinished = false
    /// More has arrived behind the request that is being answered.
    @exclusivity(unchecked) var hasMore = false
    /// The socket is of no use any more.
    @exclusivity(unchecked) var isBroken = false
    @exclusivity(unchecked) var isLingering = false
    /// The request under way is answered without the body it announced: whether that comes nobody knows.
    @exclusivity(unchecked) var isAnsweredEarly = false
    @exclusivity(unchecked) var requests = 0
    /// What the request being received is counted with; a task takes it along.
    @exclusivity(unchecked) var charged = RequestResources()
    /// Bytes thrown away while lingering.
    @exclusivity(unchecked) var discarded = 0
    /// What epoll was last asked for.
    @exclusivity(unchecked) var interest: UInt32 = 0

    @exclusivity(unchecked) private(set) var wait = Wait.nothing
    @exclusivity(unchecked) private var since = 0
    /// When its patience ends, in nanoseconds of the loop's clock.
    @exclusivity(unchecked) private(set) var deadline = Int.max
    /// The tick at which the wheel looks at it; `Int.max` when it does not.
    @exclusivity(unchecked) var wheelTick = Int.max

    init(id: ConnectionID, address: PeerAddress, isTrusted: Bool, isAdmitted: Bool) {
        self.id = id
        self.address = address
        self.peer = address.text
        self.isTrusted = isTrusted
        self.isAdmitted = isAdmitted
    }

    /// Whether the next request may be taken: one in flight at a time, and none while its answer is stuck.
    var takesRequests: Bool { exchange == nil && unsent == nil && ending == .none && !isBroken }
    /// Whether nothing stands between this connection and its end.
    var isDone: Bool { exchange == nil && unsent == nil && ending != .none }
    /// Whether a request has begun and not come whole.
    var isInsideRequest: Bool { reader.isInsideBody || hasHeadBegun }
    /// The empty line that old clients send behind a body is none yet (RFC 9112 §2.2): nobody is told to be quicker about it.
    private var hasHeadBegun: Bool { pending.count > 2 || pending.first.map { $0 != 0x0D } ?? false }

    /// A request came whole, or bytes went out: the next wait begins anew.
    func progressed() { wait = .nothing }

    /// Whether the loop should read from the socket now.
    func wantsBytes(readAhead: Int) -> Bool {
        if isLingering { return true }
        if peerFinished || unsent != nil || ending != .none { return false }
        return exchange == nil || pending.count < readAhead
    }

    /// Works out what is waited for and until when.
    /// - Parameter stopping: when the server stops, the time at which idle connections end.
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
            // A stopping server does not wait long for those who forget to close.
            deadline = since + (stopping == nil ? limits.linger : min(limits.linger, limits.drainGrace))
        }
    }
}

/// What a task is answering: enough to send and to record the answer.
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

/// The rest of answers the socket would not take at once.
final class Unsent {
    let head: [UInt8]
    let body: Response.Body
    /// Bytes of head and body already sent.
    var sent: Int
    /// What goes out once this has gone.
    private(set) var next: Unsent?

    init(head: [UInt8], body: Response.Body, sent: Int) {
        self.head = head
        self.body = body
        self.sent = sent
    }

    var isComplete: Bool { sent == head.count + body.count }

    /// Puts an answer behind those that wait already: one at most, since no request is taken meanwhile.
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
