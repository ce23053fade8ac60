import HTMLTemplate

/// Two texts, with the words marked that only one of them has.
struct TextChange: Equatable {
    let before: [Piece]
    let after: [Piece]

    /// Words that follow each other, with the spaces between them.
    struct Piece: PageModel, Equatable {
        let text: String
        /// The other text does not have them here.
        let isChanged: Bool

        static let fields: [Field<Piece>] = [.text("words") { $0.text }, .flag("isChanged") { $0.isChanged }]
    }

    /// Compares word by word: the longest common sequence of words is unmarked.
    init(from before: String, to after: String) {
        let (old, new) = (TextChange.words(before), TextChange.words(after))
        var (removed, added) = (Set<Int>(), Set<Int>())
        for change in new.difference(from: old, by: { TextChange.word($0) == TextChange.word($1) }) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        self.before = TextChange.pieces(old, changed: removed)
        self.after = TextChange.pieces(new, changed: added)
    }

    /// Words, each with the white space behind it.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            let word = word(rest)
            let space = rest.dropFirst(word.count).prefix(while: \.isWhitespace)
            words.append(rest[rest.startIndex..<space.endIndex])
            rest = rest[space.endIndex...]
        }
        return words
    }

    private static func word(_ text: Substring) -> Substring { text.prefix { !$0.isWhitespace } }

    private static func pieces(_ words: [Substring], changed: Set<Int>) -> [Piece] {
        var pieces: [Piece] = []
        for (index, word) in words.enumerated() {
            let isChanged = changed.contains(index)
            guard let last = pieces.last, last.isChanged == isChanged else {
                pieces.append(Piece(text: String(word), isChanged: isChanged))
                continue
            }
            pieces[pieces.count - 1] = Piece(text: last.text + word, isChanged: isChanged)
        }
        return pieces
    }
}
