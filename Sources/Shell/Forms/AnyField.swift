/// A field of a form without its type, as a pending submission needs it.
package struct AnyField: Sendable {
    /// What a person does with the field.
    package enum Content: Sendable {
        /// Write words: a page that offers a submission again shows them.
        case words
        /// Choose from a list, copy a code; or the page sends it as a hidden field.
        case choice
        /// A password: no page carries it.
        case secret
    }

    /// The name it is sent by; `*` stands for the number of a row.
    package let name: String
    package let content: Content
    /// The keys of its messages.
    package let messages: [String]
    /// Whether its values are read as one text.
    let isList: Bool
    fileprivate var isRow: Bool { name.utf8.contains(UInt8(ascii: "*")) }

    package init(_ field: TextField) {
        name = field.name
        isList = field.kind == .choices
        messages = [field.label, field.hint, field.missing, field.invalid].compactMap(\.self)
        content =
            switch field.kind {
            case .line, .lines, .email, .telephone: .words
            case .date, .time, .code, .colour, .choices, .file: .choice
            case .password: .secret
            }
    }

    private init(name: String, content: Content) {
        (self.name, self.content, messages, isList) = (name, content, [], false)
    }

    /// A field without words: a list, radio buttons, a check box, a hidden field.
    package static func choice(_ name: String) -> AnyField { AnyField(name: name, content: .choice) }

    /// Cells of rows: `line-*` matches every name with this beginning, such as `line-7-name`.
    package static func words(_ name: String) -> AnyField { AnyField(name: name, content: .words) }

    /// Whether `sent` is the name of this field, or of one of its rows.
    func matches(_ sent: String) -> Bool {
        if sent == name { return true }
        guard isRow else { return false }
        let parts = name.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        return sent.utf8.count >= parts[0].utf8.count + parts[1].utf8.count
            && sent.hasPrefix(parts[0]) && sent.hasSuffix(parts[1])
    }
}

/// The fields of all forms, looked up by the names they are sent by.
package struct FormFields: Sendable {
    private var named: [String: AnyField.Content] = [:]
    private var rows: [AnyField] = []

    /// If several forms use a name, the strictest of their contents applies.
    init(_ all: [AnyField]) {
        for field in all {
            if field.isRow { rows.append(field) } else { merge(field) }
        }
    }

    private mutating func merge(_ field: AnyField) {
        switch (named[field.name], field.content) {
        case (.secret, _), (.words, .choice): break
        case (_, let content): named[field.name] = content
        }
    }

    /// The content of a field; nil for a name no form declares.
    func content(of name: String) -> AnyField.Content? {
        named[name] ?? rows.first { $0.matches(name) }?.content
    }
}
