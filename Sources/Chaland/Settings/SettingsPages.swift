import Base
import HTMLTemplate
import Shell

/// The association's settings: names, and what the legal notice states.
struct SettingsPage: Page {
    static let template = "settings/show"
    let form: FormState
    /// The labels of the missing fields that the law requires; nil if none is missing.
    let missing: String?
    let places: [FormOption]
    let regimes: [FormOption]
    let holidays: [FormOption]
    /// The public address; nil without one.
    let address: String?
    let logo: PictureImage?
    /// The key of the text in the row for e-mail.
    let mail: String
    /// The space that pictures take, in whole megabytes.
    let usedMegabytes: Int
    var conflict: FormConflict?
    let isPrivate = true

    static let fields: [Field<SettingsPage>] = [
        .optionalText("missing") { $0.missing },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("names") { page in SettingsForm.names.map { page.form.input($0) } },
        .list("publisher") { page in SettingsForm.publisher.map { page.form.input($0) } },
        .list("host") { page in SettingsForm.host.map { page.form.input($0) } },
        .list("colours") { page in SettingsForm.colours.map { ColourInput(page.form, $0) } },
        .flag("isHostOpen") { $0.isOpen(SettingsForm.host) || $0.missing != nil },
        .flag("areColoursOpen") { $0.isOpen(SettingsForm.colours) },
        .list("places") { $0.places }, .optionalText("placeError") { $0.form.error("place") },
        .optionalText("address") { $0.address }, .one("picture") { $0.logo },
        .text("mail") { $0.mail },
        .number("usedMegabytes") { $0.usedMegabytes },
        .number("budgetMegabytes") { _ in SiteLimits.pictureBudget >> 20 },
        .list("holidays") { $0.holidays },
        .flag("hasHolidays") { $0.holidays.contains(where: \.isChosen) },
        .flag("isSeasonal") { $0.form[SettingsForm.seasons] == "1" },
        .list("regimes") { $0.regimes }, .optionalText("error") { $0.form.error("regime") },
        .text("name") { _ in "regime" },
        .text("version") { $0.form["version"] }, .text("loaded") { $0.form[FormBase.field.name] },
        .one("conflict") { $0.conflict },
    ]

    /// A folded section is open when one of its fields has an error.
    private func isOpen(_ fields: [TextField]) -> Bool { fields.contains { form.error($0.name) != nil } }

    init(_ form: FormState, _ settings: AssociationSettings, pictures used: Int, mail: String, _ context: Context) {
        self.form = form
        let labels = SettingsForm.inputs.filter { settings.missing.contains($0.name) }.map { context.say($0.label) }
        missing = labels.isEmpty ? nil : labels.joined(separator: " · ")
        address = context.publicAddress.origin?.description
        logo = context.association.logo.map { PictureImage($0) }
        usedMegabytes = used >> 20
        self.mail = mail
        places = PlaceWord.allCases.map {
            FormOption(value: $0.rawValue, text: context.say($0.title), isChosen: $0.rawValue == form["place"])
        }
        let chosen = form["regime"]
        holidays = PublicHoliday.regional.map {
            FormOption(
                value: SettingsForm.box($0), text: $0.name(context), isChosen: form[SettingsForm.box($0)] == "1")
        }
        regimes =
            [FormOption(value: "", text: context.say("settings.regime.none"), isChosen: chosen.isEmpty)]
            + AssociationSettings.Regime.allCases.map {
                FormOption(value: $0.rawValue, text: $0.name(context), isChosen: $0.rawValue == chosen)
            }
    }
}

extension SettingsPage {
    /// A stored value in words, for the person who typed a different one.
    static func words(_ name: String, _ stored: [String: String], _ context: Context) -> String {
        switch name {
        case "place":
            context.say((PlaceWord(rawValue: stored[name, default: ""]) ?? .street).title)
        case "regime":
            AssociationSettings.Regime(rawValue: stored[name, default: ""])?.name(context) ?? ""
        case SettingsForm.holidaysShown:
            PublicHoliday.regional.filter { stored[SettingsForm.box($0)] == "1" }.map { $0.name(context) }
                .joined(separator: ", ")
        case SettingsForm.seasonsShown:
            context.say(stored[SettingsForm.seasons] == "1" ? "settings.seasons.on" : "settings.seasons.off")
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
