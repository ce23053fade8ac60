import Base
import SQLite

/// What an import would do, line by line.
struct ImportPlan<Kind: ImportKind>: Sendable {
    /// A field that changes.
    struct Change: Sendable, Equatable {
        let field: String
        let before: String
        let after: String
    }

    /// A field that its own people wrote last; the list says something else.
    struct Preserved: Sendable, Equatable {
        let field: String
        let writtenAt: Instant
    }

    /// The outcome of one line.
    enum Outcome: Sendable, Equatable {
        case created
        case updated([Change])
        case unchanged
        /// Left out until it is corrected.
        case toCorrect
        /// Left out: every cell is as in this earlier line.
        case double(Int)
        /// Left out until a person chooses the row it describes.
        case asked
        /// Left out by choice, or as a line that is no row.
        case leftOut
    }

    /// One line with its outcome.
    struct Item: Sendable {
        var line: Kind.Line
        var outcome: Outcome
        /// The row it describes.
        var row: KnownRow<Kind.Row>?
        var preserved: [Preserved] = []
        /// The rows it may describe, when that is a question, answered or not.
        var candidates: [KnownRow<Kind.Row>] = []
    }

    private(set) var items: [Item] = []
    /// Rows of earlier lists that this one does not have.
    let missing: [KnownRow<Kind.Row>]
    /// The rows of `missing` that are removed.
    let removed: [KnownRow<Kind.Row>]

    private(set) var createdCount = 0
    private(set) var updatedCount = 0
    private(set) var unchangedCount = 0
    /// Lines left out until they are corrected.
    var toCorrect: [Item] { items.filter { $0.outcome == .toCorrect } }
    /// Lines left out until their question is answered.
    var asked: [Item] { items.filter { $0.outcome == .asked } }
    /// Rows whose own words stay.
    var preserving: [Item] { items.filter { !$0.preserved.isEmpty } }

    init(_ lines: [Kind.Line], _ choices: ImportAnswers, _ rows: [KnownRow<Kind.Row>]) {
        let open = lines.indices.filter { index in
            !lines[index].isToCorrect && !lines[index].isLeftOut && (lines[index].double == nil || choices.keepsDoubles)
        }
        let matcher = RowMatcher<Kind>(lines, open: open, rows)
        // A line to correct may describe any row of its name.
        let unclear = Set(lines.filter(\.isToCorrect).map(\.identity.name))
        missing = matcher.unmatched.map { rows[$0] }.filter { row in
            !row.said.isEmpty && !row.identities.contains { unclear.contains($0.name) }
        }
        removed = missing.filter { choices.removed.contains($0.code) }
        var taken: Set<Int> = []
        var firsts: [RowIdentity: Int] = [:]
        for (index, match) in matcher.matches.enumerated() {
            var item = Item(line: lines[index], outcome: .toCorrect)
            if let match {
                if case .ask(let candidates) = match { item.candidates = candidates.map { rows[$0] } }
                item.decide(match, rows, choices, &taken)
                let first = firsts[item.line.identity]
                if let first { item.line.noteSame(as: first) } else { firsts[item.line.identity] = item.line.number }
                if item.outcome == .created { item.line.noteNew() }
            } else if item.line.isLeftOut {
                item.outcome = .leftOut
            } else if !item.line.isToCorrect, let first = item.line.double {
                item.outcome = .double(first)
            }
            count(item.outcome)
            items.append(item)
        }
    }

    /// The plan for the rows as they are stored.
    init(_ lines: [Kind.Line], _ choices: ImportAnswers, in db: Reader) throws {
        self.init(lines, choices, try Kind.known(in: db))
    }

    private mutating func count(_ outcome: Outcome) {
        switch outcome {
        case .created: createdCount += 1
        case .updated: updatedCount += 1
        case .unchanged: unchangedCount += 1
        case .toCorrect, .double, .asked, .leftOut: break
        }
    }
}

extension ImportPlan.Item {
    /// - Parameter taken: rows that the answers to earlier questions gave to a line; a second line cannot have them.
    fileprivate mutating func decide(
        _ match: RowMatch, _ rows: [KnownRow<Kind.Row>], _ choices: ImportAnswers, _ taken: inout Set<Int>
    ) {
        let answer = choices.answer(to: line.number, candidates: candidates.map(\.code))
        switch (match, answer) {
        case (_, .leaveOut): outcome = .leftOut
        case (.new, _), (.ask, .new): outcome = .created
        case (.row(let position), _): compare(rows[position], choices)
        case (.ask, .same(let code)):
            guard let row = candidates.first(where: { $0.code == code }), taken.insert(row.id).inserted else {
                return outcome = .asked
            }
            compare(row, choices)
        case (.ask, nil): outcome = .asked
        }
    }

    /// A field that the row’s own people wrote last stays, unless the person chose otherwise. A text that the last list
    /// had too is no change.
    private mutating func compare(_ row: KnownRow<Kind.Row>, _ choices: ImportAnswers) {
        self.row = row
        var written: [String] = []
        for field in Kind.news(in: line, over: row) {
            if let at = row.ownWords[field], !choices.replacesOwnWords {
                preserved.append(ImportPlan.Preserved(field: field, writtenAt: at))
            } else if row.ownWords[field] != nil || line.texts[field] != row.said[field] {
                written.append(field)
            }
        }
        let texts = Kind.texts(of: line, writing: written, over: row)
        let changes = written.filter { texts[$0] != nil }.map {
            ImportPlan.Change(field: $0, before: row.texts[$0] ?? "", after: texts[$0] ?? "")
        }
        outcome = changes.isEmpty ? .unchanged : .updated(changes)
    }
}

extension ImportPlan.Outcome {
    /// The texts that an update writes.
    var texts: [String: String] {
        guard case .updated(let changes) = self else { return [:] }
        return Dictionary(uniqueKeysWithValues: changes.map { ($0.field, $0.after) })
    }
}
