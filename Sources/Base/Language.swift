import HTMLTemplate

/// A language pages are served in: its messages, and how it writes dates, times and amounts.
///
/// It is made of files alone: `Templates/messages/TAG/*.json`, with the keys `language.*` in `language.json`.
package final class Language: Sendable {
    /// The tag of the language (RFC 5646), as in `lang`, `hreflang`, and the first segment of an address that asks for it.
    package let tag: String
    /// Its place in the site's list, which is that of its messages in every bound template.
    package let index: Int
    /// What it calls itself: «Français».
    package let name: String
    /// Every page exists in it; otherwise only those that say so, such as the pages of visitors.
    package let isComplete: Bool
    package let messages: Messages

    // Looked up once: pages ask for them many times.
    package let weekdays: [String]
    let months: [String]
    let shortMonths: [String]
    let padsHours: Bool

    /// A language of `messages`. Throws a `TemplateError` that names the missing or malformed `language.*` key.
    package init(_ messages: Messages, index: Int) throws(TemplateError) {
        func words(_ key: String, count: Int) throws(TemplateError) -> [String] {
            let words = messages.text(key).split(separator: " ").map(String.init)
            guard words.count == count else {
                throw TemplateError(
                    file: "messages/\(messages.locale)/language.json", line: 0,
                    what: "\(key) needs \(count) words separated by spaces")
            }
            return words
        }
        self.messages = messages
        self.index = index
        tag = messages.locale
        name = messages.text("language.name")
        isComplete = try words("language.pages", count: 1) == ["all"]
        weekdays = try words("language.weekdays", count: 7)
        months = try words("language.months", count: 12)
        shortMonths = try words("language.shortMonths", count: 12)
        padsHours = try words("language.hourDigits", count: 1) == ["2"]
    }
}

extension Language: Hashable {
    /// The same tag.
    package static func == (left: Language, right: Language) -> Bool { left.tag == right.tag }
    /// By the tag.
    package func hash(into hasher: inout Hasher) { hasher.combine(tag) }
}
