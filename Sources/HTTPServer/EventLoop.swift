import CLinux
import Glibc
import HTTP

/// Settings shared by the loops of a server; constant or thread-safe.
struct LoopSettings: Sendable {
    let limits: ServerLimits
    let nanoseconds: Nanoseconds
    let proxies: TrustedProxies
    let connectionLimiter: ConnectionLimiter
    let visitorLimiter: VisitorLimiter
    let listener: Listener
    let accessLog: AccessLog?
    /// Names of the handler's routes in the access log.
    let routes: [String]
}

/// The event loop of one thread, with its own epoll set, listener, connections, deadlines and handler. A turn waits for
/// events, handles them, runs the jobs of tasks, and checks expired deadlines.
///
/// The read and output buffers belong to the loop and are used for one connection at a time. A connection stores bytes
/// only when they cannot be consumed or sent at once.
///
/// Dynamic exclusivity checks are off for its state and that of connections: they were a sixth of the instructions of a
/// request. The state is confined to one thread, and no call during a modification re-enters the loop.
///
/// Unchecked: all but `resources` is used only by its own thread.
final class EventLoop<Handler: LoopHandler>: @unchecked Sendable {
    let resources: LoopResources
    let settings: LoopSettings
    let handler: Handler

    @exclusivity(unchecked) var connections = ConnectionTable()
    @exclusivity(unchecked) var wheel: DeadlineWheel
    @exclusivity(unchecked) var now: Int
    @exclusivity(unchecked) var date = DateLine()
    /// Responses of the current connection, buffered to be sent with one call.
    @exclusivity(unchecked) var output = OutputBuffer()
    /// Requests being answered by tasks, including those of closed connections.
    @exclusivity(unchecked) var tasks = 0
    /// Bytes of request bodies in memory.
    @exclusivity(unchecked) var heldBytes = 0
    /// Refused connections that are lingering.
    @exclusivity(unchecked) var refusedConnections = 0
    /// When to accept connections again after descriptors ran out.
    @exclusivity(unchecked) var acceptAgain: Int?
    /// Number of requests, from a random start, for their identifiers.
    @exclusivity(unchecked) var requestNumber = UInt64.random(in: 0...UInt64.max)
    /// When to submit the access-log lines.
    @exclusivity(unchecked) var flushAt: Int?
    /// When stopping: the time at which idle connections are closed, and that at which all are.
    @exclusivity(unchecked) var stopping: (idle: Int, all: Int)?

    /// The access-log lines; nil without an access log.
    let accessLines: AccessLines?
    /// The buffer of every read.
    let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    private let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 256)

    init(resources: LoopResources, settings: LoopSettings, handler: Handler) {
        self.resources = resources
        self.settings = settings
        self.handler = handler
        now = LoopClock.nanoseconds
        wheel = DeadlineWheel(now: now)
        accessLines = settings.accessLog.map { AccessLines($0, routes: settings.routes) }
    }

    deinit {
        readBuffer.deallocate()
        events.deallocate()
    }

    /// Runs until `stop` is requested and all requests in flight are answered, or the drain timeout ends.
    func run() {
        resources.executor.adopt()
        resources.watchListener()
        while !isFinished { turn() }
        for connection in connections.all { close(connection) }
        settings.listener.leave(resources.index)
        accessLines?.flush()
    }

    private var isFinished: Bool {
        guard let stopping else { return false }
        return (connections.count == 0 && tasks == 0) || now >= stopping.all
    }

    private func turn() {
        let count = uninterrupted { epoll_wait(resources.epoll, events.baseAddress, Int32(events.count), timeout()) }
        now = LoopClock.nanoseconds
        date.refresh(LoopClock.seconds)
        if count > 0 {
            handler.beginTurn()
            for index in 0..<Int(count) { handle(events[index]) }
        }
        if resources.executor.hasJobs {
            handler.beginTurn()
            resources.executor.runJobs()
        }
        if now >= wheel.wake ?? .max { checkDeadlines() }
        if let time = acceptAgain, now >= time {
            acceptAgain = nil
            resources.watchListener()
        }
        if let time = flushAt, now >= time {
            flushAt = nil
            accessLines?.flush()
        }
        if stopping == nil, resources.executor.isStopRequested { beginStop() }
    }

    /// Milliseconds until the next timer, rounded up; -1 without one.
    private func timeout() -> Int32 {
        if resources.executor.hasJobs { return 0 }
        var next = wheel.wake ?? .max
        if let acceptAgain { next = min(next, acceptAgain) }
        if let flushAt { next = min(next, flushAt) }
        if let stopping { next = min(next, stopping.all) }
        if next == .max { return -1 }
        return Int32(clamping: (max(0, next - now) + 999_999) / 1_000_000)
    }

    @inline(__always)
    private func handle(_ event: epoll_event) {
        let id = ConnectionID(raw: event.data.u64)
        guard let connection = connections[id] else {
            if id == LoopResources.listenerID { return acceptAll() }
            if id == LoopResources.wakeID { resources.executor.takeInbox() }
            // Otherwise: closed by an earlier event of this turn.
            return
        }
        let gone = EPOLLERR.rawValue | EPOLLHUP.rawValue
        if event.events & gone != 0, !connection.isLingering {
            // Reset, or closed in both directions.
            close(connection)
        } else if event.events & EPOLLOUT.rawValue != 0 {
            resumeWriting(connection)
        } else {
            readable(connection)
        }
    }

    // MARK: Deadlines

    /// Updates the connection's deadline; adds an entry to the wheel only when it is earlier than the current one.
    @inline(__always)
    func schedule(_ connection: Connection) {
        connection.settle(now: now, limits: settings.nanoseconds, stopping: stopping?.idle)
        guard connection.deadline != .max else { return }
        let tick = DeadlineWheel.tick(of: connection.deadline)
        if tick < connection.wheelTick { connection.wheelTick = wheel.insert(connection.id, at: tick) }
    }

    private func checkDeadlines() {
        for (id, tick) in wheel.expired(now: now) {
            guard let connection = connections[id], connection.wheelTick == tick else { continue }
            connection.wheelTick = .max
            if connection.deadline <= now { expire(connection) } else { schedule(connection) }
        }
    }

    private func expire(_ connection: Connection) {
        switch connection.wait {
        case .head, .body:
            let reason = connection.wait == .head ? "head not complete in time" : "body too slow"
            refuse(
                connection, ParseError(.requestTimeout, reason), connection.reader.head, unparsed: connection.pending)
            settle(connection)
        case .writable: abort(connection)
        case .idle, .lingering, .nothing: close(connection)
        case .answer: timeOut(connection)
        }
    }

    // MARK: Stopping

    /// Accepts connections that are already established, closes the listener, and gives idle connections a grace
    /// period: a request that is on its way would otherwise be lost.
    private func beginStop() {
        let limits = settings.nanoseconds
        stopping = (idle: now + limits.drainGrace, all: now + limits.drain)
        acceptAgain = nil
        acceptAll()
        resources.ignoreListener()
        settings.listener.leave(resources.index)
        for connection in connections.all { schedule(connection) }
    }
}
