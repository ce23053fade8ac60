import Base

/// The words of the directory, to find what a mistyped word means: «boulanjerie» → «boulangerie».
struct DirectoryWords {
    /// Distinct folded words of names, trades, streets and towns, as bytes.
    private let words: [[UInt8]]

    init(_ texts: some Sequence<String>) {
        var words: Set<String> = []
        for text in texts {
            for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber) }) where word.utf8.count > 2 {
                words.insert(String(word))
            }
        }
        self.words = words.sorted().map { Array($0.utf8) }
    }

    /// The FTS5 expression for the words meant by typed ones; nil when one of them is like no word of the directory.
    func expression(meaning typed: String) -> String? {
        let typed = typed.folded.split { !($0.isLetter || $0.isNumber) }.prefix(12)
        var parts: [String] = []
        for word in typed {
            let meant = nearest(Array(word.utf8))
            if meant.isEmpty { return nil }
            parts.append("(" + meant.map { "\"\($0)\"*" }.joined(separator: " OR ") + ")")
        }
        return parts.isEmpty ? nil : parts.joined(separator: " AND ")
    }

    /// The words whose beginnings have the fewest errors against a typed word: at most one in four to six letters, two
    /// in more, none in less; at most `most` words.
    private func nearest(_ typed: [UInt8]) -> [String] {
        let most = 8
        var allowed = typed.count < 4 ? 0 : typed.count < 7 ? 1 : 2
        var found: [[UInt8]] = []
        for word in words where word.count + allowed >= typed.count {
            let errors = Self.errors(typed, inBeginningOf: word)
            if errors > allowed { continue }
            if errors < allowed { (allowed, found) = (errors, []) }
            found.append(word)
        }
        return found.prefix(most).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The fewest letters to insert, delete or replace to turn `typed` into a beginning of `word`.
    static func errors(_ typed: [UInt8], inBeginningOf word: [UInt8]) -> Int {
        let word = word.prefix(typed.count + 2)
        var row = Array(0...word.count)
        for (index, letter) in typed.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in word.enumerated() {
                let cost = letter == other ? diagonal : diagonal + 1
                diagonal = row[column + 1]
                row[column + 1] = min(cost, row[column] + 1, diagonal + 1)
            }
        }
        return row.min() ?? typed.count
    }
}
