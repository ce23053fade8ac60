import Base
import Logging
import Synchronization

/// The kinds of security events: counted in `/metrics` and logged, never with personal data.
package enum SecurityEvent: String, Sendable, CaseIterable {
    /// The association was founded through the set-up address.
    case founded
    case signedIn = "signed_in"
    /// A wrong address or password.
    case signInRefused = "sign_in_refused"
    /// A sign-in over a rate limit: 429.
    case signInLimited = "sign_in_limited"
    /// A member made a sign-in link for another.
    case signInLinkMade = "sign_in_link_made"
    /// A member signed in with such a link, or one of `chaland user`.
    case signInLinkUsed = "sign_in_link_used"
    case memberAdded = "member_added"
    /// A member ended sessions of theirs on other devices.
    case sessionEnded = "session_ended"
    /// Someone asked for a mail to sign in.
    case signInMailRequested = "sign_in_mail_requested"
    /// A member turned two-step sign-in on.
    case secondFactorSet = "second_factor_set"
    case signedOut = "signed_out"
    case passwordChanged = "password_changed"
    /// Any other request over a rate limit: 429.
    case limitReached = "limit_reached"
    /// A form sent from another site: 403.
    case crossSiteRefused = "cross_site_refused"
    /// A signed-in member requested something they may not see: 404 or 403 on a page for members.
    case foreignObjectRefused = "foreign_object_refused"
    /// A CSV file was downloaded.
    case exported
    case imported
    case importUndone = "import_undone"
    /// A backup was restored.
    case restored
    case invitationMade = "invitation_made"
    case invitationClaimed = "invitation_claimed"
    /// A visit confirmed the public address.
    case addressConfirmed = "address_confirmed"
    case officeGiven = "office_given"
    case officeEnded = "office_ended"
    /// A person's access was ended.
    case accessEnded = "access_ended"
    case accessRestored = "access_restored"
    case memberErased = "member_erased"
}

/// Counts security events and logs them. The first event of a kind is logged at once, later ones as at most one line a
/// minute with their count, so that an attack does not fill the disk.
package final class SecurityLog: Sendable {
    /// Minimum seconds between two lines of one kind.
    static let interval = 60

    private struct Kind {
        var count = 0
        /// Events counted but not logged yet.
        var pending = 0
        var loggedAt: Instant?
    }

    private let logger: Logger
    private let message: String
    private let kinds = Mutex<[SecurityEvent: Kind]>([:])

    /// - Parameter message: the text at the start of each line.
    init(_ logger: Logger, message: String) { (self.logger, self.message) = (logger, message) }

    /// Counts an event.
    package func record(_ event: SecurityEvent, at now: Instant) {
        kinds.withLock { kinds in
            kinds[event, default: Kind()].count += 1
            kinds[event, default: Kind()].pending += 1
        }
        flush([event], at: now)
    }

    /// Logs the events counted since the last line of their kind, if that line is a minute old. Called every few
    /// seconds.
    func flush(_ events: [SecurityEvent] = SecurityEvent.allCases, at now: Instant) {
        for event in events {
            let count = kinds.withLock { kinds -> Int in
                guard var kind = kinds[event], kind.pending > 0 else { return 0 }
                // If the clock was set back, log now: otherwise nothing would be logged until it catches up.
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

    /// The number of events of this kind since the start.
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
