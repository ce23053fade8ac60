import Dispatch
import Glibc
import HTTP
import POSIX
import Synchronization

/// An HTTP/1.1 server: event loops, each a thread with its own listener, connections and handler. Loops share the
/// limits of connections and of requests per visitor, and the access log.
///
///     let server = try Server(ServerConfiguration(port: 8080, loops: 2)) { loop in try SiteLoop(loop) }
///     try server.run()  // until stop() is called
public final class Server<Handler: LoopHandler>: Sendable {
    /// The bound port; 0 on a Unix socket.
    public var port: Int { settings.listener.port }

    private let settings: LoopSettings
    private let loops: [LoopResources]
    private let makeHandler: @Sendable (Int) throws -> Handler
    private let failure = Mutex<(any Error)?>(nil)

    /// Binds and listens; connections are queued until `run`.
    /// - Parameter makeHandler: creates the handler of loop 0, 1, …, on that loop's thread.
    /// - Throws: `SyscallError`, such as for a port in use; `ConfigurationError`.
    public init(
        _ configuration: ServerConfiguration, makeHandler: @escaping @Sendable (Int) throws -> Handler
    ) throws {
        let loops = max(1, configuration.loops)
        let proxies = try TrustedProxies(configuration.trustedProxies)
        let room = try DescriptorLimit.raise(loops: loops)
        let listener = try Listener.open(configuration.endpoint, loops: loops, backlog: configuration.limits.backlog)
        let limits = configuration.limits.fitted(to: room, loops: loops)
        settings = LoopSettings(
            limits: limits, nanoseconds: Nanoseconds(limits), proxies: proxies,
            connectionLimiter: ConnectionLimiter(
                most: limits.connections, mostPerAddress: limits.connectionsPerAddress),
            visitorLimiter: VisitorLimiter(most: limits.requestsPerVisitor), listener: listener,
            accessLog: configuration.accessLog, routes: configuration.routes)
        self.loops = try (0..<loops).map { loop in
            try LoopResources(
                index: loop, listener: listener.descriptor(of: loop), sharesListener: listener.isShared,
                routes: configuration.routes.count)
        }
        self.makeHandler = makeHandler
    }

    /// Serves on its own threads until `stop`, blocking the caller. Call it once.
    /// - Throws: the error of `makeHandler`, after the other loops have stopped.
    public func run() throws {
        var threads: [pthread_t] = []
        do {
            for loop in loops { threads.append(try SystemThread.start("loop \(loop.index)") { self.run(loop) }) }
        } catch {
            stop()
            threads.forEach(SystemThread.join)
            throw error
        }
        threads.forEach(SystemThread.join)
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func run(_ resources: LoopResources) {
        do {
            let handler = try makeHandler(resources.index)
            EventLoop(resources: resources, settings: settings, handler: handler).run()
        } catch {
            failure.withLock { $0 = $0 ?? error }
            settings.listener.leave(resources.index)
            stop()
        }
    }

    /// Stops the server: accepts no connections, answers requests in flight within `limits.drain`, then `run` returns.
    /// Callable from any thread and from signal handlers, repeatedly.
    public func stop() {
        for loop in loops { loop.executor.stop() }
    }

    /// Blocks until every loop has run a job, which shows that it is running and not stuck. Call it from a
    /// thread that is neither in `run` nor a loop. After the server has stopped, it does not return.
    public func waitForAllLoops() {
        let ran = DispatchSemaphore(value: 0)
        for loop in loops {
            Task(executorPreference: loop.executor) { ran.signal() }
            ran.wait()
        }
    }

    /// The sum of all loops' counters, which are not read atomically together.
    public var counters: ServerCounters {
        var sum = ServerCounters()
        for loop in loops { loop.counters.add(to: &sum) }
        return sum
    }
}
