import Base
import SQLite

/// How long mail is stored, and what a restore makes of it.
enum MailRetention {
    /// Mail that left, and mail that was given up: long enough to answer «I received nothing».
    static let mails = RetentionRule(
        table: "outgoing_mail", purpose: "know whether a mail left", basis: .legitimateInterest, term: .days(30),
        sentence: .init(key: "prose.privacy.mail.text", days: "mailDays"),
        sql: [
            """
            DELETE FROM outgoing_mail
             WHERE id IN (SELECT id FROM outgoing_mail WHERE queued_at <= ?1 ORDER BY queued_at LIMIT ?2)
            """
        ])

    /// Addresses that receive nothing.
    static let refusals = RetentionRule(
        table: "refused_address", purpose: "send nothing to an address that receives nothing",
        basis: .legitimateInterest, term: .days(365),
        sentence: .init(key: "prose.privacy.mail.text", days: "refusedDays"),
        sql: [
            """
            DELETE FROM refused_address
             WHERE address IN (SELECT address FROM refused_address WHERE refused_at <= ?1 ORDER BY refused_at LIMIT ?2)
            """
        ])

    static let rules = [mails, refusals]

    /// What waited when a backup was made may have left since: it is given up rather than sent twice.
    static let rebuild: Restoration.Rebuild = { db, now in
        try db.run(
            "UPDATE outgoing_mail SET due_at = NULL, failed_at = ?1, body = '[]' WHERE due_at IS NOT NULL", now)
    }

    /// Who left a list since the backup stays away, and what was refused stays refused.
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
