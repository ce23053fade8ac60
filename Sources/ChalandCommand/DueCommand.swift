import Base
import Shell
import ArgumentParser
import Chaland
import Foundation
import SQLite

/// `chaland due`.
struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: say(
            fr: "Dit quand le programme aura un travail à faire.", en: "Shows when the next due work starts."),
        discussion: say(
            fr: """
                Une ligne : le moment (ISO 8601, UTC) et le travail, comme « 2026-03-03T03:00:00Z retention ». Un moment \
                passé : il y a du travail en retard. Sur la sortie standard, rien quand rien n’est \
                prévu. Rien n’est écrit.
                """,
            en: """
                One line: the moment (ISO 8601, UTC) and the work, such as “2026-03-03T03:00:00Z retention”. A moment in the \
                past: work is overdue. Nothing on standard output when nothing \
                is due. Nothing is written.
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
