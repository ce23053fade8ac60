import Base
import HTMLTemplate
import SQLite
import Shell

/// Imports a file of shops in one step, as the command does, by the rules of the pages.
///
///     let report = try ShopImport.run(bytes, fileName: "boutiques.csv", on: database, home: home, dryRun: false)
///     print(report.created, "créées", report.path ?? "")
package enum ShopImport {
    /// The most bytes of a file.
    package static let mostBytes = SiteLimits.importBytes

    /// The result of an import, or of a dry run.
    package struct Report: Sendable {
        /// Shops added.
        package let created: Int
        /// Shops changed.
        package let updated: Int
        /// Shops that were identical.
        package let unchanged: Int
        /// Shops missing in the list that were removed.
        package let removed: Int
        /// Lines whose question has no answer. Unless it is a dry run, nothing is written while there are any.
        package let questions: [Line]
        /// Shops whose own people’s words stayed, with what stayed.
        package let preserved: [Line]
        /// Shops of earlier lists that this one does not have: their codes and names.
        package let missing: [(code: String, title: String)]
        /// Lines left out, with their errors.
        package let toCorrect: [Line]
        /// Imported lines with remarks.
        package let remarks: [Line]
        /// Titles of unused columns.
        package let unusedColumns: [String]
        /// The path of the import’s page, where it can be undone; nil when nothing was written.
        package let path: String?
    }

    /// A line of the file with its remarks, in sentences.
    package struct Line: Sendable {
        /// The line of the file it begins on, from 1.
        package let number: Int
        /// The name of the shop; empty when it is missing.
        package let name: String
        /// The remarks.
        package let sentences: [String]
    }

    /// A file that cannot be imported; `description` says why.
    package struct Refused: Error, CustomStringConvertible {
        /// The reason, in the requested language.
        package let description: String
    }

    /// Answers given beforehand; the preview of the site asks the same.
    package struct Answers: Sendable {
        var all = ImportAnswers()

        package init() {}

        /// - Parameters:
        ///   - lines: «7=same», «7=new», «7=out», «7=» with the code of a shop; «all=…» for every other question.
        ///   - replacesOwnWords: whether the list replaces what people of the shops wrote.
        ///   - keepsDoubles: whether lines that repeat an earlier one are shops too.
        ///   - removed: codes of shops, missing in the list, to remove.
        /// - Returns: nil when one of `lines` is not of this form.
        package init?(_ lines: [String], replacesOwnWords: Bool, keepsDoubles: Bool, removed: [String]) {
            all.replacesOwnWords = replacesOwnWords
            all.keepsDoubles = keepsDoubles
            all.removed = Set(removed.map { $0.lowercased() })
            for text in lines {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, let answer = ImportAnswer(parts[1]) else { return nil }
                if parts[0] == "all" {
                    all.others = answer
                } else if let line = Int(parts[0]) {
                    all.byLine[line] = answer
                } else {
                    return nil
                }
            }
        }
    }

    /// Reads the file and writes its shops, all or none. Nothing is written while a question has no answer; an open
    /// question about the file itself is refused with the option that answers it.
    ///
    /// - Parameters:
    ///   - bytes: the file as it is.
    ///   - fileName: how the import is called on its page.
    ///   - database: the association's file.
    ///   - home: the folder with `Templates`, for the sentences.
    ///   - language: the tag of the language of the sentences.
    ///   - options: what a person says about the file.
    ///   - answers: to the questions.
    ///   - sheetProgram: the path of `chaland-sheet`, for workbooks.
    ///   - dryRun: only say what would be done.
    /// - Throws: `Refused`; a `TemplateError` when the sentences cannot be read; what the database throws.
    package static func run(
        _ bytes: [UInt8], fileName: String, on database: Database, home: String, language: String = "fr",
        options: Options = Options(), answers: Answers = Answers(),
        sheetProgram: String = SiteConfiguration.beside("chaland-sheet"), dryRun: Bool,
        clock: Clock = .system, randomness: Randomness = .system
    ) throws -> Report {
        let messages = try MessageFiles.load(language, below: home + "/Templates")
        let (content, file) = try read(bytes, options, sheetProgram, messages)
        var choices = try choices(options, file, messages)
        choices.answers = answers.all
        let reader = try database.makeReader()
        let prepared = try ImportPreparation<ShopRows>(file.lines(choices), choices.answers, in: reader)
        let id = randomness.publicID()
        let plan: ImportPlan<ShopRows>
        if dryRun {
            plan = try prepared.current(in: reader).plan
        } else {
            let stored = (content: content, name: String(fileName.prefix(200)), choices: choices, id: id)
            plan = try write(prepared, of: stored, on: database, at: clock.now(), randomness)
        }
        let isWritten = !dryRun && plan.asked.isEmpty
        return Report(
            plan, messages, try Language(messages, index: 0), unusedColumns: file.unused(file.columns(choices)),
            path: isWritten ? Link.shopImport(id).path : nil)
    }

    /// Writes the shops and their file in one transaction, unless there are questions, and returns the plan.
    private static func write(
        _ prepared: ImportPreparation<ShopRows>,
        of file: (content: [UInt8], name: String, choices: ImportChoices, id: String),
        on database: Database, at now: Instant, _ randomness: Randomness
    ) throws -> ImportPlan<ShopRows> {
        try database.writeNow { db in
            let plan = try prepared.current(in: db).plan
            guard plan.asked.isEmpty else { return plan }
            try StoredImport.insert(
                file.content, of: ShopRows.name, fileName: file.name, choices: file.choices, publicID: file.id, by: nil,
                at: now, in: db)
            _ = try StoredImport.find(file.id, in: db)?.confirm(
                prepared, code: { randomness.letters(4) }, by: ImportAuthor(member: nil, at: now), in: db)
            return plan
        }
    }
}

extension ShopImport.Report {
    fileprivate init(
        _ plan: ImportPlan<ShopRows>, _ messages: Messages, _ language: Language, unusedColumns: [String], path: String?
    ) {
        typealias Item = ImportPlan<ShopRows>.Item
        func lines(_ items: [Item], _ said: (Item) -> [String]) -> [ShopImport.Line] {
            items.map { ShopImport.Line(number: $0.line.number, name: $0.line.name, sentences: said($0)) }
        }
        func remarks(_ item: Item) -> [String] { item.line.remarks.map { $0.said(in: messages) } }
        func double(_ item: Item) -> [String] {
            guard case .double(let line) = item.outcome else { return [] }
            return [messages.text("import.remark.double", ["line": String(line)])]
        }
        self.init(
            created: plan.createdCount, updated: plan.updatedCount, unchanged: plan.unchangedCount,
            removed: plan.removed.count,
            questions: lines(plan.asked) { item in
                item.candidates.map {
                    messages.text("import.question.same", ["row": $0.title]) + " (\($0.code))"
                }
            },
            preserved: lines(plan.preserving) { item in
                item.preserved.map { field in
                    let date = language.date(field.writtenAt.local.day)
                    return messages.text(
                        "import.remark.preserved",
                        ["column": messages.text("import.column.\(field.field)", [:]), "date": date])
                }
            },
            missing: plan.missing.map { ($0.code, $0.title) }, toCorrect: lines(plan.toCorrect, remarks),
            remarks: lines(plan.items.filter { $0.outcome != .toCorrect }) { remarks($0) + double($0) }
                .filter { !$0.sentences.isEmpty },
            unusedColumns: unusedColumns, path: path)
    }
}
