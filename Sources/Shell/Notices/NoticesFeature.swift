import Base
import SQLite

extension Feature {
    /// The notices of each member.
    package static let notices = Feature(
        pages: [NoticesPage.self, NoticePreferencesPage.self],
        fields: [.choice("seen")] + NoticePreferencesPage.formFields, hiddenFromRobots: ["/notifications"],
        dueJobs: NoticeMail.jobs,
        personalData: [NoticeData.notices],
        // What was not mailed yet when the backup was made may have been mailed since.
        rebuild: { db, now in
            try db.run("UPDATE notice SET mailed_at = ?1 WHERE mailed_at IS NULL AND read_at IS NULL", now)
        })
}

/// What notices store about members.
enum NoticeData {
    static let notices = PersonalData(
        "notices", tables: ["notice", "notice_pace", "mail_language"], basis: .contract, persons: [.members],
        recipients: [.person],
        rules: [
            RetentionRule(
                "notices", table: "notice", term: .days(90),
                sql: [
                    """
                    DELETE FROM notice
                     WHERE id IN (SELECT id FROM notice WHERE added_at <= ?1 ORDER BY added_at LIMIT ?2)
                    """
                ])
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "notices", [.moment("when"), .text("what"), .text("text"), .moment("read")],
                sql: "SELECT added_at, event, about, read_at FROM notice WHERE member_id = ?1 ORDER BY id"),
            CopiedRows(
                "noticePaces", [.text("what"), .text("pace")],
                sql: "SELECT kind, pace FROM notice_pace WHERE member_id = ?1"),
            CopiedRows(
                "mailLanguage", [.text("language")],
                sql: "SELECT language FROM mail_language WHERE member_id = ?1"),
        ],
        erasing: [
            "DELETE FROM notice WHERE member_id = ?1",
            "DELETE FROM notice_pace WHERE member_id = ?1", "DELETE FROM mail_language WHERE member_id = ?1",
        ])
}
