import Base

/// Extracts the street from an address, however it is written: «47-49 RUE BASFROI», «78 rue du rendez-vous, RDC», «Les
/// Cuves de Fauve, 64 rue de Charonne», «226 bld Voltaire».
package enum Street {
    /// The street without its number and with abbreviations written out, as on a French street plate: «rue Basfroi».
    /// Empty when the address names no street. A `town` after the street is left out.
    package static func name(in address: String, town: String = "") -> String {
        let plain = String(address.map { $0 == "'" || $0 == "ʼ" || $0 == "`" || $0 == "‘" ? "’" : $0 })
        let parts = plain.split(separator: ",").map { words(of: $0, town: town) }.filter { !$0.isEmpty }
        // The part that begins with a type of street; else the first one: a market hall, or a lane without a type.
        let chosen = parts.first { types[$0[0].lowercased().trimmingDot] != nil } ?? parts.first ?? []
        return written(chosen)
    }

    /// The key that two spellings of a street share: no accents, capitals, hyphens or apostrophes.
    package static func key(_ name: String) -> String {
        name.folded.split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
    }

    /// The kind of street that a folded word means, folded: «bd» → «boulevard»; nil for another word.
    static func kind(_ word: String) -> String? { foldedTypes[word] }

    private static let foldedTypes = Dictionary(types.map { ($0.folded, $1.folded) }) { one, _ in one }

    // MARK: Cutting

    /// The words of one part of an address, without its number, without a building behind « - », without postcode and
    /// town.
    private static func words(of part: Substring, town: String) -> [Substring] {
        var words = part.split(whereSeparator: \.isWhitespace)[...]
        dropNumber(&words)
        if let dash = words.dropFirst().firstIndex(where: { $0 == "-" || $0 == "–" || $0 == "—" }) {
            words = words[..<dash]
        }
        if let postcode = words.dropFirst().firstIndex(where: { $0.utf8.count == 5 && $0.allSatisfy(\.isNumber) }) {
            words = words[..<postcode]
        }
        let townKey = town.folded
        if !townKey.isEmpty, words.count > 2, words.last.map({ String($0).folded }) == townKey { words.removeLast() }
        return Array(words)
    }

    private static let numberMarks: Set<String> = ["bis", "ter", "quater"]

    /// Takes «14», «14 bis», «38BIS», «20/22», «4-6», «4 - 6», «n° 12 B» off the front.
    private static func dropNumber(_ words: inout ArraySlice<Substring>) {
        if let first = words.first, ["n°", "nº", "no"].contains(first.lowercased()), words.count > 1,
            isNumber(words[words.startIndex + 1])
        {
            words.removeFirst()
        }
        guard let first = words.first,
            isNumber(first) || isNumber(first.dropFirst(2)) && first.lowercased().hasPrefix("n°")
        else { return }
        words.removeFirst()
        while let next = words.first {
            let isLetter = next.count == 1 && "abcABC".contains(next) && words.count > 1
            let isMark = numberMarks.contains(next.lowercased()) || isLetter
            let joins =
                ["-", "/", "et", "à", "&"].contains(next.lowercased()) && words.dropFirst().first.map(isNumber) ?? false
            guard isMark || joins || isNumber(next) else { return }
            words.removeFirst()
        }
    }

    /// «14», «20/22», «4-6», «3bis», «20ter», «12B».
    private static func isNumber(_ word: Substring) -> Bool {
        guard word.first?.isNumber == true else { return false }
        return word.split(whereSeparator: { $0 == "-" || $0 == "/" }).allSatisfy { piece in
            let mark = piece.drop(while: \.isNumber).lowercased()
            return mark.isEmpty || numberMarks.contains(mark) || (mark.count == 1 && "abcd".contains(mark))
        }
    }

    // MARK: Writing

    /// The types of street, with their abbreviations. Only the first word is looked up here.
    private static let types: [String: String] = {
        let plain = [
            "allée", "avenue", "boulevard", "carrefour", "chaussée", "chemin", "cité", "cour", "cours", "esplanade",
            "faubourg", "galerie", "hameau", "impasse", "mail", "montée", "parvis", "passage", "passerelle", "place",
            "placette", "pont", "port", "promenade", "quai", "rond-point", "route", "rue", "ruelle", "sente", "sentier",
            "square", "traverse", "venelle", "villa", "voie",
        ]
        let short = [
            "all": "allée", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
            "bvd": "boulevard", "boul": "boulevard", "ch": "chemin", "che": "chemin", "chem": "chemin", "crs": "cours",
            "fg": "faubourg", "fbg": "faubourg", "imp": "impasse", "pas": "passage", "pass": "passage", "pl": "place",
            "prom": "promenade", "qu": "quai", "r": "rue", "rte": "route", "sq": "square", "allee": "allée",
            "chaussee": "chaussée", "cite": "cité", "montee": "montée",
        ]
        return short.merging(plain.map { ($0, $0) }) { written, _ in written }
    }()

    /// Small words, written in lower case inside a name.
    private static let particles: Set<String> = [
        "de", "du", "des", "la", "le", "les", "à", "a", "au", "aux", "en", "et", "sur", "sous", "lès", "lez", "d’",
        "l’",
    ]

    private static func written(_ words: [Substring]) -> String {
        var result: [String] = []
        for (index, word) in words.enumerated() {
            let lower = word.lowercased()
            if index == 0, let type = types[lower.trimmingDot] {
                result.append(type)
                continue
            }
            // «D ALIGRE», «L AMBROISIE»: the apostrophe is missing.
            if (lower == "d" || lower == "l"), index > 0, index + 1 < words.count {
                result.append(lower + "’")
                continue
            }
            let isInside = index > 0
            let text =
                isInside ? expanded(lower, after: result) ?? cased(word, isInside: true) : cased(word, isInside: false)
            if let last = result.last, last.hasSuffix("’") && particles.contains(last) {
                result[result.count - 1] = last + text
            } else if let last = result.last, last == "Saint" || last == "Sainte", !particles.contains(text) {
                // The rule of street plates: a saint and their name are one word, «rue Saint-Maur».
                result[result.count - 1] = last + "-" + text
            } else {
                result.append(text)
            }
        }
        return result.joined(separator: " ")
    }

    /// «st» right behind the type or a particle is a saint; «fg» there is a faubourg. Elsewhere they are names.
    private static func expanded(_ lower: String, after written: [String]) -> String? {
        guard let last = written.last, written.count == 1 || particles.contains(last) || last == "Faubourg" else {
            return nil
        }
        switch lower.trimmingDot {
        case "st": return "Saint"
        case "ste": return "Sainte"
        case "fg", "fbg": return "Faubourg"
        default: return nil
        }
    }

    private static func cased(_ word: Substring, isInside: Bool) -> String {
        let lower = word.lowercased()
        if isInside, particles.contains(lower) { return lower }
        for elided in ["d’", "l’"] where lower.hasPrefix(elided) && lower.count > 2 {
            return (isInside ? elided : elided.capitalisedFirst) + cased(word.dropFirst(2), isInside: false)
        }
        if isRoman(word) { return String(word) }
        let hasBoth = word != lower && word != word.uppercased()
        return word.split(separator: "-", omittingEmptySubsequences: false).enumerated().map { index, piece in
            let small = piece.lowercased()
            if index > 0, particles.contains(small) { return small }
            return hasBoth ? String(piece).capitalisedFirst : small.capitalisedFirst
        }.joined(separator: "-")
    }

    /// Roman numerals stay in capitals: «XXIII».
    private static func isRoman(_ word: Substring) -> Bool { word.count > 1 && word.allSatisfy { "IVX".contains($0) } }
}

extension String {
    fileprivate var trimmingDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
