import Base

/// The parts of addresses that people write in one cell, or in several.
enum AddressText {
    /// A postcode and its town.
    struct Locality: Equatable {
        let postcode: String
        let town: String
    }

    /// «20 rue Paul Valéry, 01 000 Bourg» as street and locality; nil unless a postcode with a town ends the address.
    static func split(_ address: String) -> (street: String, locality: Locality)? {
        let words = address.split(separator: " ").map(String.init)
        for index in words.indices.dropFirst().reversed() {
            guard let (postcode, next) = postcode(words, at: index) else { continue }
            let before = words[index - 1].filter(\.isLetter).lowercased()
            guard let town = town(words[next...]), !["bp", "cs"].contains(before) else { return nil }
            let street = words[..<index].joined(separator: " ").trimmed(of: ",;-–—(")
            guard street.contains(where: \.isLetter) else { return nil }
            return (street, Locality(postcode: postcode, town: town))
        }
        return nil
    }

    /// A cell with both: «01000 Bourg», «Bourg (01000)», «Bourg 01000».
    static func locality(_ text: String) -> Locality? {
        let words = text.split(separator: " ").map(String.init)
        if !words.isEmpty, let (postcode, next) = postcode(words, at: 0) {
            return town(words[next...]).map { Locality(postcode: postcode, town: $0) }
        }
        guard words.count > 1, let last = words.indices.last, let (postcode, _) = postcode(words, at: last) else {
            return nil
        }
        return town(words[..<last]).map { Locality(postcode: postcode, town: $0) }
    }

    /// The five digits at a word, and the word behind them: «01000», «F-01000», «01 000».
    private static func postcode(_ words: [String], at index: Int) -> (String, next: Int)? {
        var first = words[index].trimmed(of: "(),;-–—")
        for country in ["F-", "f-", "FR-"] where first.hasPrefix(country) { first.removeFirst(country.count) }
        guard first.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        if first.utf8.count == 5 { return isPostcode(first) ? (first, index + 1) : nil }
        guard first.utf8.count == 2, words.indices.contains(index + 1) else { return nil }
        let second = words[index + 1].trimmed(of: "),;")
        guard second.utf8.count == 3, second.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return isPostcode(first + second) ? (first + second, index + 2) : nil
    }

    private static func isPostcode(_ digits: String) -> Bool { ("01000"..."98999").contains(digits) }

    /// The name of a town: words, and at its end an arrondissement or «Cedex 2». Nil for a street.
    private static func town(_ words: ArraySlice<String>) -> String? {
        var words = words.map { $0.trimmed(of: "(),;-–—") }.filter { !$0.isEmpty }
        if words.count > 1, words.last?.folded == "france" { words.removeLast() }
        guard (1...8).contains(words.count), words[0].first?.isLetter == true, !streets.contains(words[0].folded) else {
            return nil
        }
        let isEnd = words.dropFirst().enumerated().allSatisfy { index, word in
            !word.contains(where: \.isNumber) || index == words.count - 2 && word.utf8.count <= 5
        }
        return isEnd && !words[0].contains(where: \.isNumber) ? words.joined(separator: " ") : nil
    }

    private static let streets: Set<String> = [
        "allee", "avenue", "av", "bd", "boulevard", "chemin", "impasse", "passage", "place", "quai", "route", "rue",
        "square",
    ]

    // MARK: Several cells

    /// The address of split columns: number, «bis», type of street and its name, and what stands below.
    static func joined(
        address: String, number: String, repetition: String, type: String, street: String, more: String
    ) -> String {
        var parts: [String] = []
        let name = street.isEmpty ? address : street
        if address.first?.isNumber == true || number.isEmpty && type.isEmpty && street.isEmpty {
            parts = [address]
        } else {
            // A spreadsheet writes «12» as «12.0».
            let plain = number.hasSuffix(".0") ? String(number.dropLast(2)) : number
            let mark = marks[repetition.lowercased()] ?? repetition.lowercased()
            let isTyped = !type.isEmpty && !name.folded.hasPrefix(type.folded)
            parts = [plain, plain.isEmpty ? "" : mark, isTyped ? type : "", name]
        }
        let line = parts.filter { !$0.isEmpty }.joined(separator: " ")
        return [line, more].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// SIRENE, indices of repetition.
    private static let marks = ["b": "bis", "t": "ter", "q": "quater"]
}

extension String {
    /// The text without spaces and these characters at both ends.
    fileprivate func trimmed(of marks: String) -> String {
        func isMark(_ character: Character) -> Bool { character == " " || marks.contains(character) }
        var rest = self[...]
        while let first = rest.first, isMark(first) { rest.removeFirst() }
        while let last = rest.last, isMark(last) { rest.removeLast() }
        return String(rest)
    }
}
