import HTMLTemplate
import SQLite
import Shell
import Web

/// The preview of an import: parsed, cleaned and compared off the loop, then worded.
struct ImportPreview: Sendable {
    typealias Item = ImportPlan<ShopRows>.Item

    let stored: StoredImport
    let choices: ImportChoices
    let file: ImportFile
    let plan: ImportPlan<ShopRows>
    /// The first text of each column.
    let examples: [String]
    /// The titles of unused columns.
    let unused: [String]

    /// Parses the stored file and compares it with the shops.
    static func make(_ stored: StoredImport, _ choices: ImportChoices, _ context: Context) async throws -> ImportPreview
    {
        let database = context.site.database
        return try await context.offload(.imports) {
            let reader = try database.makeReader()
            return try reader.read {
                let file = try ImportFile(try StoredImport.content(stored.row, in: reader), choices.reading)
                let columns = file.columns(choices)
                return ImportPreview(
                    stored: stored, choices: choices, file: file,
                    plan: try ImportPlan(file.lines(choices), choices.answers, in: reader),
                    examples: columns.matched.indices.map(file.example), unused: file.unused(columns))
            }
        }
    }

    private var columns: ShopColumns { file.columns(choices) }
    private var hasName: Bool { columns.matched.contains(.name) }

    /// Lines to correct and corrected lines have input fields; without a name column, the columns are what needs
    /// correcting.
    private func isEditable(_ item: Item) -> Bool {
        hasName && (item.outcome == .toCorrect || choices.corrections[item.line.number] != nil)
    }

    /// Lines to correct first, then questions, then lines with remarks, each in the order of the file.
    private var sorted: [Item] {
        let fixes = plan.items.filter(isEditable)
        let others = plan.items.filter { !isEditable($0) }
        let (asked, certain) = (others.filter { !$0.candidates.isEmpty }, others.filter(\.candidates.isEmpty))
        func isRemarkable(_ item: Item) -> Bool { !item.line.remarks.isEmpty || !item.preserved.isEmpty }
        return fixes + asked + certain.filter(isRemarkable) + certain.filter { !isRemarkable($0) }
    }

    /// The page, its lines to correct first.
    func page(_ context: Context, doubled: Set<Int> = [], problem: String? = nil) -> ImportPage {
        let all = sorted
        let asked = context.query["page"].flatMap { Int($0) }
        let pages = Pagination(asked, of: all.count, size: SiteLimits.importLinesAPage) { number in
            context.link(
                Link.shopImport(stored.publicID).adding("page", String(number)).at(fragment: "lignes"))
        }
        let shown = all[pages.rows]
        let columnChoices = columnChoices(doubled, context)
        let words = PlanWords(plan, context)
        return ImportPage(
            fileName: stored.fileName.isEmpty ? context.say("import.pasted") : stored.fileName,
            summary: words.summary, problem: problem ?? question(context),
            columns: columnChoices,
            errors: columnChoices.compactMap { choice in
                choice.error.map { FieldError(field: choice.name, text: $0) }
            },
            reading: ReadingForm(file, choices, context),
            unused: unused.isEmpty ? nil : context.say("import.unused", ["columns": unused.joined(separator: ", ")]),
            shown: shown.filter { isEditable($0) || $0.candidates.isEmpty }.map { String($0.line.number) }
                .joined(separator: ","),
            fixes: shown.filter(isEditable).map { row($0, inputs: inputs($0.line, context), context) },
            questions: shown.filter { !isEditable($0) && !$0.candidates.isEmpty }.map {
                words.question($0, title: title($0.line), choices.answers)
            },
            options: words.settings(choices.answers), missing: words.missing(choices.answers),
            missingText: hasName ? words.missingText : nil, missingMore: words.missingMore,
            items: shown.filter { !isEditable($0) && $0.candidates.isEmpty }.map { row($0, inputs: [], context) },
            action: context.link(.shopImport(stored.publicID)),
            confirmAction: context.link(.confirmImport(stored.publicID)),
            confirmText: hasName ? words.confirm : nil, pages: pages,
            caption: context.say("import.caption", count: all.count))
    }

    /// What a person has to say before anything can be imported.
    private func question(_ context: Context) -> String? {
        guard let question = file.question(choices), question.isBlocking else { return nil }
        return context.messages.text(question.message.key, question.message.values)
    }

    /// «7, 19, 23», at most twelve of them.
    static func list(_ lines: [Int]) -> String {
        lines.prefix(12).map(String.init).joined(separator: ", ") + (lines.count > 12 ? "…" : "")
    }

    private func columnChoices(_ doubled: Set<Int>, _ context: Context) -> [ImportPage.ColumnChoice] {
        columns.matched.enumerated().map { index, chosen in
            let title = file.title(ofColumn: index)
            let none = FormOption(value: "", text: context.say("import.column.none"), isChosen: chosen == nil)
            let options = ShopColumn.allCases.map { column in
                FormOption(
                    value: column.rawValue, text: context.say(column.label),
                    isChosen: column == chosen)
            }
            return ImportPage.ColumnChoice(
                name: "column-\(index)",
                title: title.isEmpty ? context.say("import.column.numbered", ["number": String(index + 1)]) : title,
                example: examples[index], options: [none] + options,
                error: doubled.contains(index) ? context.say("import.column.doubled") : nil)
        }
    }

    private func title(_ line: ImportLine) -> String {
        [line.name, address(line)].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func address(_ line: ImportLine) -> String {
        let city = [line[ShopFields.postcode], line[ShopFields.town]].compactMap(\.self).joined(separator: " ")
        return [line[ShopFields.address] ?? "", city].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func row(_ item: Item, inputs: [Input], _ context: Context) -> ImportRow {
        let line = item.line
        let said = line.remarks.filter { inputs.isEmpty || !$0.isError }.map { $0.said(in: context.messages) }
        let words = OutcomeWords(item, context)
        let description = line[ShopFields.description] ?? ""
        return ImportRow(
            line: line.number, state: words.state, tag: words.tag,
            isBad: item.outcome == .toCorrect, isTaken: line.isTaken(choices),
            takeText: context.say("import.take", ["line": String(line.number)]), name: line.name,
            trade: line[ShopFields.trade] ?? "",
            address: address(line),
            more: [
                line[ShopFields.site], line[ShopFields.phone],
                description.count > 90 ? description.prefix(90) + "…" : description,
            ]
            .compactMap(\.self).filter { !$0.isEmpty },
            remarks: words.remarks + said, inputs: inputs)
    }

    private func inputs(_ line: ImportLine, _ context: Context) -> [Input] {
        let wrong = line.remarks.compactMap(\.column)
        let shown: [ShopColumn] = [.name, .trade, .address] + wrong.filter { ![.name, .trade, .address].contains($0) }
        return shown.map { column in
            let field = ImportForm.cell(column, ofLine: line.number)
            return Input(
                field: field, id: field.name, value: line.raw[column] ?? "", label: context.say(column.label),
                aside: context.say("import.line") + " \(line.number)", hint: nil,
                error: line.remarks.first { $0.column == column }?
                    .said(in: context.messages))
        }
    }
}
