import Base

/// Folds the spellings that lists give one shop: «L’ÉTAL D’ÉTÉ, 12bis bd de l’Église» and «L'etal d'ete, 12 bis
/// boulevard de l'Eglise» get the same keys.
enum ShopSpelling {
    static func name(_ text: String) -> String {
        words(text).map { saints[$0] ?? $0 }.joined(separator: " ")
    }

    /// Numbers apart from letters, the kind of street and usual abbreviations written out.
    static func address(_ text: String) -> String { writtenOut(addressWords(text)).joined(separator: " ") }

    /// How many words of an address are abbreviated.
    static func abbreviations(in address: String) -> Int {
        let words = addressWords(address)
        return zip(words, writtenOut(words)).count { $0 != $1 }
    }

    private static func addressWords(_ text: String) -> [String] {
        let words = words(text).flatMap(numbersApart)
        let isNumbered = words.count > 1 && ["n", "no", "num", "numero"].contains(words[0]) && isNumber(words[1])
        return isNumbered ? Array(words.dropFirst()) : words
    }

    private static func writtenOut(_ words: [String]) -> [String] {
        var words = words
        var expectsKind = true
        var isAfterNumber = false
        for (index, word) in words.enumerated() {
            if isNumber(word) {
                (expectsKind, isAfterNumber) = (true, true)
                continue
            }
            if isAfterNumber, let mark = marks[word] {
                words[index] = mark
            } else if expectsKind {
                words[index] = Street.kind(word) ?? abbreviations[word] ?? word
                expectsKind = false
            } else {
                words[index] = abbreviations[word] ?? word
            }
            isAfterNumber = false
        }
        return words
    }

    /// «Châtillon s/ Chalaronne», «Bourg-en-Bresse Cedex 9», «Paris 11e».
    static func town(_ text: String) -> String {
        var words = words(text.folded.replacing(" s/", with: " sur ")).map { saints[$0] ?? $0 }
        if let cedex = words.firstIndex(of: "cedex"), cedex > 0 { words.removeLast(words.count - cedex) }
        if words.count > 2, words.last == "arrondissement" { words.removeLast() }
        if words.count > 1, words[words.count - 1].first?.isNumber == true { words.removeLast() }
        return words.joined(separator: " ")
    }

    static func postcode(_ text: String) -> String { text.filter(\.isNumber) }

    // MARK: Words

    /// The folded words of a text. Initials are one word («S.A.R.L.»), and «&» is «et».
    private static func words(_ text: String) -> [String] {
        let letters = Array(text.folded)
        var words: [String] = []
        var word = ""
        func endsInitial(_ index: Int) -> Bool {
            index < letters.count && letters[index].isLetter
                && (index + 1 == letters.count || !letters[index + 1].isLetter)
        }
        var isInitials = true
        for (index, letter) in letters.enumerated() {
            if letter.isLetter || letter.isNumber {
                word.append(letter)
                if word.count > 1, index > 0, letters[index - 1] != "." { isInitials = false }
                continue
            }
            if letter == ".", isInitials, !word.isEmpty, endsInitial(index + 1) { continue }
            if !word.isEmpty { words.append(word) }
            (word, isInitials) = ("", true)
            if letter == "&" { words.append("et") }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// «12bis» → «12», «bis».
    private static func numbersApart(_ word: String) -> [String] {
        guard word.first?.isNumber == true, let letter = word.firstIndex(where: \.isLetter) else { return [word] }
        return [String(word[..<letter]), String(word[letter...])]
    }

    private static func isNumber(_ word: String) -> Bool { word.allSatisfy(\.isNumber) }

    private static let marks = ["b": "bis", "bis": "bis", "t": "ter", "ter": "ter", "quater": "quater"]
    private static let saints = ["st": "saint", "ste": "sainte"]
    /// Behind the kind of street: each abbreviation and its word.
    private static let abbreviations: [String: String] = {
        let pairs = """
            fg faubourg, fbg faubourg, gal general, gen general, mal marechal, dr docteur, pr professeur, \
            pdt president, cdt commandant, lt lieutenant, bat batiment, res residence, lot lotissement
            """
        return pairs.split(separator: ", ").map { $0.split(separator: " ") }
            .reduce(into: saints) { $0[String($1[0])] = String($1[1]) }
    }()
}

extension RowIdentity {
    /// The identity of a shop.
    init(shop texts: [String: String]) {
        func text(_ field: ShopField) -> String { texts[field.name] ?? "" }
        self.init(
            name: ShopSpelling.name(text(ShopFields.name)), mark: ShopSpelling.address(text(ShopFields.address)),
            postcode: ShopSpelling.postcode(text(ShopFields.postcode)), town: ShopSpelling.town(text(ShopFields.town)))
    }
}
