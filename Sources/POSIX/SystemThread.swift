import CLinux
import Glibc

/// A thread of the operating system (pthreads(7)), for work that blocks.
public enum SystemThread {
    private final class Work {
        let name: String
        let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }

        func run() {
            chaland_name_thread(name)
            body()
        }
    }

    /// Starts a thread that runs `body`, to `join` later.
    /// - Parameter name: what tools such as `top -H` show: at most 15 bytes (pthread_setname_np(3)).
    /// - Throws: when the thread cannot be created.
    public static func start(
        _ name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SyscallError) -> pthread_t {
        let work = Unmanaged.passRetained(Work(name, body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { raw in
                if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().run() }
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
    public static func detach(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SyscallError) {
        pthread_detach(try start(name, body))
    }

    /// Waits for the end of a thread.
    public static func join(_ thread: pthread_t) { pthread_join(thread, nil) }
}
