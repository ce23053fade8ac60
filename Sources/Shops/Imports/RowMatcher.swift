import Base

/// The stored row that a line of a list describes.
enum RowMatch: Sendable, Equatable {
    /// The position of the row.
    case row(Int)
    case new
    /// One of these rows, or a new one: a person decides.
    case ask([Int])
}

/// Matches lines with stored rows: the same name, mark and place are the same row; the same name alone is a question;
/// any other line is new. Each line costs a bounded number of steps, whatever the file.
struct RowMatcher<Kind: ImportKind> {
    private struct NameAndMark: Hashable {
        let name: String
        let mark: String
    }

    private let lines: [Kind.Line]
    private let rows: [KnownRow<Kind.Row>]
    private var isFree: [Bool]
    /// By line; nil for lines that are not matched.
    private(set) var matches: [RowMatch?]
    private(set) var comparisons = 0

    /// The most rows a question shows.
    static var mostCandidates: Int { 5 }
    /// The most comparisons of places, about 50 ms. Past them every line of a known name is a question.
    static var mostComparisons: Int { 50_000 }
    /// The most sets of fields by which rows of one identity are told apart.
    private static var mostFieldSets: Int { 8 }

    /// - Parameter open: the lines to match; the others are left out.
    init(_ lines: [Kind.Line], open: [Int], _ rows: [KnownRow<Kind.Row>]) {
        (self.lines, self.rows) = (lines, rows)
        isFree = [Bool](repeating: true, count: rows.count)
        matches = [RowMatch?](repeating: nil, count: lines.count)
        matchSameIdentity(open)
        matchNear(open)
        askAboutNames(open)
    }

    /// Rows that no line describes, not even in a question.
    var unmatched: [Int] {
        var asked: Set<Int> = []
        for case .ask(let candidates)? in matches { asked.formUnion(candidates) }
        return rows.indices.filter { isFree[$0] && !asked.contains($0) }
    }

    // MARK: The same identity

    private mutating func matchSameIdentity(_ open: [Int]) {
        let known = positions { $0 }
        for (identity, indices) in groups(open, by: { $0 }) {
            let candidates = (known[identity] ?? []).filter { isFree[$0] }
            if candidates.isEmpty { continue }
            if indices.count == 1, candidates.count == 1 {
                take(candidates[0], for: indices[0])
            } else {
                pairSameIdentity(indices, candidates)
            }
        }
    }

    /// Several lines or rows have one identity: those with the same texts are paired. The rest is a question, unless it
    /// is one line and one row.
    private mutating func pairSameIdentity(_ indices: [Int], _ candidates: [Int]) {
        var known: [[String]: [[String]: [Int]]] = [:]
        var bySaid: [[String: String]: [Int]?] = [:]
        for row in candidates.reversed() where !rows[row].said.isEmpty {
            bySaid[rows[row].said, default: []]?.append(row)
        }
        var left: [Int] = []
        // A line with more texts comes first: one with fewer could match any of them.
        for index in indices.sorted(by: { (lines[$1].texts.count, $0) < (lines[$0].texts.count, $1) }) {
            let fields = lines[index].texts.keys.filter { !Kind.identifying.contains($0) }.sorted()
            if known[fields] == nil, known.count < Self.mostFieldSets {
                known[fields] = Dictionary(grouping: candidates.reversed()) { row in
                    fields.map { (rows[row].texts[$0] ?? "").folded }
                }
            }
            let words = fields.map { (lines[index].texts[$0] ?? "").folded }
            let said = nextFree(&bySaid[lines[index].texts, default: nil])
            let same = said ?? nextFree(&known[fields, default: [:]][words])
            if let same { take(same, for: index) } else { left.append(index) }
        }
        let free = candidates.filter { isFree[$0] }
        if left.count == 1, free.count == 1 { return take(free[0], for: left[0]) }
        guard !free.isEmpty else { return }
        for index in left.sorted() { matches[index] = .ask(Array(free.prefix(Self.mostCandidates))) }
    }

    /// The last free row of a list, with the taken ones after it dropped.
    private func nextFree(_ rows: inout [Int]?) -> Int? {
        while let row = rows?.popLast() { if isFree[row] { return row } }
        return nil
    }

    // MARK: A place that is missing in one of them, or written otherwise

    private mutating func matchNear(_ open: [Int]) {
        let known = positions { NameAndMark(name: $0.name, mark: $0.mark) }
        let waiting = open.filter { matches[$0] == nil }
        for (key, indices) in groups(waiting, by: { NameAndMark(name: $0.name, mark: $0.mark) }) {
            let free = (known[key] ?? []).filter { isFree[$0] }
            if free.isEmpty { continue }
            var near: [Int: [Int]] = [:]
            var claims: [Int: Int] = [:]
            for index in indices {
                let found = rowsNear(lines[index].identity, free)
                near[index] = found
                for row in found { claims[row, default: 0] += 1 }
            }
            for index in indices {
                let found = near[index] ?? []
                if found.count == 1, claims[found[0]] == 1 {
                    take(found[0], for: index)
                } else if !found.isEmpty {
                    matches[index] = .ask(Array(found.prefix(Self.mostCandidates)))
                }
            }
        }
    }

    private mutating func rowsNear(_ identity: RowIdentity, _ rows: [Int]) -> [Int] {
        var near: [Int] = []
        for row in rows {
            guard comparisons < Self.mostComparisons else { return Array(rows.prefix(Self.mostCandidates)) }
            comparisons += 1
            let isNear = self.rows[row].identities.contains {
                $0.name == identity.name && $0.mark == identity.mark && $0.isNear(identity)
            }
            if isNear { near.append(row) }
        }
        return near
    }

    // MARK: The name alone

    private mutating func askAboutNames(_ open: [Int]) {
        let known = positions(\.name).mapValues { $0.filter { isFree[$0] } }
        for index in open where matches[index] == nil {
            let identity = lines[index].identity
            let free = (known[identity.name] ?? []).prefix(50)
            // The nearest first: of the same address, then of the same town.
            let ranked = free.map { (row: $0, rank: rank(rows[$0], identity)) }.sorted {
                ($0.rank, $0.row) < ($1.rank, $1.row)
            }
            matches[index] = ranked.isEmpty ? .new : .ask(ranked.prefix(Self.mostCandidates).map(\.row))
        }
    }

    private func rank(_ row: KnownRow<Kind.Row>, _ identity: RowIdentity) -> Int {
        if row.identities.contains(where: { $0.mark == identity.mark }) { return 0 }
        return row.identities.contains { $0.isNear(identity) } ? 1 : 2
    }

    // MARK: Groups

    private mutating func take(_ row: Int, for index: Int) {
        isFree[row] = false
        matches[index] = .row(row)
    }

    /// The rows by a part of their identities.
    private func positions<Key: Hashable>(_ key: (RowIdentity) -> Key) -> [Key: [Int]] {
        var known: [Key: [Int]] = [:]
        for (position, row) in rows.enumerated() {
            for key in Set(row.identities.map(key)) { known[key, default: []].append(position) }
        }
        return known
    }

    /// The lines by a part of their identity, in the order of the file.
    private func groups<Key: Hashable>(_ indices: [Int], by key: (RowIdentity) -> Key) -> [(Key, [Int])] {
        Dictionary(grouping: indices) { key(lines[$0].identity) }.map { ($0, $1) }.sorted { $0.1[0] < $1.1[0] }
    }
}
