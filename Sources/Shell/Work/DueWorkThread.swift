import Base
import CLinux
import Dispatch
import Logging
import POSIX
import SQLite
import Synchronization

/// The thread that runs due work beside the server. It starts with the runs missed while the program was down.
package final class DueWorkThread: Sendable {
    /// Polling interval in seconds, on the monotonic clock: the delay of a newly scheduled job, and of noticing a jump
    /// of the wall clock.
    package static let interval = 15

    private enum State { case new, running, stopped }

    private let site: Site
    private let state = Mutex(State.new)
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// A thread for the work of `site`; idle until `start`.
    package init(_ site: Site) { self.site = site }

    /// Starts the thread. Does nothing after `stop`.
    /// - Throws: when the thread cannot be created.
    package func start() throws {
        let isNew = state.withLock { state in
            guard state == .new else { return false }
            state = .running
            return true
        }
        guard isNew else { return }
        do {
            try SystemThread.detach("due work") { [self] in
                // Requests have priority.
                chaland_lower_priority()
                work()
                ended.signal()
            }
        } catch {
            state.withLock { $0 = .stopped }
            throw error
        }
    }

    /// Waits for the current write and ends the thread; an unfinished job continues at the next start. Call
    /// `Site.prepareToStop` before.
    package func stop() {
        let wasRunning = state.withLock { state in
            defer { state = .stopped }
            return state == .running
        }
        guard wasRunning else { return }
        wake.signal()
        ended.wait()
    }

    private func work() {
        var lastTrouble: String?
        var counts = Opens(site)
        var restoration: [UInt8]??
        repeat {
            do {
                let runner = try DueWorkRunner(site)
                try runner.runAll()
                let last = try runner.reader.first("SELECT token FROM restoration") { $0.bytes(0) }
                if let known = restoration, known != last { site.security.record(.restored, at: site.clock.now()) }
                restoration = .some(last)
                lastTrouble = nil
            } catch {
                // A full disk lasts for hours: log it once.
                let trouble = "\(error)"
                if trouble != lastTrouble { site.logger.error("due work: \(trouble)") }
                lastTrouble = trouble
            }
            site.security.flush(at: site.clock.now())
            counts.write()
            _ = wake.wait(timeout: .now() + .seconds(Self.interval))
        } while state.withLock { $0 == .running }
        counts.write(isLast: true)
    }

    /// Writes counted openings once a minute and at the end, not at each turn: a write empties the page cache.
    private struct Opens {
        private let site: Site
        private var nextAt = DispatchTime.now() + .seconds(60)
        private var lastTrouble: String?

        init(_ site: Site) { self.site = site }

        mutating func write(isLast: Bool = false) {
            guard isLast || DispatchTime.now() >= nextAt else { return }
            nextAt = .now() + .seconds(60)
            do {
                try site.writeOpens()
                lastTrouble = nil
            } catch {
                let trouble = "\(error)"
                if trouble != lastTrouble { site.logger.error("openings of printed codes: \(trouble)") }
                lastTrouble = trouble
            }
        }
    }
}
