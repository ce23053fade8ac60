import Glibc

/// A thread for an event loop.
enum LoopThread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread that runs `body`.
    static func start(_ body: @escaping @Sendable () -> Void) throws(SyscallError) -> pthread_t {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { raw in
                if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw SyscallError(call: "pthread_create", errno: code)
        }
        return thread
    }

    /// Waits for the end of a thread.
    static func join(_ thread: pthread_t) { pthread_join(thread, nil) }
}

/// A thread that nothing joins.
public enum DetachedThread {
    /// Starts a thread on `body`.
    /// - Throws: when the thread cannot be created.
    public static func start(_ body: @escaping @Sendable () -> Void) throws(SyscallError) {
        pthread_detach(try LoopThread.start(body))
    }
}

/// The descriptor limit of the process.
enum DescriptorLimit {
    /// Raises the soft limit to the hard limit (getrlimit(2)).
    /// - Returns: the number of connections this allows, beside the descriptors of the database, files and loops.
    /// - Throws: `ConfigurationError.descriptors` when no connection is left.
    static func raise(loops: Int) throws(ConfigurationError) -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return .max }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        let all = Int(clamping: limit.rlim_cur)
        // Standard streams, the database with its log and index, listener and eventfd; some for each loop; one
        // connection.
        let least = 16 + 4 * loops
        guard all >= least else { throw .descriptors(all, least: least) }
        return max(1, all - min(64, all / 2))
    }
}
