import Base
import SQLite

/// The settings of the server that sends the association’s mail. The password is in a file beside the database
/// (`MailPassword`).
package struct MailServer: Sendable, Equatable {
    /// How the connection is protected.
    package enum Security: String, Sendable, CaseIterable {
        /// TLS from the first byte (RFC 8314), usually port 465.
        case tls
        /// TLS after STARTTLS (RFC 3207), required; usually port 587.
        case starttls
        /// None: only to a server on this machine.
        case none
    }

    /// «smtp.example.org»
    package var host: String
    package var port: Int
    package var security: Security
    /// The name to sign in with; empty for a server that asks for none.
    package var user: String
    /// «Les Vitrines du Lac», as recipients read it.
    package var senderName: String
    /// The address that mail is from.
    package var sender: EmailAddress

    /// `senderName` is put on one line, without control characters.
    package init(
        host: String, port: Int, security: Security, user: String, senderName: String, sender: EmailAddress
    ) {
        (self.host, self.port, self.security, self.user) = (host, port, security, user)
        (self.senderName, self.sender) = (senderName.headerLine, sender)
    }

    /// Whether mail is set up.
    package static func isSetUp(in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM mail_server WHERE id = 1") { _ in true } ?? false
    }

    /// The settings; nil while mail is not set up.
    package static func current(in db: Reader) throws -> MailServer? {
        try db.first("SELECT host, port, security, user, sender_name, sender FROM mail_server WHERE id = 1") { row in
            Security(rawValue: row.text(2)).flatMap { security in
                EmailAddress(typed: row.text(5)).map { sender in
                    MailServer(
                        host: row.text(0), port: row.int(1), security: security, user: row.text(3),
                        senderName: row.text(4), sender: sender)
                }
            }
        }.flatMap(\.self)
    }

    /// Stores the settings. Mails that could not be sent with the earlier settings are tried now.
    package func store(at now: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO mail_server (id, host, port, security, user, sender_name, sender)
            VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (id) DO UPDATE
               SET host = excluded.host, port = excluded.port, security = excluded.security, user = excluded.user,
                   sender_name = excluded.sender_name, sender = excluded.sender, failures = 0, failed_at = NULL,
                   answer = ''
            """, host, port, security.rawValue, user, senderName, sender.text)
        try DueWork.schedule(OutgoingMail.job, at: now, key: "settings", in: db)
    }

    /// Deletes the settings: nothing is sent, and the mails that wait are given up.
    package static func delete(at now: Instant, in db: Writer) throws {
        try db.run("DELETE FROM mail_server WHERE id = 1")
        try db.run(
            "UPDATE outgoing_mail SET due_at = NULL, failed_at = ?1, body = '[]' WHERE due_at IS NOT NULL", now)
    }
}
