import ArgumentParser
import Base
import Chaland
import SQLite
import Shell

extension UserCommand {
    /// `chaland user erase`.
    struct EraseCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: say(
                fr: "Efface les données d’un membre (RGPD, article 17). Cela ne se défait pas.",
                en: "Erases a member’s data (GDPR, article 17). This cannot be undone."))

        @OptionGroup var storage: StorageOption
        @OptionGroup var member: MemberOption

        @Flag(
            help: ArgumentHelp(
                say(
                    fr: "Confirme : le nom, l’adresse et l’accès disparaissent, les décisions restent.",
                    en: "Confirms: name, address and access go, decisions stay.")))
        var sure = false

        func run() throws {
            _ = try member.required()
            let database = try storage.existingDatabase()
            defer { database.close() }
            let member = try member.find(in: database)
            guard sure else {
                throw CommandFailure.badUse(
                    say(
                        fr: "effacer \(member.name) ne se défait pas : ajoutez --sure",
                        en: "erasing \(member.name) cannot be undone: add --sure"))
            }
            let now = Clock.system.now()
            do {
                try database.writeNow {
                    try Member.erase(member.id, from: siteMap.personalData, by: nil, at: now, in: $0)
                }
            } catch Member.AccessRefusal.lastPresident {
                throw CommandFailure.onlyPresident(member.name)
            }
            Terminal.line(
                say(
                    fr: "Les données de \(member.name) sont effacées.", en: "The data of \(member.name) is erased."))
        }
    }
}
