/// One or several telephone numbers as typed in a form or an imported table, French or foreign.
///
/// A French number is normalised to pairs, «04 74 00 00 01», whether it was typed with +33, 0033 or without its leading
/// zero (as spreadsheets store it); a foreign one stays as typed. Labels and remarks such as «Tél :» or «(Mme Martin)»
/// are dropped. Source: ARCEP decision 2022-1583 (French numbering plan), ITU-T E.164 (15 digits at most).
package struct PhoneNumber: Sendable, Hashable {
    /// The text to store and show: «04 74 00 00 01», «04 74 00 00 01 / 06 12 00 00 01», «+41 22 700 00 00».
    package let text: String
    /// The target of a `tel:` link (RFC 3966): the first number, «+33474000001»; in national form when it cannot be
    /// reached from abroad.
    package let dialled: String

    /// The longest `text`, in characters: three French numbers have 48.
    package static let limit = 60

    /// Parses typed numbers; nil when there is none, or there is other text beside them.
    package init?(typed: String) {
        let line = typed.oneLine
        // Longer text is no telephone number, and the expressions below take quadratic time.
        guard line.utf8.count <= 200 else { return nil }
        // Fast path: most are a single number, and an import parses thousands.
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

    /// Parentheses with letters are a remark, «(Mme Martin)»; those of +33(0)4 are part of the number.
    private static func withoutRemarks(_ text: String) -> String {
        text.replacing(/\([^()]*\p{L}[^()]*\)/, with: " ")
            .replacing(
                /^\s*(t[ée]l[ée]phone|t[ée]l|phone|fixe|portable|port|mobile|mob)\b[\s.:]*/.ignoresCase(), with: ""
            )
            .trimmed
    }

    /// Splits several numbers: «04 74 00 00 01 / 06 12 00 00 01». A slash may also group the digits of one:
    /// «04/74/00/00/01».
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
            // 08 numbers have special tariffs; carriers abroad do not connect them.
            return (pairs, national.hasPrefix("08") ? national : "+33" + national.dropFirst())
        }
        guard digits.count <= 15 else { return nil }
        return (text, isInternational ? "+" + digits : digits)
    }

    /// The ten digits of a French number; nil for any other. Spreadsheets drop a leading zero and a plus sign.
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
