import Base
import Shell

/// Notices, the settings of mail, and messages to members.
let mailRoutes: [Route] = [
    .get("/notifications", .member, NoticeHandlers.index),
    .post("/notifications/lecture", .member, NoticeHandlers.readAll),
    .get("/notifications/:notice", .member, NoticeHandlers.follow),
    .post("/notifications/:notice", .member, NoticeHandlers.open),
    .get("/compte/notifications", .member, NoticePreferencesHandlers.edit),
    .post("/compte/notifications", .member, NoticePreferencesHandlers.update),
    .get("/desabonnement/:token", .anyone, UnsubscribeHandlers.show),
    .post("/desabonnement/:token", .anyone, UnsubscribeHandlers.create),
    .post("/desabonnement/:token/retour", .anyone, UnsubscribeHandlers.delete),
    .get("/reglages/emails", .needs(.setUpMail), MailSettingsHandlers.edit),
    .post("/reglages/emails", .needs(.setUpMail), MailSettingsHandlers.update),
    .post("/reglages/emails/essai", .needs(.setUpMail), MailSettingsHandlers.tryOut),
    .post("/reglages/emails/retrait", .needs(.setUpMail), MailSettingsHandlers.delete),
    .post("/reglages/emails/refus", .needs(.setUpMail), MailSettingsHandlers.refuse),
    .post("/reglages/emails/refus/retrait", .needs(.setUpMail), MailSettingsHandlers.accept),
    .get("/messages", .needs(.writeToMembers), MessageHandlers.index),
    .get("/messages/nouveau", .needs(.writeToMembers), MessageHandlers.new),
    .post("/messages/nouveau", .needs(.writeToMembers), MessageHandlers.create),
    .get("/messages/:message", .needs(.writeToMembers), MessageHandlers.show),
    .get("/messages/:message/lettres", .needs(.writeToMembers), MessageHandlers.letters),
]

extension Feature {
    /// «Écrire aux adhérents».
    static let messages = Feature(
        pages: [
            MessagesPage.self, NewMessagePage.self, MessagePreviewPage.self, MessagePage.self, MessageLettersPage.self,
        ], fields: MessageForm.fields, hiddenFromRobots: ["/messages"], personalData: [MessageData.messages])
}

/// What is stored about messages to members.
enum MessageData {
    /// Messages and their recipients: stored for a year, until the next general meeting has passed.
    static let messages = PersonalData(
        "messages", tables: ["message", "message_recipient"], basis: .contract, persons: [.members],
        recipients: [.presidency],
        rules: [
            RetentionRule(
                "messages", table: "message", term: .days(365),
                sql: [
                    """
                    DELETE FROM message
                     WHERE id IN (SELECT id FROM message WHERE written_at <= ?1 ORDER BY written_at LIMIT ?2)
                    """
                ])
        ],
        copies: [
            CopiedRows(
                "messagesWritten", [.moment("when"), .text("title"), .text("text")],
                sql: "SELECT written_at, subject, text FROM message WHERE written_by = ?1 ORDER BY id"),
            CopiedRows(
                "messagesReceived", [.moment("when"), .text("title")],
                sql: """
                    SELECT written_at, subject FROM message_recipient JOIN message ON message.id = message_id
                     WHERE message_recipient.member_id = ?1 ORDER BY message.id
                    """),
        ],
        erasing: ["DELETE FROM message_recipient WHERE member_id = ?1"])
}
