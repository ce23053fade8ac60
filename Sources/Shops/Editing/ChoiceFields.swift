import HTMLTemplate
import Shell

/// A field of check boxes in the form: `{{> shops/choices}}`.
struct ChoiceFields: PageModel {
    let name: String
    let label: String
    let error: String?
    let choices: [FormOption]

    /// The boxes of a field; nil for a field that is not chosen from a list.
    init?(_ field: ShopField, _ form: FormState, _ context: Context) {
        guard let list = field.choices, let input = field.input else { return nil }
        let chosen = Set(list.chosen(in: form[field.name]).map(\.name))
        (name, label, error) = (field.name, context.say(input.label), form.error(field.name))
        choices = list.all.map { choice in
            FormOption(value: choice.name, text: context.say(choice.label), isChosen: chosen.contains(choice.name))
        }
    }

    /// All of them, in the order of the form.
    static func all(_ form: FormState, _ context: Context) -> [ChoiceFields] {
        ShopFields.texts.compactMap { ChoiceFields($0, form, context) }
    }

    static let fields: [Field<ChoiceFields>] = [
        .text("name") { $0.name }, .text("label") { $0.label }, .optionalText("error") { $0.error },
        .list("choices") { $0.choices },
    ]
}
