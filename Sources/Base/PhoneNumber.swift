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

    /// Parentheses with letters are a remark, «(Mme Martin)»; those of +33(0)4 are part of the number. A fax number is
    /// left out; labels between numbers separate them.
    private static func withoutRemarks(_ text: String) -> String {
        String(text.unicodeScalars.filter { !symbols.contains($0) })
            .replacing(/\([^()]*\p{L}[^()]*\)/, with: " ")
            .replacing(/(fax|t[ée]l[ée]copie)[\s.:]*[\d\s.()+\-]*/.ignoresCase(), with: " ; ")
            .replacing(
                /\b(num[ée]ro|t[ée]l[ée]phone|t[ée]l|phone|fixe|portable|port|mobile|mob|gsm|t|p|m)\b[\s.:]*/
                    .ignoresCase(),
                with: " ; "
            )
            .trimmed
    }

    /// Symbols of telephones, and the variation selector that may follow them.
    private static let symbols: Set<Unicode.Scalar> = [
        "\u{260E}", "\u{260F}", "\u{2706}", "\u{1F4DE}", "\u{1F4F1}", "\u{FE0F}",
    ]

    /// Splits several numbers: «04 74 00 00 01 / 06 12 00 00 01». A slash may also group the digits of one:
    /// «04/74/00/00/01».
    private static func parts(of text: String) -> [String] {
        let parts = text.split(separator: /\s*[,;|]\s*|\s+(?:ou|et|or|and)\s+|\s+[\/–-]\s+|\s+(?=\+)/)
            .map { String($0).trimmed(of: "/–- ") }.filter { !$0.isEmpty }
        if parts.count > 1 { return parts.flatMap(halves) }
        let pieces = text.split(separator: "/").map { String($0).trimmed }
        let isList = pieces.count > 1 && pieces.allSatisfy { $0.count { $0.isASCII && $0.isNumber } >= 8 }
        return isList ? pieces : (parts.first.map(halves) ?? [])
    }

    /// Two French numbers with nothing but a space or a dash between: «04 74 00 00 01 06 12 00 00 01».
    private static func halves(_ text: String) -> [String] {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard digits.count == 20, text.allSatisfy({ $0.isNumber || marks.contains($0) }) else { return [text] }
        let halves = [String(digits.prefix(10)), String(digits.suffix(10))]
        return halves.allSatisfy { national($0, isInternational: false) != nil } ? halves : [text]
    }

    private static let marks: Set<Character> = [" ", ".", "-", "‑", "–", "(", ")", "/", "_", "\u{A0}", "\u{202F}"]

    private static func read(_ typed: String) -> (text: String, dialled: String)? {
        let text = withoutFraction(typed)
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
            return (pairs, national.hasPrefix("08") ? national : "+\(country(of: national))\(national.dropFirst())")
        }
        // A French number with a missing or an extra digit is not a valid number; a long number without + may be a
        // SIRET.
        guard isInternational ? digits.count <= 15 : digits.count <= 8 && !digits.hasPrefix("0") else { return nil }
        return (text, isInternational ? "+" + digits : digits)
    }

    /// A spreadsheet’s number as a program writes it: «474000001.0», «4.74000001E8». One rounded to three digits is
    /// left unchanged, so that it is not read as a number.
    private static func withoutFraction(_ text: String) -> String {
        if text.hasSuffix(".0") || text.hasSuffix(",0"),
            text.dropLast(2).utf8.allSatisfy({ (0x30...0x39).contains($0) })
        {
            return String(text.dropLast(2))
        }
        guard let match = text.wholeMatch(of: /(\d)[.,](\d{6,11})[eE]\+?(\d{1,2})/), let exponent = Int(match.3),
            match.2.count <= exponent, exponent <= 11
        else { return text }
        return match.1 + match.2 + String(repeating: "0", count: exponent - match.2.count)
    }

    /// The ten digits of a French number; nil for any other. Spreadsheets drop a leading zero and a plus sign.
    private static func national(_ digits: String, isInternational: Bool) -> String? {
        var subscriber = Substring(digits)
        if isInternational || digits.count > 10 {
            guard let code = codes.first(where: subscriber.hasPrefix) else { return nil }
            subscriber = subscriber.dropFirst(code.count)
            if subscriber.hasPrefix("0") { subscriber = subscriber.dropFirst() }
            guard code == "33" || country(of: "0" + subscriber) == code else { return nil }
        } else if subscriber.hasPrefix("0") {
            subscriber = subscriber.dropFirst()
        }
        guard subscriber.count == 9, !subscriber.hasPrefix("0") else { return nil }
        return "0" + subscriber
    }

    private static let codes = ["33", "262", "590", "594", "596"]

    /// The country code of ten national digits. ARCEP, numbering plan: the overseas departments have codes of their
    /// own.
    private static func country(of national: String) -> String {
        switch national.prefix(4) {
        case "0262", "0263", "0269", "0639", "0692", "0693": "262"
        case "0590", "0690", "0691": "590"
        case "0594", "0694": "594"
        case "0596", "0696", "0697": "596"
        default: "33"
        }
    }
}

extension String {
    /// The text without these characters at both ends.
    fileprivate func trimmed(of marks: String) -> String {
        var rest = self[...]
        while let first = rest.first, marks.contains(first) { rest.removeFirst() }
        while let last = rest.last, marks.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
