import Shell

/// The fields of a kiosk.
enum KioskForm {
    static let place = TextField(
        "place", label: "kiosk.place", limit: 60, missing: "kiosk.place.missing", hint: "kiosk.place.hint")
    /// A new code. Masked, and no page shows it again: others see the screen of a tablet.
    static let pin = TextField(
        "pin", .password, label: "kiosk.pin", limit: 4, missing: "kiosk.pin.missing", invalid: "kiosk.pin.invalid",
        hint: "kiosk.pin.hint", autocomplete: "one-time-code", inputMode: "numeric", isShort: true)
    /// A new code, or none to keep the one there is.
    static let newPIN = pin.with {
        ($0.label, $0.missing, $0.hint, $0.presence) = ("kiosk.pin.new", nil, "kiosk.pin.new.hint", .optional)
    }
    /// The code that allows a change on the tablet.
    static let tabletPIN = pin.with {
        ($0.label, $0.hint) = ("kiosk.pin", "kiosk.pin.ask")
    }
    static let choices = [
        "key", "revision", "feeling", "purchased", "reason", "withdrawn", "script", "act", "form", "done",
    ]
    static let fields =
        [AnyField(place), AnyField(pin), AnyField(newPIN), AnyField(tabletPIN)] + choices.map(AnyField.choice)

    /// The name and the code that were typed, with an error for each that is invalid.
    static func draft(_ form: inout FormState, _ field: TextField) -> KioskDraft {
        let name = form.text(place)
        let typed = form.text(field)
        if !typed.isEmpty, !Kiosk.isPIN(typed) { form.refuse(field, "kiosk.pin.invalid") }
        return KioskDraft(place: name, pin: typed.isEmpty ? nil : typed)
    }
}
