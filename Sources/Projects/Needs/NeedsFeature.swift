import Base
import Shell

extension Feature {
    /// What members look for, offer and can do for one another.
    package static let needs = Feature(
        pages: [NeedListPage.self, NeedPage.self, NeedFormPage.self], fields: NeedForm.fields,
        hiddenFromRobots: ["/entraide"], formPages: ["/entraide": "/entraide/nouvelle"],
        personalData: [Need.personalData], removed: { try Need.removed($0, $1, in: $2) },
        carryOver: { replaced, db, _ in try Need.carryOver(from: replaced, in: db) })
}

extension Need {
    private static let term = Int.days(180)

    /// Needs and the messages about them are stored for half a year after the end: time to write to each other again.
    static let personalData = PersonalData(
        "needs", tables: ["need", "need_message", "need_thanks"], basis: .legitimateInterest, persons: [.members],
        recipients: [.members],
        rules: [
            RetentionRule(
                "needs", table: "need", term: term,
                sql: [
                    """
                    DELETE FROM need
                     WHERE id IN (SELECT id FROM need WHERE ends_at <= ?1 ORDER BY ends_at, id LIMIT ?2)
                    """
                ])
        ],
        copies: [
            CopiedRows(
                "needs", [.text("text"), .moment("when"), .moment("ended")],
                sql: "SELECT text, added_at, closed_at FROM need WHERE author_id = ?1 OR closed_by = ?1 ORDER BY id"),
            CopiedRows(
                "needMessages", [.text("title"), .text("text"), .moment("when")],
                sql: """
                    SELECT need.text, need_message.text, written_at
                      FROM need_message JOIN need ON need.id = need_id
                     WHERE writer_id = ?1 OR correspondent_id = ?1 ORDER BY need_message.id
                    """),
            CopiedRows(
                "needThanks", [.text("text"), .moment("when")],
                sql: """
                    SELECT need.text, thanked_at FROM need_thanks JOIN need ON need.id = need_id
                     WHERE member_id = ?1 ORDER BY thanked_at
                    """),
        ],
        // Erases what the person wrote, and what was written to them about their needs.
        erasing: [
            "DELETE FROM need_thanks WHERE member_id = ?1",
            "DELETE FROM need_message WHERE writer_id = ?1 OR correspondent_id = ?1",
            "DELETE FROM need WHERE author_id = ?1",
        ])
}
