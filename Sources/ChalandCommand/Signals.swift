import Glibc
import HTTPServer
import POSIX

/// Handles signals on a thread that waits for them: no code runs inside a signal handler.
///
/// SIGTERM and SIGINT stop the program; a second one ends it at once. SIGUSR1 and SIGHUP reopen the access log after it
/// was moved away. SIGHUP of a closing terminal stops the program.
///
/// Block them before any other thread starts: threads inherit the mask, so only the waiting thread receives them.
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

    private final class Handlers: Sendable {
        let reopen: @Sendable () -> Void
        let stop: @Sendable () -> Void

        init(_ reopen: @escaping @Sendable () -> Void, _ stop: @escaping @Sendable () -> Void) {
            self.reopen = reopen
            self.stop = stop
        }

        /// Calls `reopen` for each request to reopen, then `stop` once. A second request to stop ends the process:
        /// every acknowledged write is on the disk by then.
        func serve() {
            while Signals.next() == .reopen { reopen() }
            stop()
            while Signals.next() == .reopen { reopen() }
            _exit(CommandFailure.failed)
        }
    }

    private enum Action {
        case reopen, stop
    }

    /// Starts the thread that waits for signals.
    /// - Throws: `SyscallError` when the thread cannot be made: a program that cannot be stopped must not start.
    static func wait(reopen: @escaping @Sendable () -> Void, stop: @escaping @Sendable () -> Void) throws {
        let handlers = Handlers(reopen, stop)
        try SystemThread.detach("signals") { handlers.serve() }
    }

    private static func next() -> Action {
        var signals = set()
        var signal: Int32 = 0
        while sigwait(&signals, &signal) != 0 {}
        let isReopening = signal == SIGUSR1 || (signal == SIGHUP && isatty(STDIN_FILENO) == 0)
        return isReopening ? .reopen : .stop
    }
}
