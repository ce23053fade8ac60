import Base
import SQLite

/// The state of outgoing mail, for the page of its settings.
package struct MailState: Sendable {
    /// Why no mail can be sent at present.
    package struct Failure: Sendable {
        /// The key of the message that says why.
        package let key: String
        /// What the server said last; may be empty.
        package let answer: String
        /// The first failure of those in a row.
        package let since: Instant
    }

    /// A mail that was given up.
    package struct GivenUp: Sendable {
        package let recipient: String
        /// Nil for a kind of a newer program.
        package let kind: OutgoingMail.Kind?
        package let at: Instant
        /// Whether its server knows no such address.
        package let isRefused: Bool
        /// What the server said last; may be empty.
        package let answer: String
    }

    /// An address that receives nothing.
    package struct Refusal: Sendable {
        package let address: String
        /// When the server last refused it, or a member noted it.
        package let since: Instant
        /// What the server said; empty when a member noted it.
        package let answer: String
        /// Whether a member noted it by hand.
        package let isByHand: Bool
    }

    /// Nil while the last try reached the server.
    package let failure: Failure?
    /// Mails that wait to be sent.
    package let waiting: Int
    /// Mails sent in the last thirty days.
    package let sent: Int
    /// The latest first, at most `SiteLimits.mailsShown`.
    package let givenUp: [GivenUp]
    /// Addresses that receive nothing, in the same order and with the same limit.
    package let refusals: [Refusal]

    /// The state now.
    package init(in db: Reader) throws {
        failure = try Self.failure(in: db)
        waiting = try (0...2).reduce(0) { count, priority in
            count
                + (try db.first(
                    "SELECT count(*) FROM outgoing_mail WHERE priority = ?1 AND due_at IS NOT NULL", priority
                ) { $0.int(0) } ?? 0)
        }
        sent = try OutgoingMail.Kind.allCases.reduce(0) { count, kind in
            count
                + (try db.first(
                    "SELECT count(*) FROM outgoing_mail WHERE kind = ?1 AND sent_at IS NOT NULL", kind.rawValue
                ) { $0.int(0) } ?? 0)
        }
        givenUp = try db.rows(
            """
            SELECT recipient, kind, failed_at, is_refused, answer FROM outgoing_mail
             WHERE failed_at IS NOT NULL ORDER BY failed_at DESC LIMIT ?1
            """, SiteLimits.mailsShown
        ) { row in
            GivenUp(
                recipient: row.text(0), kind: OutgoingMail.Kind(rawValue: row.text(1)),
                at: row.instant(2), isRefused: row.bool(3), answer: row.text(4))
        }
        refusals = try db.rows(
            """
            SELECT address, refused_at, answer, noted_by IS NOT NULL FROM refused_address
             ORDER BY refused_at DESC LIMIT ?1
            """, SiteLimits.mailsShown
        ) { row in
            Refusal(
                address: row.text(0), since: row.instant(1), answer: row.text(2), isByHand: row.bool(3))
        }
    }

    /// Why no mail can be sent; nil while the last try reached the server.
    package static func failure(in db: Reader) throws -> Failure? {
        try db.first("SELECT failed_at, answer FROM mail_server WHERE id = 1 AND failures > 0") { row in
            let parts = row.text(1).split(separator: " ", maxSplits: 1).map(String.init)
            let problem = parts.first.flatMap(SMTPProblem.init(rawValue:)) ?? .other
            return Failure(
                key: problem.key, answer: parts.count > 1 ? parts[1] : "", since: row.instant(0))
        }
    }
}
