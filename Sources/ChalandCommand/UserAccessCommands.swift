import ArgumentParser
import Base
import Chaland
import SQLite
import Shell

/// The member of a command.
struct MemberOption: ParsableArguments {
    @Option(
        name: .customLong("member"),
        help: ArgumentHelp(
            say(
                fr: """
                    L’adresse e-mail du membre, son nom, le code de sa boutique, ou son code dans chaland user list. \
                    [CHALAND_MEMBER]
                    """,
                en: """
                    The member’s e-mail address, their name, the code of their shop, or their code in chaland user \
                    list. [CHALAND_MEMBER]
                    """),
            valueName: say(fr: "membre", en: "member")))
    var option: String?

    /// What was given.
    /// - Throws: bad use when it is missing.
    func required() throws -> String {
        guard let key = option ?? Environment.value("CHALAND_MEMBER") else {
            throw CommandFailure.badUse(
                say(
                    fr: "il manque --member, l’adresse, le nom ou le code du membre",
                    en: "--member, the member’s address, name or code, is missing"))
        }
        return key
    }

    /// - Throws: bad use when it is missing; a failure when there is no such member, or more than one.
    func find(in database: Database) throws -> ListedMember {
        let key = try required()
        let found = try ListedMember.find(key, in: database.makeReader())
        guard let member = found.first else {
            throw CommandFailure(say(fr: "aucun membre « \(key) »", en: "there is no member “\(key)”"))
        }
        guard found.count == 1 else {
            let all = found.map { "\($0.name) (\($0.email ?? $0.publicID))" }.joined(separator: ", ")
            throw CommandFailure(
                say(
                    fr: "plusieurs membres correspondent à « \(key) » : \(all)",
                    en: "several members match “\(key)”: \(all)"))
        }
        return member
    }
}

extension UserCommand {
    /// `chaland user list`.
    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: say(
                fr: "Affiche les membres : code, adresse, nom, fonctions, fin d’accès.",
                en: "Lists the members: code, address, name, offices, end of access."),
            discussion: say(
                fr: "Une ligne par membre, les colonnes séparées par une tabulation.",
                en: "One line per member, columns separated by a tab."))

        @OptionGroup var storage: StorageOption

        func run() throws {
            let database = try storage.existingDatabase()
            defer { database.close() }
            for member in try ListedMember.all(in: database.makeReader()) {
                let ended = member.endedAt?.local.day.description ?? ""
                // A name may contain line breaks or tabs; each member stays one line.
                let columns = [member.publicID, member.email ?? "", member.name, member.offices, ended]
                    .map { $0.split { $0.isNewline || $0 == "\t" }.joined(separator: " ") }
                Terminal.line(columns.joined(separator: "\t"))
            }
        }
    }

    /// `chaland user disable`.
    struct DisableCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable",
            abstract: say(
                fr: "Ferme l’accès d’un membre : ses sessions et ses liens prennent fin.",
                en: "Ends a member’s access: their sessions and links end."))

        @OptionGroup var storage: StorageOption
        @OptionGroup var member: MemberOption

        func run() throws {
            let database = try storage.existingDatabase()
            defer { database.close() }
            let member = try member.find(in: database)
            let now = Clock.system.now()
            do {
                try database.writeNow { try Member.endAccess(of: member.id, by: nil, at: now, in: $0) }
            } catch Member.AccessRefusal.lastPresident {
                throw CommandFailure.onlyPresident(member.name)
            }
            Terminal.line(
                say(fr: "L’accès de \(member.name) est fermé.", en: "\(member.name) no longer has access."))
        }
    }

    /// `chaland user enable`.
    struct EnableCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable",
            abstract: say(
                fr: "Rouvre l’accès d’un membre, avec ses fonctions.",
                en: "Restores a member’s access, with their offices."
            ))

        @OptionGroup var storage: StorageOption
        @OptionGroup var member: MemberOption

        func run() throws {
            let database = try storage.existingDatabase()
            defer { database.close() }
            let member = try member.find(in: database)
            let now = Clock.system.now()
            try database.writeNow { try Member.restoreAccess(of: member.id, by: nil, at: now, in: $0) }
            Terminal.line(
                say(fr: "\(member.name) a de nouveau accès.", en: "\(member.name) has access again."))
        }
    }
}

extension CommandFailure {
    /// The member with this name cannot lose their access or office.
    static func onlyPresident(_ name: String) -> CommandFailure {
        CommandFailure(
            say(
                fr: "\(name) est seul à la présidence : nommez d’abord une autre personne",
                en: "\(name) is the only president: appoint someone else first"))
    }
}
