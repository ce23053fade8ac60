import Base

/// Rewrites a name typed in capitals as French writes it: «LA PERLE DE DALIAN» → «La Perle de Dalian». A name with any
/// small letter was typed on purpose and is left alone.
enum FrenchCapitals {
    /// The name of a shop: a capital on each word but the small words of the language.
    static func name(_ text: String) -> String {
        guard isShouted(text) else { return text }
        // «DE L EGLISE»: a program lost the apostrophe.
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        joinElisions(&words, from: 1) { ["de", "a"].contains($0.folded) }
        return rewritten(words.joined(separator: " "), firstIsBig: true)
    }

    /// A sentence, such as a trade: a capital on its first letter alone.
    static func sentence(_ text: String) -> String {
        guard isShouted(text), text.contains(" ") || text.count > 3 else { return text }
        let small = text.lowercased()
        return small.prefix(1).uppercased() + small.dropFirst()
    }

    /// The words of an address, each by itself: a street is often typed half in capitals («20, rue d'ALIGRE»). The kind
    /// of street behind a number is small: «37, Boulevard de Belleville» → «37 boulevard de Belleville».
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
        joinElisions(&words, from: kind + 1) { kinds.contains($0.folded) || ["de", "r", "a"].contains(bare($0)) }
        for index in words.indices where index >= kind {
            let isKind = index == kind && kinds.contains(words[index].folded)
            if index == kind, kind > 0, index + 1 < words.count, ["r", "r."].contains(words[index].lowercased()) {
                words[index] = "rue"
            } else if isKind, kind == 0, isShouted(words[index]) {
                words[index] = words[index].prefix(1) + words[index].dropFirst().lowercased()
            } else if isKind, kind > 0 {
                words[index] = words[index].lowercased()
            } else if isShouted(words[index].split(separator: "’").last.map(String.init) ?? ""), words[index].count > 1
            {
                words[index] = rewritten(words[index], firstIsBig: index == 0)
                if kinds.contains(words[index].folded), index > 0 { words[index] = words[index].lowercased() }
            }
        }
        return words.joined(separator: " ")
    }

    /// «L HOTEL» → «L’HOTEL», «D ALIGRE» → «D’ALIGRE», behind words that an article or a name may follow.
    private static func joinElisions(_ words: inout [String], from start: Int, behind isBefore: (String) -> Bool) {
        var joined: [String] = []
        for word in words {
            let isVowel = word.folded.first.map { "aeiouyh".contains($0) } ?? false
            if joined.count > start, let last = joined.last, ["l", "d"].contains(last.lowercased()), isVowel,
                isBefore(joined[joined.count - 2])
            {
                joined[joined.count - 1] = last + "’" + word
            } else {
                joined.append(word)
            }
        }
        words = joined
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
            result += cased(word, isFirst: isFirst, before: before, after: character, elided: isElision)
            // A new title begins after «(», «/», «:» or a dash between spaces.
            let opens = "(/:\"«–".contains(character) || character == "-" && word.isEmpty && before == " "
            if !word.isEmpty || opens { isFirst = opens }
            result.append(character)
            before = character
            word = ""
        }
        return result + cased(word, isFirst: isFirst, before: before, after: nil, elided: false)
    }

    private static func cased(
        _ word: String, isFirst: Bool, before: Character?, after: Character?, elided: Bool
    ) -> String {
        guard !word.isEmpty else { return "" }
        let small = word.lowercased()
        let big = small.prefix(1).uppercased() + small.dropFirst()
        let plain = small.folded
        // «DONALD’S», «P’TIT»: not the beginning of a word.
        if before == "’" || before == "'", behindApostrophe.contains(plain) { return small }
        // «C&A», «S.A.R.L.», «Bâtiment A»: initials, not small words.
        let isInitial = after == nil || [before, after].contains { $0.map("&.".contains) ?? false }
        if word.count == 1, isInitial { return word }
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
    private static let behindApostrophe: Set<String> = ["s", "tit", "tits", "tite", "tites", "hui"]
    private static let known: Set<String> = [
        "sarl", "sas", "sasu", "sa", "eurl", "eirl", "selarl", "sci", "gaec", "earl", "scop", "pmu", "sav", "usa",
        "nyc",
        "rdc", "za", "zac", "zae", "zi", "zup",
    ]
    private static let abbreviations: Set<String> = ["mr", "mrs", "mme", "mlle", "dr", "pr", "st", "ste", "mc", "cie"]
    private static let repetitions: Set<String> = ["bis", "ter", "quater"]
    private static let kinds: Set<String> = [
        "allee", "av", "av.", "avenue", "bd", "bd.", "bld", "boulevard", "carrefour", "chemin", "cite", "cour", "cours",
        "esplanade", "faubourg", "galerie", "impasse", "mail", "marche", "parvis", "passage", "place", "pl", "pl.",
        "pont",
        "port", "promenade", "quai", "route", "rue", "ruelle", "sentier", "square", "villa", "viaduc", "voie",
    ]
}
