extension Feature {
    /// Mail: its queue, and who wants none.
    package static let mail = Feature(
        retention: MailRetention.rules, rebuild: MailRetention.rebuild, carryOver: MailRetention.carryOver)
}
