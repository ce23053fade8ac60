import HTTP
import Logging
import Synchronization

/// Notices forwarded fields of a peer that is not trusted. All visitors then count as one address, and a limit meant for one
/// person stops the whole town: most likely the proxy in front is missing in `CHALAND_TRUSTED_PROXIES`.
package final class UnknownProxy: Sendable {
    private let logger: Logger
    private let message: String
    private let seen = Atomic(false)

    /// - Parameter message: the line of the log.
    init(_ logger: Logger, message: String) { (self.logger, self.message) = (logger, message) }

    /// Whether there was one since the start.
    package var isSeen: Bool { seen.load(ordering: .relaxed) }

    /// Logs the first one. Without an address: it may be a visitor's.
    func notice() {
        guard !isSeen, !seen.exchange(true, ordering: .relaxed) else { return }
        logger.warning("\(message)")
    }
}
