import Glibc

/// A thread of the operating system (pthreads(7)), for work that blocks.
public enum SystemThread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread that runs `body`, to `join` later.
    /// - Throws: when the thread cannot be created.
    public static func start(_ body: @escaping @Sendable () -> Void) throws(SyscallError) -> pthread_t {
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

    /// Starts a thread that runs `body` and that nothing joins.
    /// - Throws: when the thread cannot be created.
    public static func detach(_ body: @escaping @Sendable () -> Void) throws(SyscallError) {
        pthread_detach(try start(body))
    }

    /// Waits for the end of a thread.
    public static func join(_ thread: pthread_t) { pthread_join(thread, nil) }
}
