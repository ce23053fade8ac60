import HTMLTemplate
import Shell

/// The association's settings: names, and what the legal notice states.
struct SettingsPage: Page {
    static let template = "settings/show"
    let form: FormState
    /// What the law asks for and is missing, in words; nil when nothing is.
    let missing: String?
    let regimes: [Choice]
    var conflict: FormConflict?
    let isPrivate = true

    /// One answer of a list to choose from.
    struct Choice: PageModel {
        let value: String
        let text: String
        let isChosen: Bool

        static let fields: [Field<Choice>] = [
            .text("value") { $0.value }, .text("text") { $0.text }, .flag("isChosen") { $0.isChosen },
        ]
    }

    static let fields: [Field<SettingsPage>] = [
        .optionalText("missing") { $0.missing },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("names") { page in SettingsForm.names.map { page.form.input($0) } },
        .list("publisher") { page in SettingsForm.publisher.map { page.form.input($0) } },
        .list("host") { page in SettingsForm.host.map { page.form.input($0) } },
        .list("regimes") { $0.regimes }, .optionalText("error") { $0.form.error("regime") },
        .text("name") { _ in "regime" },
        .text("version") { $0.form["version"] }, .text("loaded") { $0.form[FormBase.field.name] },
        .one("conflict") { $0.conflict },
    ]

    init(_ form: FormState, _ settings: AssociationSettings, _ context: Context) {
        self.form = form
        let labels = SettingsForm.inputs.filter { settings.missing.contains($0.name) }.map { context.say($0.label) }
        missing = labels.isEmpty ? nil : labels.joined(separator: " · ")
        let chosen = form["regime"]
        regimes =
            [Choice(value: "", text: context.say("settings.regime.none"), isChosen: chosen.isEmpty)]
            + AssociationSettings.Regime.allCases.map {
                Choice(value: $0.rawValue, text: $0.name(context), isChosen: $0.rawValue == chosen)
            }
    }
}

extension AssociationSettings.Regime {
    /// «Association régie par la loi du 1er juillet 1901».
    func name(_ context: Context) -> String {
        switch self {
        case .law1901: context.say("settings.regime.law1901")
        case .local: context.say("settings.regime.local")
        }
    }
}
