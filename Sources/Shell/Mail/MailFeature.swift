extension Feature {
    /// Mail: its queue, and who wants none.
    package static let mail = Feature(
        personalData: [MailData.mails, MailData.optOuts], withoutPersons: ["mail_server", "mail_key"],
        rebuild: MailData.rebuild, carryOver: MailData.carryOver)
}
