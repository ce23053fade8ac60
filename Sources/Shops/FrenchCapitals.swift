import Base

/// Rewrites a name typed in capitals as French writes it: «LA PERLE DE DALIAN» → «La Perle de Dalian». A name with any
/// small letter was typed on purpose and is left alone.
enum FrenchCapitals {
    /// The name of a shop: a capital on each word but the small words of the language.
    static func name(_ text: String) -> String {
        isShouted(text) ? rewritten(text, firstIsBig: true) : text
    }

    /// A sentence, such as a trade: a capital on its first letter alone.
    static func sentence(_ text: String) -> String {
        guard isShouted(text), text.contains(" ") || text.count > 3 else { return text }
        let small = text.lowercased()
        return small.prefix(1).uppercased() + small.dropFirst()
    }

    /// The words of an address, each by itself: a street is often typed half in capitals («20, rue d'ALIGRE»). The kind of
    /// street behind a number is small: «37, Boulevard de Belleville» → «37 boulevard de Belleville».
    static func address(_ text: String) -> String {
        var words = text.split(separator: " ").map(String.init).filter { $0 != "," }
        var kind = 0
        if words.first?.first?.isNumber == true {
            kind = 1
            while kind < words.count, repetitions.contains(bare(words[kind])) {
                words[kind] = words[kind].lowercased()
                kind += 1
            }
            while words[kind - 1].hasSuffix(",") { words[kind - 1].removeLast() }
        }
        for index in words.indices where index >= kind {
            let isKind = index == kind && kinds.contains(words[index].folded)
            if isKind, kind > 0 {
                words[index] = words[index].lowercased()
            } else if isShouted(words[index].split(separator: "’").last.map(String.init) ?? ""), words[index].count > 1
            {
                words[index] = rewritten(words[index], firstIsBig: index == 0)
                if kinds.contains(words[index].folded), index > 0 { words[index] = words[index].lowercased() }
            }
        }
        return words.joined(separator: " ")
    }

    /// Apostrophes as French prints them.
    static func apostrophes(_ text: String) -> String {
        text.replacing("'", with: "’").replacing("`", with: "’").replacing("´", with: "’")
    }

    private static func isShouted(_ text: String) -> Bool {
        var hasLetter = false
        for character in text where character.isLetter {
            if character.isLowercase { return false }
            hasLetter = true
        }
        return hasLetter
    }

    private static func rewritten(_ text: String, firstIsBig: Bool) -> String {
        var result = ""
        var word = ""
        var isFirst = firstIsBig
        var before: Character?
        for character in text {
            if character.isLetter || character.isNumber {
                word.append(character)
                continue
            }
            let isElision = character == "’" || character == "'"
            result += cased(word, isFirst: isFirst, before: before, elided: isElision)
            // A new title begins after «(», «/», «:» or a dash between spaces.
            let opens = "(/:\"«–".contains(character) || character == "-" && word.isEmpty && before == " "
            if !word.isEmpty || opens { isFirst = opens }
            result.append(character)
            before = character
            word = ""
        }
        return result + cased(word, isFirst: isFirst, before: before, elided: false)
    }

    private static func cased(_ word: String, isFirst: Bool, before: Character?, elided: Bool) -> String {
        guard !word.isEmpty else { return "" }
        let small = word.lowercased()
        let big = small.prefix(1).uppercased() + small.dropFirst()
        let plain = small.folded
        // «DONALD’S»: an English genitive, not the beginning of a word.
        if before == "’" || before == "'", small == "s" { return small }
        if elided, elisions.contains(plain) { return isFirst ? big : small }
        if ordinal(small) { return small }
        if word.contains(where: \.isNumber) || isRoman(word) || known.contains(plain) { return word }
        if abbreviations.contains(plain) { return big }
        // A word without a vowel is read letter by letter: BD, TGV.
        if word.count > 1, !plain.contains(where: { "aeiouy".contains($0) }) { return word }
        return smallWords.contains(plain) && !isFirst ? small : big
    }

    /// Up to XXXIX: kings, arrondissements and centuries, but not «MIX».
    private static func isRoman(_ word: String) -> Bool { word.wholeMatch(of: /X{0,3}(IX|IV|V?I{0,3})/) != nil }
    private static func ordinal(_ small: String) -> Bool { small.wholeMatch(of: /\d+(er|re|e|è|eme|ème)/) != nil }
    private static func bare(_ word: String) -> String { word.lowercased().filter(\.isLetter) }

    private static let elisions: Set<String> = [
        "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu",
    ]
    private static let smallWords: Set<String> = [
        "a", "au", "aux", "avec", "by", "chez", "dans", "de", "des", "du", "en", "est", "et", "in", "la", "le", "les",
        "of", "ou",
        "par", "pour", "sans", "sous", "sur", "un", "une",
    ]
    private static let known: Set<String> = ["sarl", "sas", "sasu", "eurl", "scop", "pmu", "sav", "usa", "nyc", "rdc"]
    private static let abbreviations: Set<String> = ["mr", "mrs", "mme", "mlle", "dr", "pr", "st", "ste", "mc", "cie"]
    private static let repetitions: Set<String> = ["bis", "ter", "quater"]
    private static let kinds: Set<String> = [
        "allee", "av", "av.", "avenue", "bd", "bd.", "bld", "boulevard", "carrefour", "chemin", "cite", "cour", "cours",
        "esplanade", "faubourg", "galerie", "impasse", "mail", "marche", "parvis", "passage", "place", "pl", "pl.",
        "pont",
        "port", "promenade", "quai", "route", "rue", "ruelle", "sentier", "square", "villa", "viaduc", "voie",
    ]
}
