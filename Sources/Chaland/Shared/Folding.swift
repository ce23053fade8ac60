import Foundation

extension String {
    /// The text as search and matching compare it: no accents, no capitals, ligatures open («Œuvre» → «oeuvre»), one kind of
    /// apostrophe, single spaces. FTS5's `remove_diacritics` leaves œ and æ alone, so both sides go through here.
    var folded: String {
        let plain = utf8.allSatisfy { $0 < 0x80 } ? lowercased() : foldedBeyondASCII
        return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private var foldedBeyondASCII: String {
        var open = ""
        for character in folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil) {
            switch character {
            case "œ", "Œ": open += "oe"
            case "æ", "Æ": open += "ae"
            case "ß": open += "ss"
            case "’", "‘", "ʼ": open += "'"
            default: open.append(character)
            }
        }
        return open.lowercased()
    }

    /// The words of a search, folded, ready for FTS5: each quoted and matched by its beginning. Nil when there is no word.
    /// Quotes cannot be in a word, so nothing typed is ever an FTS5 operator.
    var searchExpression: String? {
        let words = folded.split { !($0.isLetter || $0.isNumber) }.prefix(12)
        return words.isEmpty ? nil : words.map { "\"\($0)\"*" }.joined(separator: " ")
    }

    /// The text as a part of an address: «Boulangerie de l’Étoile» → `boulangerie-de-l-etoile`. Empty when nothing is left.
    var slug: String {
        let words = folded.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return String(words.joined(separator: "-").prefix(60))
    }

    /// The text without the white space around it.
    var trimmed: String {
        // Nothing to take away, which is the rule: Foundation would make an `NSString` of it to find that out.
        func isInside(_ byte: UInt8?) -> Bool { byte.map { $0 > 0x20 && $0 < 0x7F } ?? true }
        if isInside(utf8.first), isInside(utf8.last) { return self }
        return trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
