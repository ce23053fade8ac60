import Base

/// Similarity of projects, judged by their words. It only suggests, so the rule is simple enough to explain.
enum Similarity {
    /// Words without meaning for a comparison.
    private static let empty: Set<String> = [
        "les", "des", "une", "aux", "par", "pour", "avec", "dans", "sur", "sous", "notre", "nos", "votre", "vos",
        "leur",
        "ses", "son", "qui", "que", "projet", "idee", "the", "and", "for", "with", "our", "your", "from", "project",
        "idea",
    ]

    /// The significant words of a text: folded, three letters or more, without plural endings; at most twelve.
    static func words(of text: String) -> [String] {
        var seen: Set<String> = []
        return text.folded.split { !($0.isLetter || $0.isNumber) }.map(String.init)
            .filter { $0.count >= 3 && !empty.contains($0) }.map(singular).filter { seen.insert($0).inserted }
            .prefix(12).map { $0 }
    }

    /// The FTS5 query for any of these words, each matched by its beginning. They hold only letters and digits.
    static func expression(_ words: [String]) -> String { words.map { "\"\($0)\"*" }.joined(separator: " OR ") }

    /// Whether at least half of the words of the shorter title are in the other title, or at least two words and two
    /// thirds of them are anywhere in the project.
    static func isClose(_ words: [String], title: String, purpose: String) -> Bool {
        let others = Set(Similarity.words(of: title))
        guard !words.isEmpty else { return false }
        let shared = words.count { others.contains($0) }
        if shared > 0, shared * 2 >= min(words.count, others.count) { return true }
        let all = others.union(allWords(of: purpose))
        let found = words.count { all.contains($0) }
        return found >= 2 && found * 3 >= words.count * 2
    }

    private static func allWords(of text: String) -> Set<String> {
        Set(text.folded.split { !($0.isLetter || $0.isNumber) }.map { singular(String($0)) })
    }

    private static func singular(_ word: String) -> String {
        word.count > 3 && (word.hasSuffix("s") || word.hasSuffix("x")) ? String(word.dropLast()) : word
    }
}
