import Base
import HTMLTemplate
import Web

/// A form as it was sent: everything that was typed, and the errors of each field.
package struct FormState: Sendable {
    /// What was typed into known fields.
    private var typed: Form
    /// In the order of the fields on the page.
    package private(set) var errors: [FieldError] = []
    private let messages: Messages

    /// A form before anything was typed, with the initial values of its fields.
    package init(_ values: [String: String], _ context: Context) {
        typed = Form(values.map { ($0.key, $0.value) })
        messages = context.messages
    }

    /// The same, empty.
    package init(_ context: Context) { self.init([:], context) }

    /// A form that was sent. Only `fields` are read; all others are ignored.
    package init(_ form: Form, fields: [AnyField], _ context: Context) {
        let known = form.filtered { name in fields.contains { $0.matches(name) } }
        typed = fields.lazy.filter(\.isList).reduce(known) { $0.joined($1.name) }
        messages = context.messages
    }

    /// Whether the form has no errors.
    package var isValid: Bool { errors.isEmpty }

    /// Sent values, or the initial ones, by field name.
    package var values: [String: String] { Dictionary(typed.fields.map { ($0.name, $0.value) }) { first, _ in first } }

    /// The text exactly as typed; empty for a field that was not sent.
    package subscript(name: String) -> String { typed[name] ?? "" }
    /// The text of a declared field.
    package subscript(field: TextField) -> String { self[field.name] }

    /// Whether a field was sent, even if empty.
    package func has(_ name: String) -> Bool { typed[name] != nil }
    /// Whether a declared field was sent, even if empty.
    package func has(_ field: TextField) -> Bool { typed[field.name] != nil }

    /// Adds the error of a field, unless it has one.
    package mutating func refuse(_ name: String, _ message: String) {
        guard !errors.contains(where: { $0.field == name }) else { return }
        errors.append(FieldError(field: name, text: message))
    }

    /// Adds the error of a declared field, with the key of its message, unless the field has one.
    package mutating func refuse(_ field: TextField, _ key: String, _ values: [String: String] = [:]) {
        refuse(field.name, messages.text(key, values))
    }

    /// The trimmed text of a field, on one line unless the field has several. Adds the error `missing` when it is empty
    /// and has such a message, and another when it is longer than its limit.
    package mutating func text(_ field: TextField) -> String {
        var text = self[field].trimmed
        switch field.kind {
        case .lines, .password, .file: break
        case .line, .email, .telephone, .date, .time, .code, .colour, .choices: text = text.oneLine
        }
        if text.isEmpty {
            if let missing = field.missing { refuse(field, missing) }
        } else if let limit = field.limit, text.utf8.count > limit, text.unicodeScalars.count > limit {
            // A scalar takes at least one byte: scalars are counted only when the bytes exceed the limit.
            refuse(field, "form.tooLong", ["limit": messages.format(limit)])
        }
        return text
    }

    /// The address in an e-mail field; nil when there is none, with an error unless the field is empty and
    /// `mayBeEmpty`.
    package mutating func email(_ field: TextField, mayBeEmpty: Bool = false) -> EmailAddress? {
        let address = EmailAddress(typed: self[field])
        if address == nil, !(mayBeEmpty && self[field].trimmed.isEmpty), let key = field.invalid { refuse(field, key) }
        return address
    }

    /// A field as `{{> partials/field}}` shows it. `id` is for a page with several equal forms, `aside` distinguishes
    /// their labels in screen readers, `values` fill the placeholders of hint and label besides `limit`.
    package func input(
        _ field: TextField, id: String? = nil, aside: String? = nil, values: [String: String] = [:]
    ) -> Input {
        let values = values.merging(["limit": messages.format(field.limit ?? 0)]) { given, _ in given }
        var input = Input(
            field: field, id: id ?? field.name, value: self[field], label: messages.text(field.label, values),
            aside: aside, hint: field.hint.map { messages.text($0, values) }, error: error(field.name))
        if case .file = field.kind { input.tooLarge = field.invalid.map { messages.text($0, values) } }
        return input
    }

    /// A number in the notation of the person's language.
    package func format(_ number: Int) -> String { messages.format(number) }

    /// The error of a field; nil when it has none.
    package func error(_ name: String) -> String? { errors.first { $0.field == name }?.text }
}

/// The error of one field: shown beside it, and in the summary that links to it.
package struct FieldError: PageModel, Equatable {
    /// The name of the field.
    package let field: String
    /// What is wrong, in the language of the page.
    package let text: String

    package init(field: String, text: String) {
        self.field = field
        self.text = text
    }

    package static var fields: [Field<FieldError>] { [.text("field") { $0.field }, .text("text") { $0.text }] }
}

extension Form {
    /// The form with all texts of this name as one, separated by spaces; unchanged where it was not sent.
    fileprivate func joined(_ name: String) -> Form {
        let values = all(name)
        if values.count < 2 { return self }
        let text = values.filter { !$0.isEmpty }.joined(separator: " ")
        return Form(fields.filter { $0.name != name } + [(name: name, value: text)])
    }
}
