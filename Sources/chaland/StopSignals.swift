import Glibc
import HTTPServer

/// SIGTERM and SIGINT, taken by a thread that waits for them: nothing runs inside a signal handler.
///
/// Block them before any other thread starts: threads inherit the mask, so the signals can only come to the one that waits.
struct StopSignals: Sendable {
    private static func set() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        return signals
    }

    /// Keeps the signals from ending the program.
    static func block() {
        var signals = set()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private final class Body {
        let stop: @Sendable () -> Void
        init(_ stop: @escaping @Sendable () -> Void) { self.stop = stop }
    }

    /// Calls `stop` at the first signal; a second one ends the program at once. Everything answered is on the disk by then.
    /// - Throws: `SyscallError` when there is no thread to wait: a program that cannot be stopped must not start.
    static func whenAsked(_ stop: @escaping @Sendable () -> Void) throws {
        let body = Unmanaged.passRetained(Body(stop))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { raw in
                let body = raw.map { Unmanaged<Body>.fromOpaque($0).takeRetainedValue() }
                StopSignals.wait()
                body?.stop()
                StopSignals.wait()
                _exit(CommandFailure.failed)
            }, body.toOpaque())
        guard code == 0 else {
            body.release()
            throw SyscallError(call: "pthread_create", errno: code)
        }
        pthread_detach(thread)
    }

    private static func wait() {
        var signals = set()
        var signal: Int32 = 0
        while sigwait(&signals, &signal) != 0 {}
    }
}
