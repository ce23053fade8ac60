import Dispatch
import Glibc
import Synchronization

/// The thread of an access log, and its queue.
///
/// Not a dispatch queue: libdispatch sets the priority of its threads, and where that is not allowed (under systemd's
/// system call filter, or without CAP_SYS_NICE) it writes an error to the system log at each start.
final class AccessLogWriter: @unchecked Sendable {  // `descriptor` and `isTorn` are used only by the thread
    /// A job of the thread.
    enum Job: Sendable {
        case call(@Sendable (AccessLogWriter) -> Void)
        /// Close the file and end the thread.
        case end
    }

    /// The most bytes that one write to a pipe sends without mixing with those of other programs (PIPE_BUF, pipe(7)).
    private static let atomicBytes = 4_096

    let writtenLines = Atomic<Int>(0)
    let droppedLines = Atomic<Int>(0)
    /// Bytes of lines in the queue.
    let waitingBytes = Atomic<Int>(0)
    private let isFile: Bool
    private let jobs = Mutex<[Job]>([])
    private let count = DispatchSemaphore(value: 0)
    private var descriptor: Int32
    /// The last write ended within a line: the next one begins with a line feed.
    private var isTorn = false

    /// - Parameter isFile: whether to close `descriptor` at the end.
    init(_ descriptor: Int32, isFile: Bool) {
        self.descriptor = descriptor
        self.isFile = isFile
    }

    /// Queues a job, from any thread.
    func add(_ job: Job) {
        jobs.withLock { $0.append(job) }
        count.signal()
    }

    /// Runs jobs until `.end`.
    func run() {
        while true {
            count.wait()
            switch jobs.withLock({ $0.removeFirst() }) {
            case .call(let body): body(self)
            case .end: return close()
            }
        }
    }

    func close() { if isFile { Glibc.close(descriptor) } }

    /// Writes to another file from now on.
    func replace(with new: Int32) {
        close()
        descriptor = new
        isTorn = false
    }

    /// Writes whole lines, as far as possible, and counts them.
    func write(_ bytes: [UInt8], lines: Int) {
        var left = (isTorn ? [0x0A] + bytes : bytes)[...]
        while !left.isEmpty {
            let part = isFile ? left.count : Self.wholeLines(left)
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

    /// The length of the whole lines at the start of `bytes` that fit into one atomic write.
    private static func wholeLines(_ bytes: ArraySlice<UInt8>) -> Int {
        guard bytes.count > atomicBytes else { return bytes.count }
        let end = bytes.prefix(atomicBytes).lastIndex(of: 0x0A)
        return end.map { $0 - bytes.startIndex + 1 } ?? atomicBytes
    }
}
