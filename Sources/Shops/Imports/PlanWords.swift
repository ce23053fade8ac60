import Base
import Shell
import Web

/// The texts of a preview about its plan, for any kind of row: counts, questions, boxes, the button.
struct PlanWords<Kind: ImportKind> {
    private let plan: ImportPlan<Kind>
    private let context: Context

    init(_ plan: ImportPlan<Kind>, _ context: Context) { (self.plan, self.context) = (plan, context) }

    /// «38 boutiques à créer», «2 à corriger (lignes 7, 19)»…
    var summary: [String] {
        let remarked = plan.items.count { $0.hasRemarks }
        let counts = [
            ("import.created", plan.createdCount), ("import.updated", plan.updatedCount),
            ("import.unchanged", plan.unchangedCount), ("import.preserved", plan.preserving.count),
            ("import.leftOut", plan.items.count { $0.outcome == .leftOut }),
        ]
        let lines = [
            ("import.toCorrect", plan.toCorrect), ("import.asked", plan.asked), ("import.doubles", doubles),
        ]
        return counts.filter { $0.1 > 0 }.map { context.say($0.0, count: $0.1) }
            + lines.filter { !$0.1.isEmpty }.map { key, items in
                context.say(key, count: items.count, ["lines": ImportPreview.list(items.map(\.line.number))])
            } + (remarked > 0 ? [context.say("import.remarked", count: remarked)] : [])
    }

    private var doubles: [ImportPlan<Kind>.Item] {
        plan.items.filter { if case .double = $0.outcome { true } else { false } }
    }

    /// What the button does: «Ajouter 38 boutiques et mettre à jour 4». Nil when nothing would change.
    var confirm: String? {
        let acts = [
            ("created", plan.createdCount), ("updated", plan.updatedCount), ("removed", plan.removed.count),
        ].filter { $0.1 > 0 }
        let parts = acts.enumerated().map { index, act in
            context.say("import.confirm.\(act.0)" + (index == 0 ? "" : ".also"), count: act.1)
        }
        guard let last = parts.last else { return nil }
        if parts.count == 1 { return last }
        let first = parts.dropLast().joined(separator: ", ")
        return context.say("import.confirm.and", ["first": first, "last": last])
    }

    // MARK: Questions

    func question(_ item: ImportPlan<Kind>.Item, title: String, _ answers: ImportAnswers) -> ImportQuestion {
        let answer = answers.answer(to: item.line.number, candidates: item.candidates.map(\.code))
        let same = item.candidates.map { row in
            FormOption(
                value: row.code, text: context.say("import.question.same", ["row": row.title]),
                isChosen: answer == .same(row.code) && item.outcome != .asked)
        }
        let others = [
            FormOption(value: "new", text: context.say("import.question.new"), isChosen: answer == .new),
            FormOption(
                value: "", text: context.say("import.question.later"),
                isChosen: item.outcome == .asked || item.outcome == .leftOut),
        ]
        return ImportQuestion(
            line: item.line.number, title: title, options: same + others,
            remarks: OutcomeWords(item, context).remarks, isDefinite: item.candidates.count == 1)
    }

    // MARK: Boxes

    /// The boxes that change what confirming does, each only where it changes something.
    func settings(_ answers: ImportAnswers) -> [ImportPage.Check] {
        var checks: [ImportPage.Check] = []
        if answers.replacesOwnWords || !plan.preserving.isEmpty {
            checks.append(check(ImportForm.ownWords, answers.replacesOwnWords))
        }
        if answers.keepsDoubles || !doubles.isEmpty { checks.append(check(ImportForm.doubles, answers.keepsDoubles)) }
        return checks
    }

    private func check(_ name: String, _ isChecked: Bool) -> ImportPage.Check {
        ImportPage.Check(name: name, value: "yes", text: context.say("import.setting.\(name)"), isChecked: isChecked)
    }

    /// «3 boutiques d’une liste précédente ne sont plus dans celle-ci.»
    var missingText: String? {
        plan.missing.isEmpty ? nil : context.say("import.missing", count: plan.missing.count)
    }

    /// «Et 12 autres…»; nil when each missing row has its box.
    var missingMore: String? {
        let count = plan.missing.count - SiteLimits.importLinesAPage
        return count > 0 ? context.say("import.missing.more", count: count) : nil
    }

    func missing(_ answers: ImportAnswers) -> [ImportPage.Check] {
        plan.missing.prefix(SiteLimits.importLinesAPage).map { row in
            ImportPage.Check(
                name: "removed", value: row.code, text: row.title, isChecked: answers.removed.contains(row.code))
        }
    }
}

/// The texts about one line of a preview.
struct OutcomeWords {
    let state: String
    let tag: String
    var remarks: [String] = []

    init<Kind: ImportKind>(_ item: ImportPlan<Kind>.Item, _ context: Context) {
        let name: String
        switch item.outcome {
        case .created: (name, tag) = ("created", "good")
        case .updated(let changes):
            (name, tag) = ("updated", "wait")
            remarks = changes.map { change in
                let names = ["column": context.say("import.column.\(change.field)")]
                if change.before.isEmpty { return context.say("import.change.added", names) }
                let texts = ["before": change.before, "after": change.after].mapValues { text in
                    Self.short(Kind.words(text, of: change.field, context.messages))
                }
                return context.say("import.change", names.merging(texts) { $1 })
            }
        case .unchanged: (name, tag) = ("unchanged", "")
        case .toCorrect: (name, tag) = ("toCorrect", "bad")
        case .double(let line):
            (name, tag) = ("leftOut", "wait")
            remarks = [context.say("import.remark.double", ["line": String(line)])]
        case .asked: (name, tag) = ("asked", "wait")
        case .leftOut: (name, tag) = ("leftOut", "")
        }
        state = context.say("import.state.\(name)")
        remarks += item.preserved.map { field in
            context.say(
                "import.remark.preserved",
                [
                    "column": context.say("import.column.\(field.field)"),
                    "date": context.language.date(field.writtenAt.local.day),
                ])
        }
    }

    private static func short(_ text: String) -> String {
        let line = text.oneLine
        return line.count > 60 ? line.prefix(60) + "…" : line
    }
}

extension ImportPlan.Item {
    fileprivate var hasRemarks: Bool { outcome != .toCorrect && line.hasRemarks }
}
