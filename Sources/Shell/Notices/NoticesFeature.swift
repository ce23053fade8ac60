import Base
import SQLite

extension Feature {
    /// What happened, told to each member.
    package static let notices = Feature(
        pages: [NoticesPage.self], fields: [.choice("seen")], hiddenFromRobots: ["/notifications"],
        retention: [NoticeRetention.notices],
        // What a backup had not mailed yet may have been mailed since.
        rebuild: { db, now in
            try db.run("UPDATE notice SET mailed_at = ?1 WHERE mailed_at IS NULL AND read_at IS NULL", now)
        })
}

/// How long notices are stored.
enum NoticeRetention {
    static let notices = RetentionRule(
        table: "notice", purpose: "tell members what happened", basis: .contract, term: .days(90),
        sentence: .init(key: "prose.privacy.mail.text", days: "noticeDays"),
        sql: [
            "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE added_at <= ?1 ORDER BY added_at LIMIT ?2)"
        ])
}
