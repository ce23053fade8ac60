import ArgumentParser
import Chaland
import FoundationEssentials
import SQLite
import Shops

/// `chaland import`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: say(fr: "Importe des listes.", en: "Imports lists."),
        subcommands: [ShopsCommand.self])

    /// `chaland import shops`.
    struct ShopsCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "shops",
            abstract: say(
                fr: "Importe une liste de boutiques (Excel, LibreOffice, CSV, texte).",
                en: "Imports a list of shops (Excel, LibreOffice, CSV, text)."),
            discussion: say(
                fr: """
                    Titres, séparateur, encodage et colonnes sont reconnus, sinon demandés : rien n’est importé tant qu’une \
                    question reste ouverte. La page affichée à la fin permet d’annuler.
                    """,
                en: """
                    Titles, delimiter, encoding and columns are recognised, else asked for: nothing is imported while a \
                    question is open. The page shown at the end lets you undo it.
                    """))

        @OptionGroup var storage: StorageOption
        @OptionGroup var home: HomeOption
        @OptionGroup var address: AddressOption

        @Flag(
            help: ArgumentHelp(
                say(
                    fr: "Dit ce qui serait fait, sans rien écrire. [CHALAND_DRY_RUN=1]",
                    en: "Says what would be done and writes nothing. [CHALAND_DRY_RUN=1]")))
        var dryRun = false

        @OptionGroup var reading: ReadingOptions
        @OptionGroup var matching: MatchingOptions

        @Argument(help: ArgumentHelp(say(fr: "La liste.", en: "The list."), valueName: say(fr: "fichier", en: "file")))
        var file: String

        func run() throws {
            let dryRun = try Setting.flag(dryRun, "CHALAND_DRY_RUN")
            // Bad use is refused before anything is opened.
            _ = try address.given()
            let answers = try matching.answers()
            try Folders.requireFile(file)
            let folder = try storageFolder(dryRun: dryRun)
            defer { folder.cleanUp() }
            let database = try Store.open(Folders.database(in: folder.path))
            defer { database.close() }
            let bytes = try Folders.contents(of: file, upTo: ShopImport.mostBytes + 1)
            do {
                let report = try ShopImport.run(
                    bytes, fileName: URL(fileURLWithPath: file).lastPathComponent, on: database,
                    home: try Folders.home(home), language: say(fr: "fr", en: "en"),
                    options: reading.options, answers: answers, dryRun: dryRun)
                printReport(report, dryRun: dryRun, try address.origin(in: database.makeReader()))
                if !dryRun, !report.questions.isEmpty { throw Self.unanswered(report.questions.count) }
            } catch let refusal as ShopImport.Refused {
                throw CommandFailure("\(file) : \(refusal.description)")
            }
        }

        /// The storage, made when it is missing: a list may be imported before the association is founded. A dry run
        /// without a storage uses a temporary folder.
        private func storageFolder(dryRun: Bool) throws -> (path: String, cleanUp: () -> Void) {
            let manager = FileManager.default
            if dryRun, !manager.fileExists(atPath: Folders.database(in: storage.folder)) {
                let temporary = manager.temporaryDirectory.appendingPathComponent("chaland-\(UUID().uuidString)").path
                try Folders.makeStorage(temporary)
                return (temporary, { try? manager.removeItem(atPath: temporary) })
            }
            try Folders.makeStorage(storage.folder)
            return (storage.folder, {})
        }

        private static func unanswered(_ count: Int) -> CommandFailure {
            CommandFailure(
                say(
                    fr:
                        "rien n’est écrit : répondez d’abord (\(counted(count))) avec --answer, par exemple --answer all=same",
                    en: "nothing is written: \(counted(count)) to answer first with --answer, such as --answer all=same"
                )
            )
        }

        private func printReport(_ report: ShopImport.Report, dryRun: Bool, _ origin: String) {
            for line in report.remarks + report.preserved + report.toCorrect + report.questions {
                let sentences = line.sentences.joined(separator: " ")
                Terminal.line(
                    say(fr: "ligne \(line.number)", en: "line \(line.number)") + "  \(line.name) : \(sentences)")
            }
            if !report.unusedColumns.isEmpty {
                let titles = report.unusedColumns.joined(separator: ", ")
                Terminal.line(say(fr: "Colonnes laissées de côté : \(titles)", en: "Columns left out: \(titles)"))
            }
            for shop in report.missing {
                Terminal.line(
                    say(fr: "N’est plus dans la liste", en: "No longer in the list") + " : \(shop.title) (\(shop.code))"
                )
            }
            if !report.questions.isEmpty, !dryRun { return }
            Terminal.line(
                say(
                    fr: """
                        \(dryRun ? "Serait fait" : "Fait") : \(counted(report.created)) créées, \(counted(report.updated)) mises à jour, \
                        \(counted(report.unchanged)) inchangées, \(counted(report.removed)) retirées, \
                        \(counted(report.toCorrect.count)) à corriger.
                        """,
                    en: """
                        \(dryRun ? "Dry run" : "Done"): \(counted(report.created)) created, \(counted(report.updated)) updated, \
                        \(counted(report.unchanged)) unchanged, \(counted(report.removed)) removed, \
                        \(counted(report.toCorrect.count)) to correct.
                        """))
            if let path = report.path { Terminal.line(say(fr: "Pour annuler : ", en: "To undo: ") + origin + path) }
        }
    }
}
