import Base
import SQLite
import Shell

/// A message of the president or the secretary to members, sent once: by e-mail, and by letter to members without an
/// e-mail address.
struct MemberMessage: Sendable {
    let publicID: String
    let subject: String
    let text: String
    let audience: Audience
    let writtenAt: Instant
    let authorName: String

    /// How a person was reached.
    enum Way: String, Sendable {
        case mail, letter
    }

    /// A recipient, and how the message reached them.
    struct Recipient: Sendable, Equatable {
        enum State: Sendable, Equatable {
            case sent, waiting
            case failed(answer: String)
            /// The record of the mail is deleted after thirty days.
            case past
            case letter
        }

        let name: String
        let state: State
    }

    private static let columns = """
        message.public_id, subject, text, audience, written_at, member.name FROM message
          JOIN member ON member.id = written_by
        """

    private init?(row: Row) {
        guard let audience = Audience(row.text(3)) else { return nil }
        (publicID, subject, text) = (row.text(0), row.text(1), row.text(2))
        (self.audience, writtenAt, authorName) = (audience, row.instant(4), row.text(5))
    }

    /// The latest first.
    static func latest(in db: Reader) throws -> [MemberMessage] {
        try db.rows(
            "SELECT \(columns) ORDER BY written_at DESC LIMIT ?1", SiteLimits.messagesShown, decode: Self.init(row:)
        ).compactMap(\.self)
    }

    static func find(_ publicID: String, in db: Reader) throws -> MemberMessage? {
        try db.first("SELECT \(columns) WHERE message.public_id = ?1", publicID, decode: Self.init(row:))
            .flatMap(\.self)
    }

    /// How many were written since a moment.
    static func count(since moment: Instant, in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM message WHERE written_at > ?1", moment) { $0.int(0) } ?? 0
    }

    /// The recipients, by name.
    func recipients(in db: Reader) throws -> [Recipient] {
        try db.rows(
            """
            SELECT member.name, way, mail.id IS NOT NULL, mail.sent_at IS NOT NULL, mail.failed_at IS NOT NULL, mail.answer
              FROM message JOIN message_recipient AS recipient ON recipient.message_id = message.id
              JOIN member ON member.id = recipient.member_id
              LEFT JOIN outgoing_mail AS mail
                     ON mail.key = 'message ' || message.public_id || ' ' || recipient.member_id
             WHERE message.public_id = ?1 ORDER BY member.name_key, member.id
            """, publicID
        ) { row in
            let state: Recipient.State =
                if row.text(1) == Way.letter.rawValue { .letter } else if !row.bool(2) { .past } else if row.bool(3) {
                    .sent
                } else if row.bool(4) { .failed(answer: row.text(5)) } else { .waiting }
            return Recipient(name: row.text(0), state: state)
        }
    }

    /// The names of the members who can only be reached by letter.
    func letters(in db: Reader) throws -> [String] {
        try db.rows(
            """
            SELECT member.name FROM message JOIN message_recipient AS recipient ON recipient.message_id = message.id
              JOIN member ON member.id = recipient.member_id
             WHERE message.public_id = ?1 AND way = 'letter' ORDER BY member.name_key, member.id
            """, publicID
        ) { $0.text(0) }
    }
}

/// A message before it is sent.
struct MessageDraft: Sendable {
    let subject: String
    let text: String
    let audience: Audience

    /// The way each member is reached: an e-mail for those who can receive one, else a letter.
    func ways(hasMail: Bool, in db: Reader) throws -> [(member: AudienceMember, way: MemberMessage.Way)] {
        try audience.members(in: db).map { member in
            guard hasMail, let email = member.email, try !OptOut.contains(email, .messages, in: db),
                try !RefusedAddress.contains(email, in: db)
            else { return (member, .letter) }
            return (member, .mail)
        }
    }

    /// Stores it and queues its mails. The same words to the same people within ten minutes are the same message.
    /// - Returns: its public id.
    func send(
        publicID: String, by author: Member.ID, hasMail: Bool, language: String, at now: Instant, in db: Writer
    ) throws -> String {
        let same = try db.first(
            """
            SELECT public_id FROM message
             WHERE written_at > ?1 AND written_by = ?2 AND subject = ?3 AND text = ?4 AND audience = ?5
            """, now - SiteLimits.sameProposal, author, subject, text, audience.text
        ) { $0.text(0) }
        if let same { return same }
        try db.run(
            """
            INSERT INTO message (public_id, subject, text, audience, written_by, written_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, publicID, subject, text, audience.text, author, now)
        let message = Int(db.lastInsertedID)
        for (member, way) in try ways(hasMail: hasMail, in: db) {
            try db.run(
                "INSERT INTO message_recipient (message_id, member_id, way) VALUES (?1, ?2, ?3)", message, member.id,
                way.rawValue)
            guard way == .mail, let email = member.email else { continue }
            try OutgoingMail(
                .message, key: "message \(publicID) \(member.id.rawValue)", to: email, member: member.id,
                language: language, subject: subject, body: [.paragraph(text)]
            ).queue(at: now, in: db)
        }
        return publicID
    }
}
