import Base
import Shell
import HTMLTemplate
import SQLite

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

    /// Writes the shops of `lines` and their file in one transaction and returns the plan.
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
