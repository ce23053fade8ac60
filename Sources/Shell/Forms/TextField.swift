/// A text field of a form, declared once for reading and rendering.
///
///     static let title = TextField("title", label: "project.title", limit: 120, missing: "project.title.missing")
///
/// `FormState.text(_:)` reads it, `{{> partials/field}}` shows what `FormState.input(_:)` returns, and
/// `AnyField` tells a pending submission about it. Labels, hints and errors are keys of messages.
package struct TextField: Sendable {
    /// The control that shows the field, and the shape of its text.
    package enum Kind: Sendable, Equatable {
        /// One line: white space is collapsed when it is read.
        case line
        /// Several lines, shown in this number of rows.
        case lines(Int)
        case email, telephone, password, date, time
        /// A code copied from a poster or a screen.
        case code
        /// A colour, `#1b4a38`.
        case colour
        /// Check boxes with this name; their values are read as one text, separated by spaces.
        case choices
        /// A file to choose; `accept` as in HTML. A script refuses one of more than `limit` bytes before it is sent.
        case file(accept: String, limit: Int)
    }

    /// Whether the page requires the field. Reading reports `missing` whenever the field has such a message.
    package enum Presence: Sendable {
        case required, optional
        /// Needed only in some cases: the page says neither that it is required nor that it is optional.
        case conditional
    }

    /// The name it is sent by. `*` stands for the number of a row: `closure-*-reason`.
    package private(set) var name: String
    package let kind: Kind
    /// The key of its label.
    package var label: String
    /// Unicode scalars, as the CHECKs of the schema count; nil for a field without a limit.
    package let limit: Int?
    /// The error when it is empty; nil when it may be empty.
    package var missing: String?
    /// The error when it cannot be parsed.
    package let invalid: String?
    /// The key of the sentence below its label; nil for none.
    package var hint: String?
    package var presence: Presence
    /// As in HTML; nil leaves the attribute out.
    package var autocomplete: String?
    /// The fewest characters the page accepts.
    var shortest: Int?
    /// The keyboard of a phone, as in HTML; nil leaves the attribute out.
    package var inputMode: String?
    /// The text of the empty control; nil for none.
    package var placeholder: String?
    /// The id of a `<datalist>` of the page.
    package var list: String?
    /// Shown narrow.
    package var isShort = false

    package init(
        _ name: String, _ kind: Kind = .line, label: String, limit: Int?, missing: String? = nil,
        invalid: String? = nil, hint: String? = nil, presence: Presence? = nil, autocomplete: String? = "off",
        inputMode: String? = nil, placeholder: String? = nil, list: String? = nil, isShort: Bool = false
    ) {
        (self.name, self.kind, self.label, self.limit) = (name, kind, label, limit)
        (self.missing, self.invalid, self.hint) = (missing, invalid, hint)
        self.presence = presence ?? (missing == nil ? .optional : .required)
        (self.autocomplete, self.inputMode, self.placeholder) = (autocomplete, inputMode, placeholder)
        (self.list, self.isShort) = (list, isShort)
    }

    /// The field of one row: `closure-*-reason` of row 3 is `closure-3-reason`.
    package func row(_ number: Int) -> TextField {
        var field = self
        field.name = name.replacing("*", with: String(number))
        return field
    }

    /// A copy that differs in a few properties.
    package func with(_ change: (inout TextField) -> Void) -> TextField {
        var field = self
        change(&field)
        return field
    }
}
