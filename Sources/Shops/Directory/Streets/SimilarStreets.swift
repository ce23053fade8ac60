import Base
import Shell

/// Whether two names may be the same street: «avenue Bizot» and «avenue du Général Michel Bizot», «rue Basfroi» and
/// «rue Basfroy». The key of a street is `Street.key`.
struct SimilarStreet {
    private let kind: String?
    /// The other words, without small ones; the last one names the street.
    private let words: [String]

    init(key: String) {
        var words = key.split(separator: " ").map(String.init)
        kind = words.first.flatMap(Street.kind)
        if kind != nil { words.removeFirst() }
        self.words = words.filter { !Self.small.contains($0) }.map { Self.titles[$0] ?? $0 }
    }

    /// The same kind of street, the same last word, and all words of the shorter name in the longer one. Words of five
    /// letters and more may differ by one letter. Numbers tell streets apart: «rue du 8 mai».
    func looksLike(_ other: SimilarStreet) -> Bool {
        guard kind == other.kind || kind == nil || other.kind == nil, let last = words.last,
            let otherLast = other.words.last, Self.isSame(last, otherLast)
        else { return false }
        let (few, many) = words.count <= other.words.count ? (words, other.words) : (other.words, words)
        guard few.allSatisfy({ word in many.contains { Self.isSame($0, word) } }) else { return false }
        return numbers == other.numbers
    }

    private var numbers: [String] { words.filter { $0.contains(where: \.isNumber) } }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        if one == other { return true }
        guard min(one.count, other.count) > 4, abs(one.count - other.count) < 2,
            !one.contains(where: \.isNumber)
        else { return false }
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        return min(
            DirectoryWords.errors(one, inBeginningOf: other) + max(0, other.count - one.count),
            DirectoryWords.errors(other, inBeginningOf: one) + max(0, one.count - other.count)) <= 1
    }

    private static let small: Set<String> = [
        "de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "et", "en",
    ]
    private static let titles = [
        "st": "saint", "ste": "sainte", "gal": "general", "gl": "general", "mal": "marechal", "dr": "docteur",
        "pdt": "président".folded, "cdt": "commandant", "col": "colonel", "prof": "professeur",
    ]
}

extension DirectoryMenu {
    /// Pairs of streets that may be the same and have no answer yet, as positions in `choices`; at most
    /// `SiteLimits.similarStreets`.
    func similar(except answers: [StreetAnswer]) -> [(one: Int, other: Int)] {
        let known = Set(answers.map(\.pair))
        let names = choices.map { SimilarStreet(key: $0.key) }
        var found: [(one: Int, other: Int)] = []
        for one in names.indices {
            for other in names.indices.dropFirst(one + 1) where names[one].looksLike(names[other]) {
                let pair = StreetPair(choices[one].key, choices[other].key)
                if !known.contains(pair) { found.append((one, other)) }
                if found.count == SiteLimits.similarStreets { return found }
            }
        }
        return found
    }
}
