import Dispatch
import Glibc
import Synchronization

/// Where the lines about answers go: a file that is only appended to, or standard output.
///
/// Loops hand over whole buffers; one thread writes them, so that a slow or full disk holds up the log and never an
/// answer. What cannot be written is dropped and counted.
public final class AccessLog: @unchecked Sendable {  // `descriptor` and `isTorn` are touched on `queue` only
    /// Bytes that may wait for the disk: seconds of full speed. Beyond, lines are dropped.
    static let waitingBytes = 8 << 20
    /// Bytes of one write where writes of several programs meet, such as a pipe: up to this they do not mix (pipe(7)).
    private static let atomicBytes = 4_096

    private let path: String?
    private let queue = DispatchQueue(label: "access-log")
    private var descriptor: Int32
    /// The last write ended within a line: the next one begins with a new one.
    private var isTorn = false
    private let waiting = Atomic<Int>(0)
    private let writtenLines = Atomic<Int>(0)
    private let droppedLines = Atomic<Int>(0)

    /// Opens or makes the file at `path`, for its owner and its group to read; nil: standard output.
    /// - Throws: when it cannot be opened: told at start, not discovered when a line is missed.
    public init(path: String?) throws(SyscallError) {
        // `path` last: what is not whole is not deinitialised, and standard output is not ours to close.
        descriptor = if let path { try Self.open(path) } else { STDOUT_FILENO }
        self.path = path
    }

    deinit { if path != nil { Glibc.close(descriptor) } }

    /// Lines written since the start.
    public var written: Int { writtenLines.load(ordering: .relaxed) }
    /// Lines lost since the start, because they could not be written or too many were waiting.
    public var dropped: Int { droppedLines.load(ordering: .relaxed) }

    /// Opens the file of that name again, after somebody has moved the old one away (logrotate(8)). The lines handed over
    /// before go into the old one. When there is nothing to open, the old one stays.
    public func reopen() {
        guard let path else { return }
        queue.async { [self] in
            guard let new = try? Self.open(path) else { return }
            Glibc.close(descriptor)
            descriptor = new
            isTorn = false
        }
    }

    /// Waits until all that was handed over is written, at most a second: a log nobody reads does not keep the program.
    public func finish() {
        let done = DispatchSemaphore(value: 0)
        queue.async { done.signal() }
        _ = done.wait(timeout: .now() + .seconds(1))
    }

    /// Takes whole lines over.
    func submit(_ bytes: [UInt8], lines: Int) {
        guard waiting.add(bytes.count, ordering: .relaxed).newValue <= Self.waitingBytes else {
            waiting.subtract(bytes.count, ordering: .relaxed)
            droppedLines.add(lines, ordering: .relaxed)
            return
        }
        queue.async { [self] in
            write(bytes, lines: lines)
            waiting.subtract(bytes.count, ordering: .relaxed)
        }
    }

    /// O_NONBLOCK is for a named pipe without a reader, and does nothing to a file.
    private static func open(_ path: String) throws(SyscallError) -> Int32 {
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        return try checked("open", on: path) { Glibc.open(path, flags, 0o640) }
    }

    private func write(_ bytes: [UInt8], lines: Int) {
        var left = (isTorn ? [0x0A] + bytes : bytes)[...]
        while !left.isEmpty {
            let part = path == nil ? Self.wholeLines(left) : left.count
            let count = left.withUnsafeBytes { bytes in
                uninterrupted { Glibc.write(descriptor, bytes.baseAddress, part) }
            }
            guard count > 0 else { break }
            isTorn = left[left.startIndex + count - 1] != 0x0A
            left = left.dropFirst(count)
        }
        let lost = left.count { $0 == 0x0A }
        droppedLines.add(min(lost, lines), ordering: .relaxed)
        writtenLines.add(max(0, lines - lost), ordering: .relaxed)
    }

    /// How many bytes at the front of `bytes` are whole lines that fit one atomic write.
    private static func wholeLines(_ bytes: ArraySlice<UInt8>) -> Int {
        guard bytes.count > atomicBytes else { return bytes.count }
        let end = bytes.prefix(atomicBytes).lastIndex(of: 0x0A)
        return end.map { $0 - bytes.startIndex + 1 } ?? atomicBytes
    }
}
