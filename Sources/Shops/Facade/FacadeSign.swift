import Base

/// The short name on the sign of a façade.
enum FacadeSign {
    /// The most characters; more than this cannot be read.
    static let limit = 20

    /// The name without its trade and the small words behind it: «Boulangerie de l’Étoile» → «L’Étoile»; cut at a word.
    static func text(name: String, trade: String) -> String {
        var words = name.split(whereSeparator: \.isWhitespace)[...]
        let first = trade.folded.split(separator: " ").first.map(String.init)
        if words.count > 1, let word = words.first, String(word).folded == first {
            words.removeFirst()
            while words.count > 1, let small = words.first, particles.contains(small.lowercased()) {
                words.removeFirst()
            }
        }
        while words.count > 1, words.joined(separator: " ").count > limit { words.removeLast() }
        while words.count > 1, let small = words.last, particles.contains(small.lowercased()) { words.removeLast() }
        let text = words.joined(separator: " ").capitalisedFirst
        return text.count > limit ? text.prefix(limit - 1) + "…" : text
    }

    private static let particles: Set<String> = [
        "de", "du", "des", "la", "le", "les", "d’", "à", "au", "aux", "et", "&", "-", "–",
    ]
}
