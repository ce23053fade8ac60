import Base
import SQLite

extension Member {
    /// Replaces the password of the member with this address, and ends their sessions and sign-in links.
    package static func replacePassword(of email: EmailAddress, with hash: String, at now: Instant, in db: Writer)
        throws
    {
        for table in ["session", "sign_in_link"] {
            try db.run("DELETE FROM \(table) WHERE member_id = (SELECT id FROM member WHERE email = ?1)", email.key)
        }
        try db.run(
            "UPDATE member SET password_hash = ?2, password_set_at = ?3 WHERE email = ?1", email.key, hash, now)
    }

    /// Carries over the passwords that were set in the replaced file since the backup, each with its e-mail address
    /// unless another member has it now: a password given up must not open the account again.
    static func carryOverPasswords(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach(
            "SELECT public_id, password_hash, password_set_at, email FROM member WHERE password_set_at > 0"
        ) { row in
            let isNewer = try db.run(
                """
                UPDATE member SET password_hash = ?2, password_set_at = ?3
                 WHERE public_id = ?1 AND password_set_at <= ?3
                """, row.text(0), row.optionalText(1), row.int(2))
            guard isNewer == 1 else { return }
            try db.run(
                """
                UPDATE member SET email = ?2
                 WHERE public_id = ?1 AND NOT EXISTS (SELECT 1 FROM member WHERE email = ?2 AND public_id <> ?1)
                """, row.text(0), row.optionalText(3))
        }
    }
}

extension EmailAddress {
    /// Whether the member with this address still has the password they joined with.
    package func hasFirstPassword(in db: Reader) throws -> Bool {
        let found = try db.first("SELECT 1 FROM member WHERE email = ?1 AND password_set_at = joined_at", key) { _ in
            true
        }
        return found ?? false
    }
}
