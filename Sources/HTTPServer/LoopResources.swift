import CLinux
import Glibc
import POSIX

/// The epoll set, listener, executor and counters of one event loop. Created before its thread starts, so that
/// `Server.init` can throw their errors.
final class LoopResources: Sendable {
    let index: Int
    let epoll: Int32
    let listener: Int32
    /// Whether other loops wait on the same listener (a Unix or an inherited socket); then epoll wakes one, not all.
    let sharesListener: Bool
    let executor: LoopExecutor
    let counters: LoopCounters

    /// - Parameter routes: the number of routes that responses are counted by.
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

    /// epoll data of the listener and of the eventfd; connection ids are larger.
    static let listenerID = ConnectionID(raw: 0)
    static let wakeID = ConnectionID(raw: 1)

    /// `epoll_ctl`, with its error negated.
    func control(_ operation: Int32, _ descriptor: Int32, _ interest: UInt32, _ id: ConnectionID) -> Int32 {
        var event = epoll_event(events: interest, data: epoll_data_t(u64: id.raw))
        return uninterrupted { epoll_ctl(epoll, operation, descriptor, &event) }
    }

    /// Starts to accept connections, or resumes after a pause.
    func watchListener() {
        let interest = EPOLLIN.rawValue | (sharesListener ? EPOLLEXCLUSIVE.rawValue : 0)
        _ = control(EPOLL_CTL_ADD, listener, interest, Self.listenerID)
    }

    /// Stops accepting connections.
    func ignoreListener() { _ = control(EPOLL_CTL_DEL, listener, 0, Self.listenerID) }
}
