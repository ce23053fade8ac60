import SQLite
import Shell

/// Reviews that were withdrawn or erased since a backup do not come back when it is restored.
enum WithdrawnReviews {
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach("SELECT public_id, withdrawn_at FROM review WHERE withdrawn_at IS NOT NULL") { row in
            try db.run(
                """
                UPDATE review SET withdrawn_at = ?2, version = version + 1
                 WHERE public_id = ?1 AND withdrawn_at IS NULL
                """, row.text(0), row.int(1))
        }
        try db.run(
            """
            UPDATE encounter SET note = NULL
             WHERE id IN (SELECT encounter_id FROM review JOIN erasure USING (public_id) WHERE kind = ?1)
            """, Erasure.Kind.review)
        try Erasure.repeated(.review, in: "review", db)
    }
}
