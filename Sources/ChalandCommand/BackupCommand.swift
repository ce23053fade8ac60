import ArgumentParser
import CLinux
import Chaland
import SQLite

/// `chaland backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: say(
            fr: "Copie l’association dans un fichier, sans arrêter le serveur.",
            en: "Copies the association into a file, without stopping the server."),
        discussion: say(
            fr: "Le fichier contient des données personnelles : gardez-le comme un trousseau de clés.",
            en: "The file holds personal data: keep it as you would keep a bunch of keys."))

    @OptionGroup var storage: StorageOption

    @Argument(
        help: ArgumentHelp(
            say(
                fr: "Le fichier à écrire ; une copie plus ancienne de ce nom est remplacée.",
                en: "The file to write; an older copy of that name is replaced."),
            valueName: say(fr: "fichier", en: "file")))
    var file: String

    func run() throws {
        let folder = storage.folder
        try Folders.requireStorage(folder)
        try Folders.requireParent(of: file)
        let bar = ProgressBar(say(fr: "Copie", en: "Copying"))
        // A server on the same machine has priority.
        chaland_lower_priority()
        try Folders.locked(in: Folders.parent(of: file)) {
            try Backup.copy(from: Folders.database(in: folder), to: file, progress: bar.show)
            _ = try Backup.check(file, schema: Store.schema)
        }
        bar.end()
        Terminal.line(say(fr: "Sauvegarde vérifiée : \(file)", en: "Backup checked: \(file)"))
    }
}

/// `chaland restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: say(
            fr: "Remet une sauvegarde à la place de l’association.",
            en: "Puts a backup in the association’s place."),
        discussion: say(
            fr: """
                La sauvegarde est vérifiée d’abord, et l’association présente est gardée à côté. Le serveur peut rester en \
                marche ; chacun devra se reconnecter.
                """,
            en: """
                The backup is checked first, and the present association is kept beside it. The server may keep running; \
                everybody has to sign in again.
                """))

    @OptionGroup var storage: StorageOption

    @Argument(
        help: ArgumentHelp(say(fr: "La sauvegarde.", en: "The backup."), valueName: say(fr: "fichier", en: "file")))
    var file: String

    func run() throws {
        let folder = storage.folder
        try Folders.makeStorage(folder)
        let copy = try Folders.locked(in: folder) { try restore(into: Folders.database(in: folder)) }
        if let copy {
            Terminal.line(
                say(
                    fr: "L’association d’avant est gardée dans \(copy)",
                    en: "The association as it was is kept in \(copy)"))
        }
        Terminal.line(
            say(
                fr: "Sauvegarde remise dans \(folder). Chacun doit se reconnecter.",
                en: "Backup put back into \(folder). Everybody has to sign in again."))
    }

    private func restore(into path: String) throws -> String? {
        try Folders.requireFile(file)
        do { return try Store.restore(from: file, into: path) } catch DatabaseError.corrupt(let damage) {
            throw CommandFailure(
                say(
                    fr: """
                        la sauvegarde \(file) ne peut pas être remise (\(explanation(of: damage))) ; rien n’a été changé
                        """,
                    en: """
                        the backup \(file) cannot be put back (\(explanation(of: damage))); nothing was changed
                        """))
        }
    }
}
