import HTTP
import Logging
import Synchronization

/// Detects forwarding headers from a peer that is not trusted. Most likely the proxy in front is missing from
/// `CHALAND_TRUSTED_PROXIES`: all visitors then count as one address, and share the rate limits of one visitor.
package final class UnknownProxy: Sendable {
    private let logger: Logger
    private let message: String
    private let seen = Atomic(false)

    /// - Parameter message: the warning to log.
    init(_ logger: Logger, message: String) { (self.logger, self.message) = (logger, message) }

    /// Whether such a header was received since the start.
    package var isSeen: Bool { seen.load(ordering: .relaxed) }

    /// Logs the warning the first time. It does not name the peer’s address, which may be a visitor’s.
    func notice() {
        guard !isSeen, !seen.exchange(true, ordering: .relaxed) else { return }
        logger.warning("\(message)")
    }
}
