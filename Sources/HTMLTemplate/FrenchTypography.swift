/// Checks French typography; tests run it over messages.
///
/// Source: Lexique des règles typographiques en usage à l'Imprimerie nationale, «Ponctuation»: narrow no-break space
/// (U+202F) before `;` `!` `?` and inside «  », no-break space (U+00A0) before `:` and `€`, ’ and … as one character.
public enum FrenchTypography {
    private static let narrow: Unicode.Scalar = "\u{202F}"
    private static let wide: Unicode.Scalar = "\u{00A0}"

    /// One sentence for each mistake; empty for a correct text. URLs (`https://…`, `/avis?page=2`, `mailto:`),
    /// placeholders and times such as 14:05 are skipped.
    public static func problems(in text: String) -> [String] {
        words(of: text).flatMap { word in
            isAddress(word) ? [] : word.indices.compactMap { problem(at: $0, in: word).map { "\($0) in “\(text)”" } }
        }
    }

    /// The text split at ordinary spaces and line breaks, not at no-break spaces. The space that ends a word is the
    /// first character of the next one.
    private static func words(of text: String) -> [[Unicode.Scalar]] {
        var words: [[Unicode.Scalar]] = [[]]
        var isPlaceholder = false
        for scalar in text.unicodeScalars {
            if scalar == " " || scalar == "\n" || scalar == "\t" { words.append([]) }
            if scalar == "{" { isPlaceholder = true }
            if !isPlaceholder { words[words.count - 1].append(scalar) }
            if scalar == "}" {
                isPlaceholder = false
                words[words.count - 1].append("x")
            }
        }
        return words
    }

    private static func isAddress(_ word: [Unicode.Scalar]) -> Bool {
        let text = String(String.UnicodeScalarView(word.drop { " \n\t(«\u{202F}\u{00A0}".unicodeScalars.contains($0) }))
        return text.contains("://") || text.hasPrefix("/") || text.hasPrefix("mailto:") || text.hasPrefix("www.")
    }

    private static func problem(at index: Int, in word: [Unicode.Scalar]) -> String? {
        let before: Unicode.Scalar? = index > 0 ? word[index - 1] : nil
        let after: Unicode.Scalar? = index + 1 < word.count ? word[index + 1] : nil
        switch word[index] {
        case ";", "!", "?":
            return isFine(before, narrow, besides: "(!?") ? nil : "no U+202F before \(word[index])"
        case ":":
            let isTime = isDigit(before) && isDigit(after)
            return isTime || isFine(before, wide, besides: "(") ? nil : "no U+00A0 before :"
        case "€":
            return isFine(before, wide, besides: "(/kM") ? nil : "no U+00A0 before €"
        case "»": return before == narrow ? nil : "no U+202F before »"
        case "«": return after == narrow ? nil : "no U+202F after «"
        case "'": return "' instead of ’"
        case "\"": return "\" instead of « »"
        case "." where before == "." && after == ".": return "... instead of …"
        default: return nil
        }
    }

    /// Whether the character before is the required space or one of `allowed`. True at the start of a text.
    private static func isFine(
        _ before: Unicode.Scalar?, _ space: Unicode.Scalar, besides allowed: String
    ) -> Bool {
        guard let before else { return true }
        return before == space || allowed.unicodeScalars.contains(before)
    }

    private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
}
