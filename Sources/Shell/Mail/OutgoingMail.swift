import Base
import FoundationEssentials
import SQLite

/// A mail to one person. A feature queues it in the same write as the change it reports; a job sends it.
///
///     let mail = OutgoingMail(
///         .signIn, key: "sign-in \(link.id)", to: email, member: id, language: context.language.tag,
///         subject: …, body: [.paragraph(…), .code(…), .button(…, .signIn(with: secret))],
///         validFor: SiteLimits.signInLink)
///     try mail.queue(at: now, in: db)
///
/// Ask `context.hasMail` before a page promises a mail. Never put into it what a visitor typed: it is sent in the name
/// of the association.
package struct OutgoingMail: Sendable {
    /// What a mail is for.
    package enum Kind: String, Sendable, CaseIterable {
        /// A link and a code to sign in. Requested by anyone.
        case signIn
        /// The link to one's own review. Requested by anyone.
        case review
        /// What protects an account: a changed password or address. Always sent.
        case security
        /// The board accepted a request to join.
        case welcome
        /// What happened: notices at once, or those of a day or a week.
        case notices
        /// What the president or the secretary writes to members.
        case message
    }

    /// Idempotency key: a mail that is queued again with the same key is sent once.
    let key: String
    let kind: Kind
    let recipient: EmailAddress
    let member: Member.ID?
    /// The tag of the language it is written in.
    let language: String
    let subject: String
    let body: [MailBlock]
    /// Seconds after which it is no longer sent.
    let validFor: Int

    /// - Parameters:
    ///   - key: the same for the same mail; at most 120 characters.
    ///   - language: the tag of a language of the site.
    ///   - subject: one line.
    ///   - validFor: seconds after which it is no longer worth sending, at most those after which it is given up.
    package init(
        _ kind: Kind, key: String, to recipient: EmailAddress, member: Member.ID? = nil, language: String,
        subject: String, body: [MailBlock], validFor: Int = SiteLimits.mailGivenUp
    ) {
        (self.kind, self.key, self.recipient, self.member) = (kind, key, recipient, member)
        (self.language, self.body) = (language, body)
        self.subject = String(subject.headerLine.prefix(120))
        self.validFor = min(validFor, SiteLimits.mailGivenUp)
    }

    /// The due job that sends what is queued.
    static let job = "mail"

    /// Queues the mail, in the same write as the change it reports.
    /// - Returns: false when nothing will be sent: mail is not set up, the person wants none of this kind or their
    ///   server refuses the address, or anyone has asked for too many to it within the hour. A page must not tell
    ///   which.
    @discardableResult
    package func queue(at now: Instant, in db: Writer) throws -> Bool {
        guard try MailServer.isSetUp(in: db), try mayReceive(at: now, in: db) else { return false }
        let blocks = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
        try db.run(
            """
            INSERT INTO outgoing_mail
                   (key, kind, member_id, recipient, language, subject, body, priority, queued_at, expires_at, due_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?9)
                ON CONFLICT (key) DO NOTHING
            """, key, kind.rawValue, member, recipient.key, language, subject, blocks, kind.priority, now,
            now + validFor)
        try DueWork.schedule(Self.job, at: now, key: key, in: db)
        return true
    }

    /// Deletes a mail, sent or not, with the address of its recipient.
    package static func delete(key: String, in db: Writer) throws {
        try db.run("DELETE FROM outgoing_mail WHERE key = ?1", key)
    }

    private func mayReceive(at now: Instant, in db: Reader) throws -> Bool {
        if let list = kind.list {
            return try !OptOut.contains(recipient, list, in: db) && !RefusedAddress.contains(recipient, in: db)
        }
        guard kind.isRequested else { return true }
        // Each kind by itself: mails about reviews must not use up those that sign people in.
        let hour = now - .hours(1)
        let toAddress = try db.first(
            "SELECT count(*) FROM outgoing_mail WHERE recipient = ?1 AND queued_at > ?2 AND kind = ?3", recipient.key,
            hour, kind.rawValue
        ) { $0.int(0) }
        let inAll = try db.first(
            "SELECT count(*) FROM outgoing_mail WHERE kind = ?1 AND queued_at > ?2", kind.rawValue, hour
        ) { $0.int(0) }
        return (toAddress ?? 0) < SiteLimits.requestedMailsToAddress && (inAll ?? 0) < SiteLimits.requestedMails
    }
}

extension OutgoingMail.Kind {
    /// The order of sending: 0 comes first.
    var priority: Int {
        switch self {
        case .signIn, .review, .security: 0
        case .welcome, .notices: 1
        case .message: 2
        }
    }

    /// Whether anyone may request one, to any address.
    var isRequested: Bool {
        switch self {
        case .signIn, .review: true
        case .security, .welcome, .notices, .message: false
        }
    }

    /// The list it belongs to, which a person may leave; nil for mail that they asked for or that protects their
    /// account, and for the welcome.
    package var list: MailList? {
        switch self {
        case .signIn, .review, .security, .welcome: nil
        case .notices: .notices
        case .message: .messages
        }
    }
}

/// A list of mail that a person may leave.
package enum MailList: String, Sendable, CaseIterable {
    case notices, messages
}

extension String {
    /// The text on one line without control and formatting characters, so that no header begins within it and no
    /// direction is overridden.
    var headerLine: String {
        let scalars = oneLine.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
            default: true
            }
        }
        return String(String.UnicodeScalarView(scalars)).oneLine
    }
}

extension Context {
    /// Whether mail can be sent: it is set up, and the address that its links need is known.
    package func hasMail(in db: Reader) throws -> Bool {
        try publicAddress.origin != nil && MailServer.isSetUp(in: db)
    }
}
