import Base
import SQLite
import Shell
import Web

/// The preview of an import of members: parsed and compared off the loop, then worded.
struct PeopleImportPreview: Sendable {
    let stored: StoredImport
    let plan: ImportPlan<PersonRows>

    /// The lines of a stored list with these choices, and their plan.
    static func make(_ stored: StoredImport, _ context: Context) async throws -> PeopleImportPreview {
        let (database, names) = (context.site.database, try categories(context))
        return try await context.offload(.imports) {
            let reader = try database.makeReader()
            return try reader.read {
                PeopleImportPreview(
                    stored: stored,
                    plan: try ImportPlan(
                        try lines(of: stored, names, in: reader), stored.choices.answers, in: reader))
            }
        }
    }

    /// The same, ready to be written.
    static func prepare(_ stored: StoredImport, _ context: Context) async throws -> ImportPreparation<PersonRows> {
        let (database, names) = (context.site.database, try categories(context))
        return try await context.offload(.imports) {
            let reader = try database.makeReader()
            return try ImportPreparation<PersonRows>(
                try lines(of: stored, names, in: reader), stored.choices.answers, in: reader)
        }
    }

    private static func lines(
        of stored: StoredImport, _ categories: [String: MemberCategory], in db: Reader
    ) throws -> [PersonLine] {
        let file = try ImportFile(try StoredImport.content(stored.row, in: db), stored.choices.reading)
        let people = try ListedPerson.all(in: db).filter { !$0.email.isEmpty }
        return PersonLine.all(
            file.records, stored.choices,
            owners: Dictionary(people.map { ($0.email, $0.name.folded) }) { first, _ in first }, categories: categories)
    }

    /// The categories by what a list may call them: the names of this association, and the usual ones.
    private static func categories(_ context: Context) throws -> [String: MemberCategory] {
        let names = try CategoryNames(context)
        var found: [String: MemberCategory] = [:]
        for category in MemberCategory.allCases {
            let usual = category.usualName(context)
            for name in [
                names[category], usual, usual.split(separator: " ").last.map(String.init) ?? "", category.rawValue,
            ] {
                found[name.folded] = category
            }
        }
        return found
    }

    // MARK: Words

    func page(_ context: Context) throws -> PeopleImportPage {
        let names = try CategoryNames(context)
        let asked = plan.items.filter { !$0.candidates.isEmpty }
        let others = plan.items.filter(\.candidates.isEmpty)
        let sorted = others.filter(\.line.isToCorrect) + others.filter { !$0.line.isToCorrect }
        let pages = Pagination(
            context.query["page"].flatMap { Int($0) }, of: sorted.count, size: SiteLimits.importLinesAPage
        ) { context.link(Link.peopleImport(stored.publicID).adding("page", String($0)).at(fragment: "lignes")) }
        let shown = sorted[pages.rows]
        return PeopleImportPage(
            fileName: stored.fileName.isEmpty ? context.say("import.pasted") : stored.fileName,
            summary: PeopleImportPreview.figures(
                created: plan.createdCount, updated: plan.updatedCount, unchanged: plan.unchangedCount,
                left: plan.toCorrect.map(\.line.number), asked: plan.asked.map(\.line.number), context),
            questions: asked.prefix(SiteLimits.importLinesAPage).map { question($0, context) },
            rows: shown.map { row($0, names, context) },
            shown: shown.filter { hasBox($0.line) }.map { String($0.line.number) }.joined(separator: ","),
            action: context.link(.peopleImport(stored.publicID)),
            confirmAction: context.link(.confirmPeopleImport(stored.publicID)),
            confirmText: plan.createdCount + plan.updatedCount == 0
                ? nil : context.say("people.import.confirm", count: plan.createdCount + plan.updatedCount),
            pages: pages, done: nil, undo: nil)
    }

    /// «38 personnes à ajouter», «2 lignes à corriger : 7, 19»…
    static func figures(
        created: Int, updated: Int, unchanged: Int, left: [Int], asked: [Int], _ context: Context
    ) -> [String] {
        let counts = [
            ("people.import.created", created), ("people.import.updated", updated),
            ("people.import.unchanged", unchanged),
        ].filter { $0.1 > 0 }.map { context.say($0.0, count: $0.1) }
        let lines = [("people.import.toCorrect", left), ("people.import.asked", asked)].filter { !$0.1.isEmpty }
        return counts
            + lines.map { key, numbers in
                context.say(key, count: numbers.count, ["lines": ImportPreview.list(numbers)])
            }
    }

    /// Whether a person may leave the line out.
    private func hasBox(_ line: PersonLine) -> Bool { !line.isToCorrect && line.double == nil }

    private func question(_ item: ImportPlan<PersonRows>.Item, _ context: Context) -> ImportQuestion {
        let answer = stored.choices.answers.answer(to: item.line.number, candidates: item.candidates.map(\.code))
        let same = item.candidates.map { row in
            FormOption(
                value: row.code, text: context.say("people.import.same", ["row": row.title]),
                isChosen: answer == .same(row.code))
        }
        let others = [
            FormOption(value: "new", text: context.say("people.import.new"), isChosen: answer == .new),
            FormOption(
                value: "", text: context.say("import.question.later"), isChosen: answer == nil || answer == .leaveOut),
        ]
        return ImportQuestion(
            line: item.line.number,
            title: [item.line.name, item.line.email].filter { !$0.isEmpty }.joined(separator: ", "),
            options: same + others, remarks: [], isDefinite: item.candidates.count == 1)
    }

    private func row(_ item: ImportPlan<PersonRows>.Item, _ names: CategoryNames, _ context: Context) -> ImportRow {
        let line = item.line
        let (state, tag) =
            switch item.outcome {
            case .created: ("created", "good")
            case .updated: ("updated", "wait")
            case .unchanged: ("unchanged", "")
            case .toCorrect: ("toCorrect", "bad")
            case .double, .leftOut: ("leftOut", "")
            case .asked: ("asked", "wait")
            }
        return ImportRow(
            line: line.number, state: context.say("import.state.\(state)"), tag: tag, isBad: item.outcome == .toCorrect,
            isTaken: !line.isLeftOut,
            takeText: hasBox(line) ? context.say("import.take", ["line": String(line.number)]) : "", name: line.name,
            trade: line.email,
            address: line.texts[PersonColumn.category.rawValue]
                .flatMap(MemberCategory.init).map { names[$0] } ?? "",
            more: [], remarks: line.remarks.map { said($0, context) }, inputs: [])
    }

    private func said(_ remark: PersonLine.Remark, _ context: Context) -> String {
        switch remark {
        case .nameMissing: context.say("people.import.remark.name")
        case .nameTooLong: context.tooLong(120)
        case .email(let text): context.say("people.import.remark.email", ["text": String(text.prefix(60))])
        case .sameEmail(let line): context.say("people.import.remark.sameEmail", ["line": String(line)])
        case .category(let text): context.say("people.import.remark.category", ["text": String(text.prefix(60))])
        }
    }
}
