import CLinux
import Glibc

/// A running child with a process group of its own.
struct ChildProcess {
    private let id: pid_t

    /// How a process ended.
    enum End {
        case exit(Int32)
        case signal(Int32)
    }

    /// Starts a program in a folder. `environment` is added to PATH and LANG.
    init(_ program: String, _ arguments: [String], _ environment: [String: String], in folder: ChildFolder)
        throws(ChildProgramError)
    {
        let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        let variables: [String] =
            ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"] + environment.map { $0 + "=" + $1 }
        let pairs: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for word in words + pairs { free(word) } }
        let home = folder.path + "/" + ChildFolder.work
        let (input, output, error) = (
            "../" + ChildFolder.input, "../" + ChildFolder.output, "../" + ChildFolder.error
        )
        var child: pid_t = 0
        let code = chaland_spawn(&child, program, words, pairs, home, input, output, error)
        guard code == 0 else { throw .notStarted(call: "posix_spawn", errno: code) }
        id = child
    }

    /// Waits for the child to end, at most until the deadline; then kills what is left of its group.
    func wait(_ deadline: Duration) throws(ChildProgramError) -> End {
        let hasEnded = hasEnded(within: deadline)
        // Before the child is reaped: until then no other process group can have its number.
        kill(-id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else { throw .notStarted(call: "waitpid", errno: errno) }
        }
        guard hasEnded else { throw .timedOut }
        // wait(2): the low seven bits are the signal, the next eight the exit status.
        let signal = status & 0x7f
        return signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal)
    }

    /// False at the deadline, and when the process cannot be watched.
    private func hasEnded(within time: Duration) -> Bool {
        let descriptor = chaland_process_descriptor(id)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let end = ContinuousClock.now + time
        while true {
            let left = max(.zero, ContinuousClock.now.duration(to: end))
            // Rounded up to milliseconds.
            let milliseconds =
                left.components.seconds * 1_000 + (left.components.attoseconds / 1_000_000_000_000_000) + 1
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let count = poll(&watched, 1, Int32(clamping: milliseconds))
            if count > 0 { return true }
            if count == 0 && left == .zero { return false }
            if count < 0 && errno != EINTR { return false }
        }
    }
}
