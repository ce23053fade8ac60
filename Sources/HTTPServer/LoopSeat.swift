import CLinux
import Glibc

/// What one event loop sits on, made before its thread starts so that errors come out of `Server.init`: the epoll set,
/// the listener, the executor, the figures.
final class LoopSeat: Sendable {
    let index: Int
    let epoll: Int32
    let listener: Int32
    /// Whether other loops wait on the same listener (a Unix or an inherited socket): wake one, not all.
    let sharesListener: Bool
    let executor: LoopExecutor
    let counters: LoopCounters

    /// - Parameter routes: how many routes answers are counted by.
    init(index: Int, listener: Int32, sharesListener: Bool, routes: Int) throws(SyscallError) {
        self.index = index
        counters = LoopCounters(routes: routes)
        self.listener = listener
        self.sharesListener = sharesListener
        executor = try LoopExecutor()
        epoll = try checked("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) }
        try checked("epoll_ctl") { control(EPOLL_CTL_ADD, executor.wakeDescriptor, EPOLLIN.rawValue, Self.wakeID) }
    }

    deinit { close(epoll) }

    /// What epoll carries for the listener and for the eventfd; connections have larger numbers.
    static let listenerID = ConnectionID(raw: 0)
    static let wakeID = ConnectionID(raw: 1)

    /// `epoll_ctl`, with its error negated.
    func control(_ operation: Int32, _ descriptor: Int32, _ interest: UInt32, _ id: ConnectionID) -> Int32 {
        var event = epoll_event(events: interest, data: epoll_data_t(u64: id.raw))
        return uninterrupted { epoll_ctl(epoll, operation, descriptor, &event) }
    }

    /// Begins to take connections; also after a pause.
    func watchListener() {
        let interest = EPOLLIN.rawValue | (sharesListener ? EPOLLEXCLUSIVE.rawValue : 0)
        _ = control(EPOLL_CTL_ADD, listener, interest, Self.listenerID)
    }

    /// Ends it, for a while or for good.
    func ignoreListener() { _ = control(EPOLL_CTL_DEL, listener, 0, Self.listenerID) }
}
