import Shell

extension Feature {
    /// The association’s settings, which the president and vice-presidents may change.
    static let settings = Feature(
        pages: [SettingsPage.self], fields: SettingsForm.fields, hiddenFromRobots: ["/reglages"])
}
