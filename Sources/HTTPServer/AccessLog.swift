import Dispatch
import Glibc
import POSIX
import Synchronization

/// Writes access-log lines to a file opened for appending, or to standard output.
///
/// Loops hand over whole buffers; one thread writes them, so that a slow or full disk delays the log and never a
/// response. Lines that cannot be written are dropped and counted.
public final class AccessLog: Sendable {
    /// Most bytes waiting for the disk: seconds of log at full speed. Lines beyond it are dropped.
    static let waitingBytes = 8 << 20

    private let path: String?
    private let writer: AccessLogWriter

    /// Opens or creates the file at `path`, readable by its owner and group; nil is standard output.
    /// - Throws: when it cannot be opened or the thread cannot be created.
    public init(path: String?) throws(SyscallError) {
        let descriptor = if let path { try Self.open(path) } else { STDOUT_FILENO }
        self.path = path
        writer = AccessLogWriter(descriptor, isFile: path != nil)
        do {
            try SystemThread.detach("access log") { [writer] in writer.run() }
        } catch {
            writer.close()
            throw error
        }
    }

    deinit { writer.add(.end) }

    /// Lines written since the start.
    public var written: Int { writer.writtenLines.load(ordering: .relaxed) }
    /// Lines lost since the start, because they could not be written or too many were waiting.
    public var dropped: Int { writer.droppedLines.load(ordering: .relaxed) }

    /// Opens the file again, after it has been renamed (logrotate(8)). Lines submitted before go to the old file.
    /// Continues with the old file when a new one cannot be opened.
    public func reopen() {
        guard let path else { return }
        writer.add(.call { writer in if let new = try? Self.open(path) { writer.replace(with: new) } })
    }

    /// Waits until all submitted lines are written, at most a second: a blocked log does not delay the exit.
    public func finish() {
        let done = DispatchSemaphore(value: 0)
        writer.add(.call { _ in done.signal() })
        _ = done.wait(timeout: .now() + .seconds(1))
    }

    /// Queues whole lines.
    func submit(_ bytes: [UInt8], lines: Int) {
        guard writer.waitingBytes.add(bytes.count, ordering: .relaxed).newValue <= Self.waitingBytes else {
            writer.waitingBytes.subtract(bytes.count, ordering: .relaxed)
            writer.droppedLines.add(lines, ordering: .relaxed)
            return
        }
        writer.add(
            .call { writer in
                writer.write(bytes, lines: lines)
                writer.waitingBytes.subtract(bytes.count, ordering: .relaxed)
            })
    }

    /// O_NONBLOCK is for a named pipe without a reader, and has no effect on a file.
    private static func open(_ path: String) throws(SyscallError) -> Int32 {
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        return try checked("open", on: path) { Glibc.open(path, flags, 0o640) }
    }
}
