import CLinux
import Dispatch
import Foundation
import Logging
import Synchronization

/// The thread that runs due work while the program serves. It begins with what was missed while the program was not running.
package final class DueWorkThread: Sendable {
    /// The longest time between two looks at the table, in seconds: how late a job may be that was scheduled meanwhile. Measured
    /// by a clock that is never set, so that a jump of the system's clock is noticed too.
    package static let interval = 15

    private enum State { case new, running, stopped }

    private let site: Site
    private let state = Mutex(State.new)
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// A thread for the work of `site`; it does nothing before `start`.
    package init(_ site: Site) { self.site = site }

    /// Begins to run what is due. Does nothing after `stop`.
    package func start() {
        let isNew = state.withLock { state in
            guard state == .new else { return false }
            state = .running
            return true
        }
        guard isNew else { return }
        let thread = Thread { [self] in
            // Visitors go first.
            chaland_lower_priority()
            work()
            ended.signal()
        }
        thread.name = "due work"
        thread.start()
    }

    /// Waits for the write under way and ends the thread; a job that is not done goes on at the next start.
    /// Call it after `Site.prepareToStop`.
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
        repeat {
            do {
                try DueWorkRunner(site).runAll()
                lastTrouble = nil
            } catch {
                // A full disk lasts for hours: told once.
                let trouble = "\(error)"
                if trouble != lastTrouble { site.logger.error("due work: \(trouble)") }
                lastTrouble = trouble
            }
            _ = wake.wait(timeout: .now() + .seconds(Self.interval))
        } while state.withLock { $0 == .running }
    }
}
