import Base
import SQLite

extension Member {
    /// Replaces the password of the member with this address, and ends their sessions and sign-in links.
    package static func replacePassword(of email: EmailAddress, with hash: String, in db: Writer) throws {
        for table in ["session", "sign_in_link"] {
            try db.run("DELETE FROM \(table) WHERE member_id = (SELECT id FROM member WHERE email = ?1)", email.key)
        }
        try db.run("UPDATE member SET password_hash = ?2 WHERE email = ?1", email.key, hash)
    }
}
