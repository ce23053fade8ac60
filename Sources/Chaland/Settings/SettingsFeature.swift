import Shell

extension Feature {
    /// What the presidency may correct about the association.
    static let settings = Feature(
        pages: [SettingsPage.self], fields: SettingsForm.fields, hiddenFromRobots: ["/reglages"])
}
