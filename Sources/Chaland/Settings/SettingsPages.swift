import Base
import HTMLTemplate
import Shell

/// The association's settings: names, and what the legal notice states.
struct SettingsPage: Page {
    static let template = "settings/show"
    let form: FormState
    /// The labels of the missing fields that the law requires; nil if none is missing.
    let missing: String?
    let regimes: [Choice]
    let holidays: [Choice]
    var conflict: FormConflict?
    let isPrivate = true

    /// One option of a list.
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
        .list("holidays") { $0.holidays },
        .flag("hasHolidays") { $0.holidays.contains(where: \.isChosen) },
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
        holidays = PublicHoliday.regional.map {
            Choice(
                value: SettingsForm.box($0), text: $0.name(context), isChosen: form[SettingsForm.box($0)] == "1")
        }
        regimes =
            [Choice(value: "", text: context.say("settings.regime.none"), isChosen: chosen.isEmpty)]
            + AssociationSettings.Regime.allCases.map {
                Choice(value: $0.rawValue, text: $0.name(context), isChosen: $0.rawValue == chosen)
            }
    }
}

extension SettingsPage {
    /// A stored value in words, for the person who typed a different one.
    static func words(_ name: String, _ stored: [String: String], _ context: Context) -> String {
        switch name {
        case "regime":
            AssociationSettings.Regime(rawValue: stored[name, default: ""])?.name(context) ?? ""
        case SettingsForm.holidaysShown:
            PublicHoliday.regional.filter { stored[SettingsForm.box($0)] == "1" }.map { $0.name(context) }
                .joined(separator: ", ")
        default: stored[name, default: ""]
        }
    }
}

extension PublicHoliday {
    /// «Vendredi saint (Alsace-Moselle)»; the national ones have no name on this page.
    fileprivate func name(_ context: Context) -> String {
        switch self {
        case .goodFriday: context.say("settings.holiday.goodFriday")
        case .saintStephen: context.say("settings.holiday.saintStephen")
        case .mayotte: context.say("settings.holiday.mayotte")
        case .martinique: context.say("settings.holiday.martinique")
        case .guadeloupe: context.say("settings.holiday.guadeloupe")
        case .saintMartin: context.say("settings.holiday.saintMartin")
        case .guyane: context.say("settings.holiday.guyane")
        case .saintBarthelemy: context.say("settings.holiday.saintBarthelemy")
        case .reunion: context.say("settings.holiday.reunion")
        case .newYear, .easterMonday, .labourDay, .victory1945, .ascension, .whitMonday, .nationalDay, .assumption,
            .allSaints, .armistice, .christmas:
            ""
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
