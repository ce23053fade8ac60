/// A telephone number as people write it, in a form or in a list: one or several, of France or of another country.
///
/// A French number is kept two by two, «04 74 00 00 01», whether it came with +33, 0033, without its zero or from a
/// spreadsheet; any other as it was written. Words around it, «Tél :» or a remark in brackets, are not kept.
/// Source: ARCEP decision 2022-1583 (French numbering plan), ITU-T E.164 (15 digits at most).
package struct PhoneNumber: Sendable, Hashable {
    /// The number to keep and to show: «04 74 00 00 01», «04 74 00 00 01 / 06 12 00 00 01», «+41 22 700 00 00».
    package let text: String
    /// What a `tel:` link dials (RFC 3966): the first number, «+33474000001»; national where none is reached from abroad.
    package let dialled: String

    /// The most characters of `text`: three French numbers, or two with room to spare.
    package static let limit = 60

    /// Reads a number; nil when there is none, or something else beside it.
    package init?(typed: String) {
        let line = typed.oneLine
        // Nearly all are one number and nothing else: no regular expression for each of thousands.
        if let number = PhoneNumber.read(line) {
            (text, dialled) = number
            return
        }
        let parts = PhoneNumber.parts(of: PhoneNumber.withoutRemarks(line))
        let numbers = parts.compactMap(PhoneNumber.read)
        guard let first = numbers.first, numbers.count == parts.count else { return nil }
        var texts: [String] = []
        for number in numbers where !texts.contains(number.text) { texts.append(number.text) }
        text = texts.joined(separator: " / ")
        guard text.count <= PhoneNumber.limit else { return nil }
        dialled = first.dialled
    }

    /// Brackets with words in them are a remark, «(Mme Martin)»; those of +33(0)4 are part of the number.
    private static func withoutRemarks(_ text: String) -> String {
        text.replacing(/\([^()]*\p{L}[^()]*\)/, with: " ")
            .replacing(
                /^\s*(t[ée]l[ée]phone|t[ée]l|phone|fixe|portable|port|mobile|mob)\b[\s.:]*/.ignoresCase(), with: ""
            )
            .trimmed
    }

    /// Two numbers in one cell: «04 74 00 00 01 / 06 12 00 00 01». A slash inside a number parts its digits: «04/74/00/00/01».
    private static func parts(of text: String) -> [String] {
        let parts = text.split(separator: /\s*[,;]\s*|\s+(?:ou|et|or|and)\s+|\s+[\/–-]\s+/).map { String($0).trimmed }
        if parts.count > 1 { return parts }
        let halves = text.split(separator: "/").map { String($0).trimmed }
        let isList = halves.count > 1 && halves.allSatisfy { $0.count { $0.isASCII && $0.isNumber } >= 8 }
        return isList ? halves : [text]
    }

    private static func read(_ text: String) -> (text: String, dialled: String)? {
        let marks: Set<Character> = [" ", ".", "-", "‑", "–", "(", ")", "/", "_", "\u{A0}", "\u{202F}"]
        let rest = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard rest.allSatisfy({ ($0.isASCII && $0.isNumber) || marks.contains($0) }) else { return nil }
        var digits = rest.filter { $0.isASCII && $0.isNumber }
        guard (4...17).contains(digits.count) else { return nil }
        var isInternational = text.hasPrefix("+")
        if digits.hasPrefix("00"), digits.count > 8 {
            digits.removeFirst(2)
            isInternational = true
        }
        if let national = national(digits, isInternational: isInternational) {
            let pairs = stride(from: 0, to: 10, by: 2).map { national.dropFirst($0).prefix(2) }.joined(separator: " ")
            // 08: special tariffs, which carriers abroad do not connect.
            return (pairs, national.hasPrefix("08") ? national : "+33" + national.dropFirst())
        }
        guard digits.count <= 15 else { return nil }
        return (text, isInternational ? "+" + digits : digits)
    }

    /// The ten digits of a French number; nil for any other. A spreadsheet drops a leading zero and a plus sign.
    private static func national(_ digits: String, isInternational: Bool) -> String? {
        var subscriber = Substring(digits)
        if isInternational || digits.count > 10 {
            guard subscriber.hasPrefix("33") else { return nil }
            subscriber = subscriber.dropFirst(2)
            if subscriber.hasPrefix("0") { subscriber = subscriber.dropFirst() }
        } else if subscriber.hasPrefix("0") {
            subscriber = subscriber.dropFirst()
        }
        guard subscriber.count == 9, !subscriber.hasPrefix("0") else { return nil }
        return "0" + subscriber
    }
}
