import Base
import HTMLTemplate
import Web

/// A form between two tries: everything that was typed, and what is wrong with it, field by field.
package struct FormState: Sendable {
    /// What was typed, by the fields that are known.
    private var typed: Form
    /// In the order they were found, which is that of the fields on the page.
    package private(set) var errors: [FieldError] = []
    private let messages: Messages

    /// A form before anything was typed, with the values its fields start from.
    package init(_ values: [String: String], _ context: Context) {
        typed = Form(values.map { ($0.key, $0.value) })
        messages = context.messages
    }

    /// The same, empty.
    package init(_ context: Context) { self.init([:], context) }

    /// What came in. Only the fields named here are taken; whatever else was sent is ignored.
    package init(_ form: Form, fields: [AnyField], _ context: Context) {
        typed = form.filtered { name in fields.contains { $0.matches(name) } }
        messages = context.messages
    }

    /// Nothing is wrong.
    package var isValid: Bool { errors.isEmpty }

    /// Everything that was sent or that the fields start from, by name.
    package var values: [String: String] { Dictionary(typed.fields.map { ($0.name, $0.value) }) { first, _ in first } }

    /// What was typed, as it was typed; empty for a field left out.
    package subscript(name: String) -> String { typed[name] ?? "" }
    /// The same by declaration.
    package subscript(field: TextField) -> String { self[field.name] }

    /// Whether the field came with the form at all, if only empty.
    package func has(_ field: TextField) -> Bool { typed[field.name] != nil }

    /// Says what is wrong with a field; the first thing said stays.
    package mutating func refuse(_ name: String, _ message: String) {
        guard !errors.contains(where: { $0.field == name }) else { return }
        errors.append(FieldError(field: name, text: message))
    }

    /// The same by declaration, with the key of a message.
    package mutating func refuse(_ field: TextField, _ key: String, _ values: [String: String] = [:]) {
        refuse(field.name, messages.text(key, values))
    }

    /// The text of a field without white space around it, on one line unless the field has several. Says `missing` when it
    /// is empty and has such a message, and that it is too long above its limit.
    package mutating func text(_ field: TextField) -> String {
        var text = self[field].trimmed
        switch field.kind {
        case .lines, .password, .file: break
        case .line, .email, .telephone, .date, .code: text = text.oneLine
        }
        if text.isEmpty {
            if let missing = field.missing { refuse(field, missing) }
        } else if let limit = field.limit, text.utf8.count > limit, text.unicodeScalars.count > limit {
            // No scalar takes less than a byte: nothing to count where the bytes are few enough.
            refuse(field, "form.tooLong", ["limit": messages.format(limit)])
        }
        return text
    }

    /// The address in an e-mail field; nil when it is none, said unless the field is empty and `mayBeEmpty`.
    package mutating func email(_ field: TextField, mayBeEmpty: Bool = false) -> EmailAddress? {
        let address = EmailAddress(typed: self[field])
        if address == nil, !(mayBeEmpty && self[field].trimmed.isEmpty), let key = field.invalid { refuse(field, key) }
        return address
    }

    /// A field as `{{> partials/field}}` shows it. `id` is for a page with several forms alike, `aside` tells their labels apart
    /// for people who listen to them, `values` fill the placeholders of its hint and label besides `limit`.
    package func input(
        _ field: TextField, id: String? = nil, aside: String? = nil, values: [String: String] = [:]
    ) -> Input {
        let values = values.merging(["limit": messages.format(field.limit ?? 0)]) { given, _ in given }
        return Input(
            field: field, id: id ?? field.name, value: self[field], label: messages.text(field.label, values),
            aside: aside, hint: field.hint.map { messages.text($0, values) }, error: error(field.name))
    }

    /// A number as the person's language writes it.
    package func format(_ number: Int) -> String { messages.format(number) }

    /// What is wrong with a field that is not a `TextField`; nil when nothing is.
    package func error(_ name: String) -> String? { errors.first { $0.field == name }?.text }
}

/// What is wrong with one field: shown beside it, and in the summary that links to it.
package struct FieldError: PageModel, Equatable {
    package let field: String
    package let text: String

    package init(field: String, text: String) {
        self.field = field
        self.text = text
    }

    package static var fields: [Field<FieldError>] { [.text("field") { $0.field }, .text("text") { $0.text }] }
}
