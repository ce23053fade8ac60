import Base
import SQLite

/// After a backup is restored, recovery sheets and second steps are those of the replaced file: a sheet that was used
/// since the backup stays used, a second step that was turned off stays off.
enum SignInCarryOver {
    static func run(from replaced: Reader, in db: Writer) throws {
        try sheets(from: replaced, in: db)
        try secondFactors(from: replaced, in: db)
    }

    private static func sheets(from replaced: Reader, in db: Writer) throws {
        try db.run("DELETE FROM sign_in_link WHERE kind = 'recovery'")
        try replaced.forEach(
            """
            SELECT public_id, token_hash, made_at, expires_at, used_at, nonce
              FROM sign_in_link JOIN member ON member.id = member_id WHERE kind = 'recovery'
            """
        ) { row in
            try db.run(
                """
                INSERT INTO sign_in_link (token_hash, member_id, kind, made_at, expires_at, used_at, nonce)
                SELECT ?2, id, 'recovery', ?3, ?4, ?5, ?6 FROM member WHERE public_id = ?1 AND disabled_at IS NULL
                """, row.text(0), row.bytes(1), row.int(2), row.int(3), row.optionalInt(4), row.optionalBytes(5))
        }
    }

    private static func secondFactors(from replaced: Reader, in db: Writer) throws {
        try db.run("DELETE FROM second_factor")
        try replaced.forEach(
            """
            SELECT public_id, secret, made_at, confirmed_at, last_step FROM second_factor
              JOIN member ON member.id = member_id
            """
        ) { row in
            try db.run(
                """
                INSERT INTO second_factor (member_id, secret, made_at, confirmed_at, last_step)
                SELECT id, ?2, ?3, ?4, ?5 FROM member WHERE public_id = ?1
                """, row.text(0), row.bytes(1), row.int(2), row.optionalInt(3), row.int(4))
        }
        try replaced.forEach(
            """
            SELECT public_id, code_hash, used_at FROM recovery_code JOIN member ON member.id = member_id
            """
        ) { row in
            try db.run(
                """
                INSERT INTO recovery_code (member_id, code_hash, used_at)
                SELECT id, ?2, ?3 FROM member WHERE public_id = ?1
                """, row.text(0), row.bytes(1), row.optionalInt(2))
        }
    }
}
