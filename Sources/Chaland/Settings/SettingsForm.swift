import Base
import Shell
import Web

/// The form of the association's settings.
struct SettingsForm: Sendable {
    static let name = TextField(
        "name", label: "settings.name", limit: 120, missing: "settings.name.missing", autocomplete: "organization")
    static let nameAfterDe = TextField(
        "nameAfterDe", label: "settings.nameAfterDe", limit: 140, hint: "settings.nameAfterDe.hint")
    static let town = TextField(
        "town", label: "settings.town", limit: 120, missing: "settings.town.missing", autocomplete: "address-level2")
    static let registration = TextField(
        "registration", label: "settings.registration", limit: 60, invalid: "settings.registration.invalid",
        hint: "settings.registration.hint")
    static let siret = TextField(
        "siret", label: "settings.siret", limit: 20, invalid: "settings.siret.invalid", hint: "settings.siret.hint",
        inputMode: "numeric", isShort: true)
    static let seat = TextField(
        "seat", .lines(3), label: "settings.seat", limit: 300, hint: "settings.seat.hint",
        autocomplete: "street-address")
    static let email = TextField(
        "email", .email, label: "settings.email", limit: EmailAddress.limit, invalid: "settings.email.invalid",
        autocomplete: "email")
    static let phone = TextField(
        "phone", .telephone, label: "settings.phone", limit: PhoneNumber.limit, invalid: "settings.phone.invalid",
        autocomplete: "tel")
    static let hostName = TextField("hostName", label: "settings.hostName", limit: 120, hint: "settings.hostName.hint")
    static let hostAddress = TextField("hostAddress", .lines(2), label: "settings.hostAddress", limit: 300)
    static let hostPhone = TextField(
        "hostPhone", .telephone, label: "settings.hostPhone", limit: PhoneNumber.limit,
        invalid: "settings.phone.invalid")
    static let mainColour = TextField(
        "mainColour", .colour, label: "settings.mainColour", limit: nil, invalid: "settings.colour.invalid",
        hint: "settings.mainColour.hint", presence: .conditional)
    static let accentColour = TextField(
        "accentColour", .colour, label: "settings.accentColour", limit: nil, invalid: "settings.colour.invalid",
        hint: "settings.accentColour.hint", presence: .conditional)

    static let names = [name, nameAfterDe, town]
    static let publisher = [registration, siret, seat, email, phone]
    static let host = [hostName, hostAddress, hostPhone]
    static let colours = [mainColour, accentColour]
    static let inputs = names + publisher + host + colours
    static let fields =
        inputs.map(AnyField.init) + [.choice("place"), .choice("regime"), .choice("version"), FormBase.field]
        + colours.map { .choice(nearest($0)) }
        + (holidayFields + seasonFields).map(AnyField.choice)
    /// The merge units, for when two people change the settings at the same time.
    static let units =
        inputs.map(FormUnit.init)
        + [
            FormUnit("place", fields: ["place"]), FormUnit("regime", fields: ["regime"]),
            FormUnit("holidays", fields: holidayFields), FormUnit(seasonsShown, fields: seasonFields),
        ]

    /// The check box of a regional holiday.
    static func box(_ holiday: PublicHoliday) -> String { "holiday-" + holiday.rawValue }
    /// A hidden field sent with the check boxes. It tells a form with no box ticked from a form without the boxes.
    static let holidaysShown = "holidays"
    private static let holidayFields = [holidaysShown] + PublicHoliday.regional.map(box)

    /// The check box of the seasons, with a hidden field beside it as with the holidays.
    static let seasons = "seasonal"
    static let seasonsShown = "seasons"
    private static let seasonFields = [seasonsShown, seasons]

    private(set) var state: FormState
    let settings: AssociationSettings

    /// Reads and validates the submitted form.
    init(_ form: Form, _ context: Context) {
        var state = FormState(form, fields: SettingsForm.fields, context)
        var settings = AssociationSettings(name: state.text(SettingsForm.name), town: state.text(SettingsForm.town))
        settings.nameAfterDe = state.text(SettingsForm.nameAfterDe)
        if let place = PlaceWord(rawValue: state["place"]) {
            settings.place = place
        } else if state.has("place") {
            state.refuse("place", context.say("settings.place.invalid"))
        }
        settings.regime = AssociationSettings.Regime(rawValue: state["regime"])
        if settings.regime == nil, !state["regime"].isEmpty {
            state.refuse("regime", context.say("settings.regime.invalid"))
        }
        settings.registration = SettingsForm.registration(&state, settings.regime)
        settings.siret = SettingsForm.siret(&state)
        settings.seat = state.text(SettingsForm.seat)
        settings.email = state.email(SettingsForm.email, mayBeEmpty: true)?.text ?? ""
        settings.phone = SettingsForm.phone(&state, SettingsForm.phone)
        settings.hostName = state.text(SettingsForm.hostName)
        settings.hostAddress = state.text(SettingsForm.hostAddress)
        settings.hostPhone = SettingsForm.phone(&state, SettingsForm.hostPhone)
        settings.mainColour = SettingsForm.colour(
            &state, SettingsForm.mainColour, fits: Theme.fitsAsMain, nearest: Theme.nearestMain,
            tooClose: "settings.mainColour.pale")
        settings.accentColour = SettingsForm.colour(
            &state, SettingsForm.accentColour, fits: Theme.fitsAsAccent, nearest: Theme.nearestAccent,
            tooClose: "settings.accentColour.dark")
        settings.regionalHolidays = Set(PublicHoliday.regional.filter { state[SettingsForm.box($0)] == "1" })
        settings.isSeasonal = state[SettingsForm.seasons] == "1"
        (self.state, self.settings) = (state, settings)
    }

    /// The registration as stored: an RNA number («W» and nine letters or digits) under the law of 1901, otherwise as
    /// typed, since entries in the local register of Alsace and Moselle have no fixed format.
    private static func registration(_ state: inout FormState, _ regime: AssociationSettings.Regime?) -> String {
        let typed = state.text(registration)
        guard !typed.isEmpty, regime == .law1901 else { return typed }
        let number = typed.uppercased().filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        guard number.wholeMatch(of: /W[0-9A-Z]{9}/) != nil else {
            state.refuse(registration, "settings.registration.invalid")
            return typed
        }
        return number
    }

    private static func siret(_ state: inout FormState) -> String {
        let typed = state.text(siret)
        if typed.isEmpty { return "" }
        guard let number = Siret(typed: typed) else {
            state.refuse(siret, "settings.siret.invalid")
            return ""
        }
        return number.digits
    }

    private static func phone(_ state: inout FormState, _ field: TextField) -> String {
        let typed = state.text(field)
        if typed.isEmpty { return "" }
        guard let number = PhoneNumber(typed: typed) else {
            state.refuse(field, "settings.phone.invalid")
            return ""
        }
        return number.text
    }

    /// The form values for these settings.
    static func values(_ settings: AssociationSettings) -> [String: String] {
        let boxes = PublicHoliday.regional.filter(settings.regionalHolidays.contains).map { (box($0), "1") }
        let texts = [
            name.name: settings.name, nameAfterDe.name: settings.nameAfterDe, town.name: settings.town,
            "regime": settings.regime?.rawValue ?? "", registration.name: settings.registration,
            siret.name: Siret(typed: settings.siret)?.grouped ?? "", seat.name: settings.seat,
            email.name: settings.email, phone.name: settings.phone, hostName.name: settings.hostName,
            hostAddress.name: settings.hostAddress, hostPhone.name: settings.hostPhone, holidaysShown: "1",
            "place": settings.place.rawValue, mainColour.name: settings.mainColour,
            accentColour.name: settings.accentColour, seasonsShown: "1", seasons: settings.isSeasonal ? "1" : "",
        ]
        return texts.merging(boxes) { $1 }
    }

    /// The same, with the two hidden fields that a merge needs: the version and the base values.
    static func values(_ settings: AssociationSettings, version: Int) -> [String: String] {
        var values = values(settings)
        values[FormBase.field.name] = FormBase(units, values).text
        values["version"] = String(version)
        return values
    }
}
