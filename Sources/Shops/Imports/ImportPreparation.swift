import Base
import SQLite

/// An import that is ready to be written: its plan, with the values and texts computed off the writer’s thread, which
/// serves every write. The write makes the plan again when a row has changed meanwhile.
struct ImportPreparation<Kind: ImportKind>: Sendable {
    let lines: [Kind.Line]
    let answers: ImportAnswers
    private let stamp: Int
    private let plan: ImportPlan<Kind>
    private var values: [Int: Kind.Values] = [:]
    private var said: [Int: String] = [:]

    init(_ lines: [Kind.Line], _ answers: ImportAnswers, in db: Reader) throws {
        (self.lines, self.answers) = (lines, answers)
        (stamp, plan) = try db.read { (try Kind.stamp(in: db), try ImportPlan(lines, answers, in: db)) }
        for item in plan.items {
            guard let value = item.values else { continue }
            values[item.line.number] = value
        }
        for item in plan.items { said[item.line.number] = try item.said }
    }

    /// The plan for the rows as they are now, and whether it is the prepared one.
    func current(in db: Reader) throws -> PreparedPlan<Kind> {
        if try Kind.stamp(in: db) == stamp { return PreparedPlan(plan: plan, values: values, said: said) }
        return PreparedPlan(plan: try ImportPlan(lines, answers, in: db), values: [:], said: [:])
    }
}

/// A plan with what was computed for it before its write, by line.
struct PreparedPlan<Kind: ImportKind> {
    let plan: ImportPlan<Kind>
    fileprivate let values: [Int: Kind.Values]
    fileprivate let said: [Int: String]

    init(plan: ImportPlan<Kind>, values: [Int: Kind.Values], said: [Int: String]) {
        (self.plan, self.values, self.said) = (plan, values, said)
    }

    /// The values of an added or changed row; nil for another line.
    func values(of item: ImportPlan<Kind>.Item) -> Kind.Values? { values[item.line.number] ?? item.values }

    /// The texts of the row in this list, as stored; nil for a line that is left out.
    func said(of item: ImportPlan<Kind>.Item) throws -> String? { try said[item.line.number] ?? item.said }
}

extension ImportPlan.Item {
    fileprivate var values: Kind.Values? {
        switch outcome {
        case .created: Kind.values(line.texts, over: nil)
        case .updated: Kind.values(outcome.texts, over: row?.row)
        case .unchanged, .toCorrect, .double, .asked, .leftOut: nil
        }
    }

    /// The texts of the line merged over those of earlier lists; nil when the line is left out or changes none of them.
    fileprivate var said: String? {
        get throws {
            switch outcome {
            case .created: return try ListRow.encode(line.texts)
            case .updated, .unchanged:
                let before = row?.said ?? [:]
                let now = before.merging(line.texts) { $1 }
                return now == before ? nil : try ListRow.encode(now)
            case .toCorrect, .double, .asked, .leftOut: return nil
            }
        }
    }
}
