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
    /// The texts between the parts of a date, such as « de » in Spanish.
    let (dateGaps, shortDateGaps, longDateGaps): ([String], [String], [String])

    /// A language from `messages`. Throws a `TemplateError` that names the missing or malformed `language.*` key.
    package init(_ messages: Messages, index: Int) throws(TemplateError) {
        func refused(_ reason: String) -> TemplateError {
            TemplateError(file: "messages/\(messages.locale)/language.json", line: 0, reason: reason)
        }
        func words(_ key: String, count: Int) throws(TemplateError) -> [String] {
            let words = messages.text(key).split(separator: " ").map(String.init)
            guard words.count == count else { throw refused("\(key) needs \(count) words separated by spaces") }
            return words
        }
        func gaps(_ key: String, _ parts: String...) throws(TemplateError) -> [String] {
            guard let gaps = Language.gaps(messages.text(key), parts) else {
                throw refused("\(key) needs " + parts.map { "{\($0)}" }.joined(separator: ", ") + " in this order")
            }
            return gaps
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
        dateGaps = try gaps("language.date", "day", "month", "year")
        shortDateGaps = try gaps("language.shortDate", "day", "month")
        longDateGaps = try gaps("language.longDate", "weekday", "date")
    }

    /// The texts between the placeholders of `pattern`, which begins with the first and ends with the last; else nil.
    private static func gaps(_ pattern: String, _ parts: [String]) -> [String]? {
        var gaps: [String] = []
        var rest = pattern[...]
        for part in parts {
            guard let place = rest.firstRange(of: "{\(part)}") else { return nil }
            gaps.append(String(rest[..<place.lowerBound]))
            rest = rest[place.upperBound...]
        }
        return gaps.first == "" && rest.isEmpty ? Array(gaps.dropFirst()) : nil
    }
}

extension Language: Hashable {
    /// Languages are equal when their tags are.
    package static func == (left: Language, right: Language) -> Bool { left.tag == right.tag }
    /// Hashes the tag.
    package func hash(into hasher: inout Hasher) { hasher.combine(tag) }
}
