import Base
import Logging
import Synchronization

/// What matters for security, by kind: counted in `/metrics` and logged, never with personal data.
package enum SecurityEvent: String, Sendable, CaseIterable {
    /// The association was founded by the set-up address.
    case founded
    case signedIn = "signed_in"
    /// A wrong address or password.
    case signInRefused = "sign_in_refused"
    /// A sign-in refused because it came too fast.
    case signInLimited = "sign_in_limited"
    /// Signed in by a link of `chaland user`.
    case signInLinkUsed = "sign_in_link_used"
    case signedOut = "signed_out"
    case passwordChanged = "password_changed"
    /// Any other request refused because it came too fast: 429.
    case limitReached = "limit_reached"
    /// A form of another site: 403.
    case crossSiteRefused = "cross_site_refused"
    /// A signed-in member asked for what is not theirs to see: 404 or 403 on a page for members.
    case foreignObjectRefused = "foreign_object_refused"
    /// A table for a spreadsheet was downloaded.
    case exported
    case imported
    case importUndone = "import_undone"
    /// A backup took the place of the association.
    case restored
    case invitationMade = "invitation_made"
    case invitationClaimed = "invitation_claimed"
    case officeGiven = "office_given"
    case officeEnded = "office_ended"
    /// A person's access was ended.
    case accessEnded = "access_ended"
    case accessRestored = "access_restored"
}

/// Counts security events and logs them: each kind at once, then at most one line a minute with their number, so that an
/// attack does not fill the disk.
package final class SecurityLog: Sendable {
    /// Seconds between two lines of a kind.
    static let interval = 60

    private struct Kind {
        var count = 0
        /// Counted and not logged yet.
        var pending = 0
        var loggedAt: Instant?
    }

    private let logger: Logger
    private let message: String
    private let kinds = Mutex<[SecurityEvent: Kind]>([:])

    /// - Parameter message: how a line begins.
    init(_ logger: Logger, message: String) { (self.logger, self.message) = (logger, message) }

    /// Counts an event.
    package func record(_ event: SecurityEvent, at now: Instant) {
        kinds.withLock { kinds in
            kinds[event, default: Kind()].count += 1
            kinds[event, default: Kind()].pending += 1
        }
        flush([event], at: now)
    }

    /// Logs what was counted since the last line of its kind. Called every few seconds.
    func flush(_ events: [SecurityEvent] = SecurityEvent.allCases, at now: Instant) {
        for event in events {
            let count = kinds.withLock { kinds -> Int in
                guard var kind = kinds[event], kind.pending > 0 else { return 0 }
                // A clock that was set back counts as time passed.
                if let last = kind.loggedAt, last <= now, now < last + Self.interval { return 0 }
                let count = kind.pending
                (kind.loggedAt, kind.pending) = (now, 0)
                kinds[event] = kind
                return count
            }
            guard count > 0 else { continue }
            logger.info("\(message)", metadata: ["event": "\(event.rawValue)", "count": "\(count)"])
        }
    }

    /// How many there were of each kind since the start.
    func count(_ event: SecurityEvent) -> Int { kinds.withLock { $0[event]?.count ?? 0 } }
}

extension Context {
    /// Counts and logs a security event of this request.
    package func record(_ event: SecurityEvent) { site.security.record(event, at: now) }
}

extension PrometheusText {
    mutating func add(_ log: SecurityLog) {
        family("chaland_security_events_total", .counter, "Security events by kind.")
        for event in SecurityEvent.allCases {
            sample("chaland_security_events_total", [("event", event.rawValue)], String(log.count(event)))
        }
    }
}
