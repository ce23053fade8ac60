import Base
import SQLite

/// What is stored about mail, and what a restore makes of it.
enum MailData {
    /// Mails, sent or given up, stored long enough to answer “I received nothing”; and addresses that receive nothing.
    static let mails = PersonalData(
        "mails", tables: ["outgoing_mail", "refused_address"], basis: .legitimateInterest,
        persons: [.members], recipients: [.person, .presidency],
        rules: [
            RetentionRule(
                "mails", table: "outgoing_mail", term: .days(30),
                sql: [
                    """
                    DELETE FROM outgoing_mail
                     WHERE id IN (SELECT id FROM outgoing_mail WHERE queued_at <= ?1 ORDER BY queued_at LIMIT ?2)
                    """
                ]),
            RetentionRule(
                "refusedAddresses", table: "refused_address", term: .days(365),
                sql: [
                    """
                    DELETE FROM refused_address
                     WHERE address IN (SELECT address FROM refused_address
                                        WHERE refused_at <= ?1 ORDER BY refused_at LIMIT ?2)
                    """
                ]),
        ],
        copies: [
            CopiedRows(
                "mails", [.moment("when"), .text("email"), .text("title"), .moment("sent")],
                sql: """
                    SELECT queued_at, recipient, subject, sent_at FROM outgoing_mail WHERE member_id = ?1 ORDER BY id
                    """),
            CopiedRows(
                "addressesNoted", [.moment("when")],
                sql: "SELECT refused_at FROM refused_address WHERE noted_by = ?1 ORDER BY refused_at"),
        ],
        erasing: [
            "DELETE FROM outgoing_mail WHERE member_id = ?1",
            "DELETE FROM refused_address WHERE address = (SELECT email FROM member WHERE id = ?1)",
        ])

    /// Who left a list: a keyed hash, which stays after an erasure.
    static let optOuts = PersonalData(
        "mailOptOuts", tables: ["mail_opt_out"], basis: .legalObligation, persons: [.members], recipients: [.person],
        hasNoFixedTerm: true)

    /// A mail that waited when the backup was made may have been sent since: it is given up rather than sent twice.
    static let rebuild: Restoration.Rebuild = { db, now in
        try db.run(
            "UPDATE outgoing_mail SET due_at = NULL, failed_at = ?1, body = '[]' WHERE due_at IS NOT NULL", now)
    }

    /// A person who left a list since the backup gets no mail of it after the restore.
    static let carryOver: Restoration.CarryOver = { replaced, db, _ in
        let optOuts = try replaced.rows("SELECT address_hash, list, since_at FROM mail_opt_out") { row in
            (row.bytes(0), row.text(1), row.int(2))
        }
        for (hash, list, since) in optOuts {
            try db.run(
                "INSERT INTO mail_opt_out (address_hash, list, since_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                hash, list, since)
        }
    }
}
