import Base
import HTMLTemplate
import SQLite

/// The due job that sends the queued mails, one after the other, for a minute at most, so that other jobs run.
struct MailRun {
    /// One mail that this run has claimed.
    struct Claim {
        let id: Int
        let key: String
        let kind: OutgoingMail.Kind?
        let recipient: EmailAddress?
        let language: String
        let subject: String
        let body: String
        let expiresAt: Instant
        let attempts: Int
    }

    private let site: Site
    private let reader: Reader

    static let job = DueJob.scheduled(OutgoingMail.job) { run in try MailRun(run.site).sendAll() }

    private init(_ site: Site) throws {
        self.site = site
        reader = try site.database.makeReader()
    }

    /// Sends until nothing is due, the server fails, or the time is over; then schedules the next run.
    private func sendAll() throws {
        guard let sender = try MailSender(site, reader) else { return }
        let end = ContinuousClock.now + .seconds(SiteLimits.mailRunSeconds)
        while !site.isStopping, ContinuousClock.now < end, let mail = try claim() {
            let outcome = try sender.send(mail)
            let now = site.clock.now()
            try site.database.writeNow { try MailOutcome(outcome, of: mail, at: now).store(in: $0) }
            if case .server = outcome { break }
        }
        let now = site.clock.now()
        try site.database.writeNow { db in
            guard let next = try Self.nextRun(at: now, in: db) else { return }
            try DueWork.schedule(OutgoingMail.job, at: next, key: "next \(next.seconds)", in: db)
        }
    }

    /// When the next mail is due, and not before the server may be tried again; nil when none waits.
    private static func nextRun(at now: Instant, in db: Reader) throws -> Instant? {
        let dues = try (0...2).compactMap { priority in
            try db.first(
                "SELECT min(due_at) FROM outgoing_mail WHERE priority = ?1 AND due_at IS NOT NULL", priority
            ) { $0.optionalInt(0) }.flatMap(\.self)
        }
        guard let due = dues.min().map(Instant.init(seconds:)) else { return nil }
        let failures = try db.first("SELECT failures FROM mail_server WHERE id = 1") { $0.int(0) } ?? 0
        return max(due, failures == 0 ? now : now + DueWork.wait(after: failures))
    }

    /// The next mail that is due; those that a person waits for come first. It becomes due again after the lease, so
    /// that after a crash before its outcome is stored it is sent once more, with the same Message-ID.
    private func claim() throws -> Claim? {
        let now = site.clock.now()
        return try site.database.writeNow { db in
            for priority in 0...2 {
                let found = try db.first(
                    """
                    SELECT id, key, kind, recipient, language, subject, body, expires_at, attempts FROM outgoing_mail
                     WHERE priority = ?1 AND due_at <= ?2 ORDER BY due_at LIMIT 1
                    """, priority, now, decode: Claim.init(row:))
                guard let found else { continue }
                try db.run(
                    "UPDATE outgoing_mail SET attempts = attempts + 1, due_at = ?2 WHERE id = ?1", found.id,
                    now + DueWork.lease)
                return found
            }
            return nil
        }
    }
}

extension MailRun.Claim {
    init(row: Row) {
        (id, key, kind) = (row.int(0), row.text(1), OutgoingMail.Kind(rawValue: row.text(2)))
        recipient = EmailAddress(typed: row.text(3))
        (language, subject, body) = (row.text(4), row.text(5), row.text(6))
        (expiresAt, attempts) = (row.instant(7), row.int(8) + 1)
    }
}

/// The outcome of a claimed mail, as it is stored.
struct MailOutcome {
    private let outcome: SMTPOutcome
    private let mail: MailRun.Claim
    private let now: Instant

    init(_ outcome: SMTPOutcome, of mail: MailRun.Claim, at now: Instant) {
        (self.outcome, self.mail, self.now) = (outcome, mail, now)
    }

    /// Ends the mail, or sets when it is tried again; and counts the failures of the server.
    func store(in db: Writer) throws {
        switch outcome {
        case .accepted: try end(isSent: true, in: db)
        case .deferred: try mail.expiresAt <= now ? end(isSent: false, in: db) : retry(in: db)
        case .mailRefused: try end(isSent: false, in: db)
        case .addressRefused(let answer):
            try end(isSent: false, in: db)
            try db.run("UPDATE outgoing_mail SET is_refused = 1 WHERE id = ?1", mail.id)
            if let recipient = mail.recipient {
                try RefusedAddress.insert(recipient, answer: answer, by: nil, at: now, in: db)
            }
        case .server(let problem, let answer):
            try mail.expiresAt <= now ? end(isSent: false, in: db) : retry(in: db)
            try db.run(
                """
                UPDATE mail_server SET failures = failures + 1, failed_at = ifnull(failed_at, ?1), answer = ?2
                 WHERE id = 1
                """, now, problem.rawValue + " " + answer)
            return
        }
        try db.run(
            """
            UPDATE mail_server SET failures = 0, failed_at = NULL, answer = '' WHERE id = 1 AND failures > 0
            """)
    }

    /// Ends the mail and deletes its body, which may hold a link that signs in.
    private func end(isSent: Bool, in db: Writer) throws {
        let (sentAt, failedAt): (Instant?, Instant?) = isSent ? (now, nil) : (nil, now)
        try db.run(
            """
            UPDATE outgoing_mail
               SET due_at = NULL, sent_at = ?2, failed_at = ?3, body = '[]',
                   answer = CASE WHEN ?4 = '' THEN answer ELSE ?4 END
             WHERE id = ?1 AND due_at IS NOT NULL
            """, mail.id, sentAt, failedAt, outcome.answer)
    }

    private func retry(in db: Writer) throws {
        let next = min(now + DueWork.wait(after: mail.attempts), mail.expiresAt)
        try db.run(
            "UPDATE outgoing_mail SET due_at = ?2, answer = ?3 WHERE id = ?1 AND due_at IS NOT NULL", mail.id, next,
            outcome.answer)
    }
}
