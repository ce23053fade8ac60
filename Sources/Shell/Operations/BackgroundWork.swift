import CLinux
import Glibc

/// Work for which nobody waits as impatiently as those who look at pages: a password hash, a copy of the whole street.
public enum BackgroundWork {
    /// Nanoseconds it keeps its core while others wait for it: as long as some five plain pages take.
    private static let turn = 50_000

    /// Does `work` on this thread, a turn at a time and with a lower priority (nice 10), which the thread keeps:
    /// where cores are short, somebody who signs in waits, and everybody who only looks does not.
    public static func run<T>(_ work: () throws -> T) rethrows -> T {
        // Of this thread alone: on Linux each has a niceness of its own (setpriority(2), BUGS).
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        chaland_give_way(turn)
        defer { chaland_give_way(0) }
        return try work()
    }
}
