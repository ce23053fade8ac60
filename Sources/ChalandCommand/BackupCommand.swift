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
            en: "The file contains personal data: store it where only you can read it."))

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
