/// All messages of one locale: `{{t.shops.title}}` in a template, `text("shops.title")` in code.
public struct Messages: Sendable {
    /// The language tag: `fr`, `en`.
    public let locale: String
    let language: Language
    private var parsed: [String: ParsedMessage] = [:]
    /// The messages used for missing keys: none or one. Shared, not copied: thousands for each language that only the
    /// visitors' pages exist in.
    private var others: [Messages] = []

    /// The messages by key. Throws when a text has invalid placeholders.
    public init(locale: String, _ entries: [String: Message]) throws(TemplateError) {
        self.init(locale: locale)
        for (key, message) in entries.sorted(by: { $0.key < $1.key }) {
            do {
                parsed[key] = try ParsedMessage(message)
            } catch {
                throw TemplateError(file: "messages/\(locale)", line: 0, reason: "\(key): \(error.reason)")
            }
        }
    }

    /// No messages: `add` reads them from files.
    public init(locale: String) {
        self.locale = locale
        language = Language(locale)
    }

    /// Adds the messages of a JSON file. A key that the file or an earlier one has defined is an error.
    ///
    /// - Parameter file: its name, for errors.
    public mutating func add(json: String, from file: String) throws(TemplateError) {
        var reader = MessagesReader(file: file, text: json, adding: parsed)
        parsed = [:]  // the reader's dictionary is the only one now, so adding to it copies nothing
        try reader.read()
        parsed = reader.messages
    }

    /// These messages, with those of `other` for missing keys.
    public func completed(by other: Messages) -> Messages {
        var completed = self
        completed.others = [other]
        return completed
    }

    /// The unparsed message, or nil.
    public subscript(key: String) -> Message? { parsed(key)?.unparsed }

    /// Every key, sorted.
    public var keys: [String] { Set(parsed.keys).union(others.first?.keys ?? []).sorted() }

    /// Every text of every message with its key, sorted by key: for spelling and typography tests.
    public var texts: [(key: String, text: String)] {
        keys.flatMap { key -> [(key: String, text: String)] in
            switch self[key] {
            case .text(let text): [(key, text)]
            case .plural(let one, let other, _): [(key, one), (key, other)]
            case nil: []
            }
        }
    }

    func parsed(_ key: String) -> ParsedMessage? { parsed[key] ?? others.first?.parsed(key) }

    /// The message with its placeholders replaced, not escaped. A plural message uses its form `other`.
    ///
    /// An unknown key is returned unchanged, and a placeholder without a value is left in place, rather than failing
    /// the page. Tests find both.
    public func text(_ key: String, _ values: [String: String] = [:]) -> String {
        guard let message = parsed(key) else { return key }
        return Self.join(message.other, values)
    }

    /// The plural form for `count`, which also replaces the placeholder that selects the form, grouped for the locale.
    public func text(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
        guard let message = parsed(key) else { return key }
        let name = message.by ?? "count"
        let values = values.merging([name: language.format(count)]) { given, _ in given }
        return Self.join(language.isOne(count) ? message.one : message.other, values)
    }

    /// A number formatted for a locale, without loading its messages.
    public static func format(_ number: Int, locale: String) -> String { Language(locale).format(number) }

    /// A number formatted for this locale: «1 234» with U+202F, “1,234”.
    public func format(_ number: Int) -> String { language.format(number) }

    private static func join(_ pieces: [ParsedMessage.Piece], _ values: [String: String]) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .placeholder(let name): text += values[name] ?? "{\(name)}"
            }
        }
        return text
    }

    /// Differences between the translations: keys that only one locale has, placeholders that only one uses. Empty when
    /// both are complete.
    public func differences(from other: Messages) -> [String] {
        var problems: [String] = []
        for key in Set(keys).union(other.keys).sorted() {
            switch (parsed(key), other.parsed(key)) {
            case (nil, _): problems.append("\(key): missing in \(locale)")
            case (_, nil): problems.append("\(key): missing in \(other.locale)")
            case (let mine?, let theirs?) where mine.placeholders != theirs.placeholders:
                let names = mine.placeholders.symmetricDifference(theirs.placeholders).sorted()
                problems.append("\(key): only one locale uses \(names.map { "{\($0)}" }.joined(separator: ", "))")
            default: break
            }
        }
        return problems
    }
}
