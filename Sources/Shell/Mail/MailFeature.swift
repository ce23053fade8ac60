import SQLite
import Web

extension Feature {
    /// Mail: its queue, and who left a list.
    package static let mail = Feature(
        pages: [MailPage.self, UnsubscribePage.self], hiddenFromRobots: ["/desabonnement/"], dueJobs: [MailRun.job],
        personalData: [MailData.mails, MailData.optOuts], withoutPersons: ["mail_server", "mail_key"],
        rebuild: MailData.rebuild, carryOver: MailData.carryOver)
}
