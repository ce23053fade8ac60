/// Typography of German, Spanish, Italian and Dutch. French has `FrenchTypography`.
enum VisitorTypography {
    /// Placeholders of numbers that a noun follows.
    private static let numbers = ["count", "limit", "minutes", "withdrawnDays"]

    static func problems(in text: String, _ tag: String) -> [String] {
        var problems: [String] = []
        func refuse(_ wrong: Bool, _ problem: String) { if wrong { problems.append(problem) } }
        refuse(text.contains("'") || text.contains("\""), "a straight quote")
        refuse(text.contains("..."), "... instead of …")
        refuse(text.contains("  "), "two spaces")
        refuse(text.contains(/[\s\u{A0}\u{202F}][:;?!,.](\s|$)/), "a space before punctuation")
        for name in numbers { refuse(text.contains("{\(name)} "), "no U+00A0 after {\(name)}") }
        let pairs = ["de": ("„", "“"), "es": ("«", "»"), "it": ("«", "»"), "nl": ("‘", "’")]
        guard let (opening, closing) = pairs[tag] else { return ["no rules for \(tag)"] }
        let allowed = [opening, closing, "’"]
        for mark in ["„", "“", "”", "«", "»", "‘", "’", "‚"] where !allowed.contains(mark) {
            refuse(text.contains(mark), "\(mark) in \(tag)")
        }
        // An apostrophe is the closing mark of Dutch.
        let (opened, closed) = (count(of: opening, in: text), count(of: closing, in: text))
        refuse(tag == "nl" ? opened > closed : opened != closed, "quotes that do not match")
        refuse(text.contains(opening + " ") || text.contains(" " + closing), "a space inside quotes")
        guard tag == "es" else { return problems }
        for (first, last) in [("¿", "?"), ("¡", "!")] {
            refuse(count(of: first, in: text) != count(of: last, in: text), "\(first) and \(last) do not match")
        }
        return problems
    }

    private static func count(of mark: String, in text: String) -> Int { text.ranges(of: mark).count }
}
