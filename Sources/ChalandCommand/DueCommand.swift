import ArgumentParser
import Base
import Chaland
import FoundationEssentials
import SQLite
import Shell

/// `chaland due`.
struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: say(
            fr: "Dit quand le programme aura un travail à faire.", en: "Shows when the next due work starts."),
        discussion: say(
            fr: """
                Affiche une ligne : le moment (ISO 8601, UTC) et le travail, comme « 2026-03-03T03:00:00Z retention ». \
                Un moment passé signifie que du travail est en retard. Si rien n’est prévu, la sortie standard est vide. \
                La commande ne change rien.
                """,
            en: """
                Prints one line: the time (ISO 8601, UTC) and the work, such as “2026-03-03T03:00:00Z retention”. A time \
                in the past means that work is overdue. If no work is due, standard output is empty. The command changes \
                nothing.
                """))

    @OptionGroup var storage: StorageOption

    func run() throws {
        try Folders.requireStorage(storage.folder)
        let file = Folders.database(in: storage.folder)
        guard let next = try DueWork.next(of: siteMap.dueJobs, inFile: file, schema: Store.schema) else {
            return Terminal.note(say(fr: "Rien n’est prévu.", en: "Nothing is due."))
        }
        let moment = Date(timeIntervalSince1970: TimeInterval(next.dueAt.seconds)).formatted(.iso8601)
        Terminal.line("\(moment) \(next.kind)")
    }
}
