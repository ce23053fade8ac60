import HTMLTemplate

/// A field on a page: `{{#email}}{{> partials/field}}{{/email}}`.
package struct Input: PageModel {
    package let field: TextField
    /// The id of the control; the ids of its hint and error begin with it.
    package let id: String
    /// What it holds: the text as typed, or as stored.
    package let value: String
    /// The texts beside it, in the language of the page.
    package let label: String
    /// Added to the label for screen readers.
    package let aside: String?
    package let hint: String?
    package var error: String?
    /// The error for a file that is too large.
    package var tooLarge: String?
    /// The first and last day of a date field.
    package var days: (first: String, last: String) = ("", "")

    package init(
        field: TextField, id: String, value: String, label: String, aside: String?, hint: String?, error: String? = nil,
        days: (first: String, last: String) = ("", "")
    ) {
        self.field = field
        self.id = id
        self.value = value
        self.label = label
        self.aside = aside
        self.hint = hint
        self.error = error
        self.days = days
    }

    private var type: String {
        switch field.kind {
        case .line, .lines, .code, .choices: ""
        case .email: "email"
        case .telephone: "tel"
        case .password: "password"
        case .date: "date"
        case .time: "time"
        case .colour: "color"
        case .file: "file"
        }
    }

    private var rows: Int { if case .lines(let rows) = field.kind { rows } else { 0 } }
    /// HTML allows none for a file.
    private var autocomplete: String? { if case .file = field.kind { nil } else { field.autocomplete } }
    private var accept: String { if case .file(let accept, _) = field.kind { accept } else { "" } }
    private var mostBytes: Int { if case .file(_, let limit) = field.kind { limit } else { 0 } }

    /// Whether the page shows the value: never that of a password or a file.
    private var isFilled: Bool {
        switch field.kind {
        case .line, .lines, .email, .telephone, .date, .time, .code, .colour, .choices: true
        case .password, .file: false
        }
    }

    private var describedBy: String {
        [hint.map { _ in id + "-hint" }, error.map { _ in id + "-error" }].compactMap(\.self).joined(separator: " ")
    }

    package static let fields: [Field<Input>] = [
        .text("id") { $0.id }, .text("name") { $0.field.name }, .text("value") { $0.value },
        .text("label") { $0.label }, .optionalText("aside") { $0.aside }, .optionalText("hint") { $0.hint },
        .optionalText("error") { $0.error }, .text("describedBy") { $0.describedBy },
        .text("type") { $0.type }, .plainNumber("rows") { $0.rows }, .text("accept") { $0.accept },
        .plainNumber("mostBytes") { $0.mostBytes }, .optionalText("tooLarge") { $0.tooLarge },
        .flag("isFilled") { $0.isFilled }, .flag("isShort") { $0.field.isShort },
        .flag("isCode") { $0.field.kind == .code },
        .flag("isRequired") { $0.field.presence == .required },
        .flag("isOptional") { $0.field.presence == .optional },
        .plainNumber("shortest") { $0.field.shortest ?? 0 }, .plainNumber("limit") { $0.field.limit ?? 0 },
        .optionalText("autocomplete") { $0.autocomplete }, .optionalText("inputMode") { $0.field.inputMode },
        .optionalText("placeholder") { $0.field.placeholder }, .optionalText("list") { $0.field.list },
        .text("firstDay") { $0.days.first }, .text("lastDay") { $0.days.last },
    ]
}
