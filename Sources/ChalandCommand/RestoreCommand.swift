import ArgumentParser
import Chaland
import SQLite
import Shell

/// `chaland restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: say(
            fr: "Remet une sauvegarde à la place de l’association.",
            en: "Replaces the association with a backup."),
        discussion: say(
            fr: """
                La sauvegarde est vérifiée d’abord, et l’association présente est gardée à côté. Le serveur peut rester en \
                marche ; chacun devra se reconnecter.
                """,
            en: """
                The backup is checked first, and a copy of the present association is stored beside it. The server may \
                continue to run; everybody has to sign in again.
                """))

    @OptionGroup var storage: StorageOption

    @Argument(
        help: ArgumentHelp(say(fr: "La sauvegarde.", en: "The backup."), valueName: say(fr: "fichier", en: "file")))
    var file: String

    func run() throws {
        let folder = storage.folder
        try Folders.makeStorage(folder)
        try Folders.requireFile(file)
        let isRawCopy = Backup.isRawCopy(file)
        let outcome = try Folders.locked(in: folder) { try restore(into: Folders.database(in: folder)) }
        if isRawCopy {
            Terminal.note(
                say(
                    fr: """
                        Attention : \(file) est une copie brute du fichier. Ce que le journal (-wal) du serveur contenait encore n’y \
                        est pas ; chaland backup copie tout.
                        """,
                    en: """
                        Warning: \(file) is a raw copy of the file. It lacks what was still in the server’s log (-wal); chaland \
                        backup copies everything.
                        """))
        }
        if let copy = outcome.copy {
            Terminal.line(
                say(
                    fr: "L’association d’avant est gardée dans \(copy)",
                    en: "The previous association is stored in \(copy)"))
        }
        if !outcome.isCarriedOver { Terminal.note(Self.notCarriedOver) }
        Terminal.line(
            say(
                fr: """
                    Sauvegarde remise dans \(folder). Chacun doit se reconnecter ; les lettres d’invitation qui n’ont pas servi ne \
                    sont plus valables.
                    """,
                en: """
                    Backup restored in \(folder). Everybody has to sign in again; invitation letters that were not used are no \
                    longer valid.
                    """))
    }

    private static var notCarriedOver: String {
        say(
            fr: """
                Attention : le fichier remplacé n’a pas pu être relu. Ce qui a été retiré ou fermé depuis la sauvegarde (accès, \
                avis, réponses) est revenu : vérifiez les membres et les avis.
                """,
            en: """
                Warning: the replaced file could not be read. What was withdrawn or ended since the backup (access, reviews, \
                answers) is back: check the members and the reviews.
                """)
    }

    private func restore(into path: String) throws -> Restoration.Outcome {
        do { return try Store.restore(from: file, into: path) } catch DatabaseError.corrupt(let damage) {
            throw CommandFailure(
                say(
                    fr: """
                        la sauvegarde \(file) ne peut pas être remise (\(explanation(of: damage))) ; rien n’a été changé
                        """,
                    en: """
                        the backup \(file) cannot be restored (\(explanation(of: damage))); nothing was changed
                        """))
        }
    }
}
