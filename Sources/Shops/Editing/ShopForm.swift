import Base
import Shell
import Web

/// The form of a shop: its details and, for an existing shop, its hours, closures and openings.
struct ShopForm: Sendable {
    static let inputs = ShopFields.texts.compactMap(\.input)
    /// The fields of a part of the form.
    static func inputs(_ section: ShopField.Section) -> [TextField] {
        ShopFields.texts.filter { $0.section == section }.compactMap(\.input)
    }
    static let fields = inputs.map(AnyField.init) + [.choice("version"), FormBase.field] + OpeningHoursForm.fields
    /// What is merged when two people edit a shop: each text, each day, the closures, the openings.
    static let units = inputs.map(FormUnit.init) + OpeningHoursForm.units

    var state: FormState

    /// A form that starts from some values.
    init(_ values: [String: String], _ context: Context) { state = FormState(values, context) }

    /// A submitted form.
    init(_ form: Form, _ context: Context) { state = FormState(form, fields: ShopForm.fields, context) }

    /// The values of a form of these details and hours.
    static func values(_ details: ShopDetails, _ hours: OpeningHours) -> [String: String] {
        details.texts(of: ShopFields.texts).merging(OpeningHoursForm.values(hours)) { first, _ in first }
    }

    /// The values of the form of a stored shop, with the version and the base it is loaded with.
    static func values(_ shop: Shop, _ hours: OpeningHours) -> [String: String] {
        var values = values(shop.details, hours)
        values[FormBase.field.name] = FormBase(units, values).text
        values["version"] = String(shop.version)
        return values
    }

    /// Reads the details and records what is wrong in the form. A field that was not sent stays as it is in `old`.
    mutating func details(over old: ShopDetails?) -> ShopDetails {
        var details = old ?? ShopDetails()
        for field in ShopFields.texts {
            guard let input = field.input, old == nil || state.has(input) else { continue }
            let text = state.text(input)
            if text.isEmpty {
                details[field] = ""
            } else if let understood = field.understood(text) {
                details[field] = understood
            } else if let invalid = input.invalid {
                state.refuse(input, invalid)
            }
        }
        if let old { details.movePlace(from: old) }
        return details
    }
}

extension ShopDetails {
    /// Clears the position when the address changes.
    mutating func movePlace(from old: ShopDetails) {
        if old.address.folded != address.folded || old.town.folded != town.folded { place = nil }
    }
}
