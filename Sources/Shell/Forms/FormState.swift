import HTMLTemplate
import Web

/// A form between two tries: everything that was typed, and what is wrong with it, field by field.
struct FormState: Sendable {
    /// What was typed, by the fields that are known.
    private var typed: Form
    /// In the order they were found, which is that of the fields on the page.
    private(set) var errors: [FieldError] = []

    /// A form before anything was typed, with what its fields start from.
    init(_ values: [String: String] = [:]) { typed = Form(values.map { ($0.key, $0.value) }) }

    /// What came in. Only the fields named here are taken; whatever else was sent is ignored.
    init(_ form: Form, fields: [String]) {
        typed = form.keeping(fields.contains)
    }

    /// Nothing is wrong.
    var isValid: Bool { errors.isEmpty }

    /// What was typed, as it was typed; empty for a field left out.
    subscript(name: String) -> String { typed[name] ?? "" }

    /// Says what is wrong with a field; the first thing said stays.
    mutating func refuse(_ name: String, _ message: String) {
        guard !errors.contains(where: { $0.field == name }) else { return }
        errors.append(FieldError(field: name, text: message))
    }

    /// Takes a text of 1 to `limit` characters, white space around it gone; says `missing` or `tooLong` otherwise.
    mutating func text(_ name: String, upTo limit: Int, missing: String, tooLong: String) -> String {
        let text = self[name].trimmed
        if text.isEmpty { refuse(name, missing) } else if text.unicodeScalars.count > limit { refuse(name, tooLong) }
        return text
    }

    /// Takes a text of at most `limit` characters that may be left out.
    mutating func optionalText(_ name: String, upTo limit: Int, tooLong: @autoclosure () -> String) -> String {
        let text = self[name].trimmed
        // No character takes less than a byte: nothing to count where the bytes are few enough.
        if text.utf8.count > limit, text.unicodeScalars.count > limit { refuse(name, tooLong()) }
        return text
    }

    /// A field as its template shows it.
    func input(_ name: String) -> Input {
        Input(name: name, value: self[name], error: errors.first { $0.field == name }?.text)
    }
}

/// What is wrong with one field: shown beside it, and in the summary that links to it.
struct FieldError: PageModel, Equatable {
    let field: String
    let text: String

    static var fields: [Field<FieldError>] { [.text("field") { $0.field }, .text("text") { $0.text }] }
}

/// One field of a form: `{{#email}}<input name="{{name}}" value="{{value}}">{{#error}}…{{/error}}{{/email}}`.
struct Input: PageModel {
    let name: String
    let value: String
    let error: String?

    static var fields: [Field<Input>] {
        [.text("name") { $0.name }, .text("value") { $0.value }, .optionalText("error") { $0.error }]
    }
}
