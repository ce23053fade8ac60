import Base
import SQLite

/// Access that ended since a backup stays ended after it is restored.
enum EndedAccess {
    /// Ends in the restored file the access, the known devices and the offices that had ended in the replaced one.
    static func carryOver(from replaced: Reader, in db: Writer) throws {
        try replaced.forEach("SELECT public_id, disabled_at, devices_after FROM member") { row in
            let (publicID, endedAt) = (row.text(0), row.optionalInt(1))
            try db.run(
                "UPDATE member SET devices_after = max(devices_after, ?2) WHERE public_id = ?1", publicID, row.int(2))
            guard let endedAt else { return }
            let isNew = try db.run(
                "UPDATE member SET disabled_at = ?2 WHERE public_id = ?1 AND disabled_at IS NULL", publicID, endedAt)
            guard isNew == 1 else { return }
            try db.run(
                """
                INSERT INTO access_change (member_id, changed_at, outcome)
                SELECT id, ?2, 'ended' FROM member WHERE public_id = ?1
                """, publicID, endedAt)
        }
        try replaced.forEach(
            "SELECT id, member_id, office, since_at, until_at FROM office WHERE until_at IS NOT NULL"
        ) { row in
            try db.run(
                """
                UPDATE office SET until_at = ?5
                 WHERE id = ?1 AND member_id = ?2 AND office = ?3 AND since_at = ?4 AND until_at IS NULL
                """, row.int(0), row.int(1), row.text(2), row.int(3), row.int(4))
        }
    }

    /// Makes those who are president in the replaced file president in the restored one too: the presidency may have
    /// passed on since the backup. If the restored file has none of them, its last president is president again.
    static func carryOverPresidency(from replaced: Reader, at now: Instant, in db: Writer) throws {
        try replaced.forEach(
            """
            SELECT public_id FROM office JOIN member ON member.id = office.member_id
             WHERE office = ?1 AND shop_id IS NULL AND project_id IS NULL AND until_at IS NULL AND disabled_at IS NULL
            """, Office.president.rawValue
        ) { row in
            let id = try db.first(
                "SELECT id FROM member WHERE public_id = ?1 AND disabled_at IS NULL", row.text(0)
            ) { Member.ID(rawValue: $0.int(0)) }
            if let id { try Office.president.give(to: id, at: now, in: db) }
        }
        let isPresided = try db.first(
            """
            SELECT 1 FROM office JOIN member ON member.id = office.member_id
             WHERE office = ?1 AND shop_id IS NULL AND project_id IS NULL AND until_at IS NULL AND disabled_at IS NULL
            """, Office.president.rawValue
        ) { _ in true }
        if isPresided == true { return }
        try db.run(
            """
            UPDATE office SET until_at = NULL, ended_by = NULL
             WHERE id = (SELECT office.id FROM office JOIN member ON member.id = office.member_id
                          WHERE office = ?1 AND shop_id IS NULL AND project_id IS NULL AND disabled_at IS NULL
                          ORDER BY until_at DESC, office.id DESC LIMIT 1)
            """, Office.president.rawValue)
    }
}
