import Glibc
import HTTPServer

/// The signals this program takes, by a thread that waits for them: nothing runs inside a signal handler.
///
/// SIGTERM and SIGINT stop it, and a second one ends it at once. SIGUSR1 and SIGHUP open the access log anew, after it was
/// moved away; SIGHUP from a terminal that is being closed stops, since nobody sees the program any more.
///
/// Block them before any other thread starts: threads inherit the mask, so the signals can only come to the one that waits.
enum Signals {
    private static func set() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGUSR1] { sigaddset(&signals, signal) }
        return signals
    }

    /// Keeps the signals from ending the program.
    static func block() {
        var signals = set()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private final class Bodies {
        let reopen: @Sendable () -> Void
        let stop: @Sendable () -> Void

        init(_ reopen: @escaping @Sendable () -> Void, _ stop: @escaping @Sendable () -> Void) {
            self.reopen = reopen
            self.stop = stop
        }

        /// Calls `reopen` as often as it is asked for, then `stop` once; the next request to stop ends the program.
        /// Everything answered is on the disk by then.
        func serve() {
            while Signals.next() == .reopen { reopen() }
            stop()
            while Signals.next() == .reopen { reopen() }
            _exit(CommandFailure.failed)
        }
    }

    private enum Wish {
        case reopen, stop
    }

    /// Takes the signals from now on, on a thread of its own.
    /// - Throws: `SyscallError` when there is no thread to wait: a program that cannot be stopped must not start.
    static func wait(reopen: @escaping @Sendable () -> Void, stop: @escaping @Sendable () -> Void) throws {
        let bodies = Unmanaged.passRetained(Bodies(reopen, stop))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { raw in
                if let raw { Unmanaged<Bodies>.fromOpaque(raw).takeRetainedValue().serve() }
                return nil
            }, bodies.toOpaque())
        guard code == 0 else {
            bodies.release()
            throw SyscallError(call: "pthread_create", errno: code)
        }
        pthread_detach(thread)
    }

    private static func next() -> Wish {
        var signals = set()
        var signal: Int32 = 0
        while sigwait(&signals, &signal) != 0 {}
        let isReopening = signal == SIGUSR1 || (signal == SIGHUP && isatty(STDIN_FILENO) == 0)
        return isReopening ? .reopen : .stop
    }
}
