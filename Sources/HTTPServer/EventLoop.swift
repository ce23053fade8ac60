import CLinux
import Glibc
import HTTP

/// What the loops of one server have in common. All of it is constant or guarded.
struct LoopSettings: Sendable {
    let limits: ServerLimits
    let nanoseconds: Nanoseconds
    let proxies: TrustedProxies
    let gate: ConnectionGate
    let visitors: VisitorGate
    let listener: Listener
    let accessLog: AccessLog?
    /// What the handler's routes are called in the access log.
    let routes: [String]
}

/// One thread's server: its epoll set, its listener, its connections, their deadlines, its handler. A turn waits for
/// events, takes them, runs the jobs they made ready, and looks at the deadlines that have come.
///
/// The buffers for reading and for answers belong to the loop and are lent to a connection for as long as it is being
/// looked at; a connection keeps bytes of its own only when they cannot go on at once.
///
/// Accesses to its state and to a connection's are not checked for overlap while the program runs: they were a sixth of
/// the instructions of a request. All of it is values of one thread, and no call made during a change comes back here.
///
/// Unchecked because all but `resources` is touched by its own thread only.
final class EventLoop<Handler: LoopHandler>: @unchecked Sendable {
    let resources: LoopResources
    let settings: LoopSettings
    let handler: Handler

    @exclusivity(unchecked) var connections = ConnectionTable()
    @exclusivity(unchecked) var wheel: DeadlineWheel
    @exclusivity(unchecked) var now: Int
    @exclusivity(unchecked) var date = DateLine()
    /// Answers of the connection at hand, gathered so that each turn costs it one send.
    @exclusivity(unchecked) var output = OutputBuffer()
    /// Requests being answered by tasks, those of vanished peers included.
    @exclusivity(unchecked) var tasks = 0
    /// Bytes of bodies being received or answered.
    @exclusivity(unchecked) var heldBytes = 0
    /// Refused connections still lingering.
    @exclusivity(unchecked) var turnedAway = 0
    /// When to take connections again after the descriptors ran out.
    @exclusivity(unchecked) var acceptAgain: Int?
    /// Requests so far, from a random start: what they are called by.
    @exclusivity(unchecked) var requestNumber = UInt64.random(in: 0...UInt64.max)
    /// When the lines about answers are handed over.
    @exclusivity(unchecked) var flushAt: Int?
    /// Once stopping: when idle connections end, and when everything does.
    @exclusivity(unchecked) var stopping: (idle: Int, all: Int)?

    /// The lines about answers, when they are wanted.
    let accessLines: AccessLines?
    /// Bytes lent to each read.
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

    /// Runs until `stop` was asked for and everything in flight has been answered, or the time to drain is over.
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
            for index in 0..<Int(count) { take(events[index]) }
        }
        if resources.executor.hasJobs {
            handler.beginTurn()
            resources.executor.runJobs()
        }
        if now >= wheel.wake ?? .max { lookAtDeadlines() }
        if let time = acceptAgain, now >= time {
            acceptAgain = nil
            resources.watchListener()
        }
        if let time = flushAt, now >= time {
            flushAt = nil
            accessLines?.flush()
        }
        if stopping == nil, resources.executor.isStopAsked { beginStop() }
    }

    /// Milliseconds until something has to be done without an event; rounded up, so that it is due when we wake.
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
    private func take(_ event: epoll_event) {
        let id = ConnectionID(raw: event.data.u64)
        guard let connection = connections[id] else {
            if id == LoopResources.listenerID { return acceptAll() }
            if id == LoopResources.wakeID { resources.executor.takeInbox() }
            // Else: closed by an earlier event of this turn.
            return
        }
        let gone = EPOLLERR.rawValue | EPOLLHUP.rawValue
        if event.events & gone != 0, !connection.isLingering {
            // Reset, or closed on both sides: nobody is there to answer.
            close(connection)
        } else if event.events & EPOLLOUT.rawValue != 0 {
            resumeWriting(connection)
        } else {
            readable(connection)
        }
    }

    // MARK: Deadlines

    /// Gives the connection its next deadline; the wheel is told only when it has to look earlier than it would.
    @inline(__always)
    func schedule(_ connection: Connection) {
        connection.settle(now: now, limits: settings.nanoseconds, stopping: stopping?.idle)
        guard connection.deadline != .max else { return }
        let tick = DeadlineWheel.tick(of: connection.deadline)
        if tick < connection.wheelTick { connection.wheelTick = wheel.insert(connection.id, at: tick) }
    }

    private func lookAtDeadlines() {
        for (id, tick) in wheel.expired(now: now) {
            guard let connection = connections[id], connection.wheelTick == tick else { continue }
            connection.wheelTick = .max
            if connection.deadline <= now { expire(connection) } else { schedule(connection) }
        }
    }

    private func expire(_ connection: Connection) {
        switch connection.wait {
        case .head, .body:
            let what = connection.wait == .head ? "head not complete in time" : "body too slow"
            refuse(
                connection, ParseError(.requestTimeout, what), connection.reader.head, asked: connection.pending)
            settle(connection)
        case .writable: abort(connection)
        case .idle, .lingering, .nothing: close(connection)
        case .answer: giveUp(connection)
        }
    }

    // MARK: The end

    /// Takes what has already been connected, closes the listener, and gives idle connections a last moment: a request
    /// that is under way when they are told to end would otherwise be lost.
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
