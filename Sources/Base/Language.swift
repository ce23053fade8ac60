import HTMLTemplate

/// A language that pages are served in: its messages, and its formats for dates, times and amounts.
///
/// Defined by files only: `Templates/messages/TAG/*.json`, with the keys `language.*` in `language.json`.
package final class Language: Sendable {
    /// The language tag (RFC 5646), as in `lang`, `hreflang` and the first path segment of its URLs.
    package let tag: String
    /// Its index in the site's list of languages and in every bound template.
    package let index: Int
    /// Its own name: «Français».
    package let name: String
    /// Whether every page exists in it; otherwise only visitor pages do.
    package let isComplete: Bool
    package let messages: Messages

    // Cached: pages use them many times.
    package let weekdays: [String]
    let shortWeekdays: [String]
    let months: [String]
    let shortMonths: [String]
    let padsHours: Bool

    /// A language from `messages`. Throws a `TemplateError` that names the missing or malformed `language.*` key.
    package init(_ messages: Messages, index: Int) throws(TemplateError) {
        func words(_ key: String, count: Int) throws(TemplateError) -> [String] {
            let words = messages.text(key).split(separator: " ").map(String.init)
            guard words.count == count else {
                throw TemplateError(
                    file: "messages/\(messages.locale)/language.json", line: 0,
                    reason: "\(key) needs \(count) words separated by spaces")
            }
            return words
        }
        self.messages = messages
        self.index = index
        tag = messages.locale
        name = messages.text("language.name")
        isComplete = try words("language.pages", count: 1) == ["all"]
        weekdays = try words("language.weekdays", count: 7)
        shortWeekdays = try words("language.shortWeekdays", count: 7)
        months = try words("language.months", count: 12)
        shortMonths = try words("language.shortMonths", count: 12)
        padsHours = try words("language.hourDigits", count: 1) == ["2"]
    }
}

extension Language: Hashable {
    /// Languages are equal when their tags are.
    package static func == (left: Language, right: Language) -> Bool { left.tag == right.tag }
    /// Hashes the tag.
    package func hash(into hasher: inout Hasher) { hasher.combine(tag) }
}
