import Base
import ChildProgram
import Logging
import Synchronization

/// The PDFs of a site that are being made, and the latest ones made: in memory, since letters carry secrets. A PDF that
/// is no longer there is made again from the association's file.
package final class PrintShelf: Sendable {
    /// The progress of a job.
    package enum State: Sendable {
        /// `drawn` sheets are drawn; the PDF is not made yet.
        case working(drawn: Int)
        case ready([UInt8])
        /// Why there is no PDF; nil when too many jobs wait.
        case failed(ChildProgramError?)

        /// Whether the page that waits for it should refresh.
        package var isWorking: Bool {
            switch self {
            case .working: true
            case .ready, .failed: false
            }
        }
    }

    private struct Entry {
        let key: [UInt8]
        var state: State
    }

    private let logger: Logger
    /// The latest last.
    private let entries = Mutex<[Entry]>([])

    init(_ logger: Logger) { self.logger = logger }

    /// The state of a job; nil when it was not started, or its PDF is no longer there.
    package func state(of job: PrintJob) -> State? {
        entries.withLock { all in all.first { $0.key == job.key }?.state }
    }

    /// Starts a job, unless it is running or its PDF is there. Returns at once.
    package func start(_ job: PrintJob, _ context: Context) {
        guard begin(job) else { return }
        let (pool, database) = (context.site.jobs(.prints), context.site.database)
        Task.detached { [self] in
            do {
                let pdf = try await pool.run {
                    try job.pdf(reading: database) { drawn in self.set(job, .working(drawn: drawn)) }
                }
                set(job, .ready(pdf))
            } catch {
                logger.warning("no PDF: \(error)")
                set(job, .failed(error as? ChildProgramError))
            }
        }
    }

    /// Whether any PDF is being made.
    var isWorking: Bool { entries.withLock { all in all.contains { $0.state.isWorking } } }

    private func begin(_ job: PrintJob) -> Bool {
        entries.withLock { all in
            if let index = all.firstIndex(where: { $0.key == job.key }) {
                guard case .failed = all[index].state else { return false }
                all.remove(at: index)
            }
            while all.count >= SiteLimits.printsStored, let oldest = all.firstIndex(where: { !$0.state.isWorking }) {
                all.remove(at: oldest)
            }
            all.append(Entry(key: job.key, state: .working(drawn: 0)))
            return true
        }
    }

    private func set(_ job: PrintJob, _ state: State) {
        entries.withLock { all in
            if let index = all.firstIndex(where: { $0.key == job.key }) { all[index].state = state }
        }
    }
}
