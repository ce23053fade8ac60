import Base
import Shell
import HTMLTemplate
import SQLite

/// Imports a file of shops in one go, as the command does: the same rules as the pages, without anybody to ask.
///
///     let report = try ShopImport.run(bytes, fileName: "boutiques.csv", on: database, home: home, dryRun: false)
///     print(report.created, "créées", report.path ?? "")
package enum ShopImport {
    /// How many bytes a file may have.
    package static let mostBytes = SiteLimits.importBytes

    /// What an import did, or would do.
    package struct Report: Sendable {
        /// Shops that were added.
        package let created: Int
        /// Shops that were written over.
        package let updated: Int
        /// Shops that were the same already.
        package let unchanged: Int
        /// Lines left out, with what to correct.
        package let toCorrect: [Line]
        /// Lines taken, with what was noticed.
        package let remarks: [Line]
        /// Titles of columns that were not used.
        package let unusedColumns: [String]
        /// The page of the import, where a president can undo it; nil when nothing was written.
        package let path: String?
    }

    /// A line of the file, and what is to be said of it, in sentences.
    package struct Line: Sendable {
        /// The line of the file it begins on, from 1.
        package let number: Int
        /// The name of the shop; empty when it is missing.
        package let name: String
        /// What was noticed.
        package let sentences: [String]
    }

    /// A file nothing can be imported from; `description` is the sentence for the person.
    package struct Refused: Error, CustomStringConvertible {
        /// Why, in the language asked for.
        package let description: String
    }

    /// Reads the file and writes its shops, all or none.
    ///
    /// - Parameters:
    ///   - bytes: the file as it is.
    ///   - fileName: how the import is called on its page.
    ///   - database: the association's file.
    ///   - home: the folder with `Templates`, for the sentences.
    ///   - language: the tag of the language of the sentences.
    ///   - dryRun: only say what would be done.
    /// - Throws: `Refused`; a `TemplateError` when the sentences cannot be read; what the database throws.
    package static func run(
        _ bytes: [UInt8], fileName: String, on database: Database, home: String, language: String = "fr",
        dryRun: Bool,
        clock: Clock = .system, randomness: Randomness = .system
    ) throws -> Report {
        let messages = try MessageFiles.load(language, below: home + "/Templates")
        guard bytes.count <= SiteLimits.importBytes else {
            throw Refused(description: messages.text("error.tooLarge.title"))
        }
        let file: ImportFile
        do { file = try ImportFile(bytes) } catch {
            throw Refused(description: messages.text(error.key, ["limit": messages.format(SiteLimits.importLines)]))
        }
        let columns = file.guessed
        guard columns.matched.contains(.name) else {
            throw Refused(description: messages.text("import.problem.noName"))
        }
        let lines = file.lines(ImportChoices())
        let id = randomness.publicID()
        let plan: ImportPlan
        if dryRun {
            let reader = try database.makeReader()
            plan = try reader.read { try ImportPlan(lines, in: reader) }
        } else {
            let stored = (content: bytes, name: String(fileName.prefix(200)), id: id)
            plan = try write(lines, of: stored, on: database, clock: clock, randomness: randomness)
        }
        func said(_ item: ImportPlan.Item) -> Line {
            Line(
                number: item.line.number, name: item.line.name,
                sentences: item.line.remarks.map { $0.said(in: messages) })
        }
        return Report(
            created: plan.createdCount, updated: plan.updatedCount, unchanged: plan.unchangedCount,
            toCorrect: plan.toCorrect.map(said),
            remarks: plan.items.filter { $0.outcome != .toCorrect && !$0.line.remarks.isEmpty }.map(said),
            unusedColumns: file.unused(columns), path: dryRun ? nil : Link.shopImport(id).path)
    }

    /// Writes the shops of `lines` and the file they come from in one transaction, and returns what was planned.
    private static func write(
        _ lines: [ImportLine], of file: (content: [UInt8], name: String, id: String), on database: Database,
        clock: Clock, randomness: Randomness
    ) throws -> ImportPlan {
        let now = clock.now()
        let prepared = try ImportPreparation(lines, in: try database.makeReader())
        return try database.writeNow { db in
            let plan = try ImportPlan(lines, in: db)
            try StoredImport.insert(file.content, fileName: file.name, publicID: file.id, by: nil, at: now, in: db)
            _ = try StoredImport.find(file.id, in: db)?.confirm(
                lines, prepared, code: { randomness.letters(4) }, by: nil, at: now, in: db)
            return plan
        }
    }
}
