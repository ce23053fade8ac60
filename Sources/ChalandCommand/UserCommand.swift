import ArgumentParser
import Base
import Chaland
import SQLite
import Shell

/// `chaland user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: say(
            fr: "Ajoute ou affiche des membres, change leurs fonctions, ferme un accès, fait un lien de connexion.",
            en: "Adds or lists members, changes their offices, ends their access, makes a sign-in link."),
        subcommands: [
            AddCommand.self, LinkCommand.self, ListCommand.self, OfficeCommand.self, DisableCommand.self,
            EnableCommand.self, EraseCommand.self,
        ])

    /// `chaland user add`.
    struct AddCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: say(
                fr: "Ajoute un membre et affiche son lien de connexion, valable une fois et une heure.",
                en: "Adds a member and shows their sign-in link, good for one use and one hour."))

        @OptionGroup var storage: StorageOption
        @OptionGroup var email: EmailOption
        @OptionGroup var address: AddressOption

        @Option(
            help: ArgumentHelp(
                say(fr: "Le nom du membre. [CHALAND_NAME]", en: "The member’s name. [CHALAND_NAME]"),
                valueName: say(fr: "nom", en: "name")))
        var name: String?

        @OptionGroup var office: OfficeOption

        func run() throws {
            let email = try email.required()
            guard let name = name ?? Environment.value("CHALAND_NAME") else {
                throw CommandFailure.badUse(
                    say(fr: "il manque --name, le nom du membre", en: "--name, the member’s name, is missing"))
            }
            do {
                let member = try AddMember(
                    name: name, email: email, office: try office.value() ?? AddMember.usualOffice,
                    shop: office.shopCode)
                let database = try storage.existingDatabase()
                defer { database.close() }
                try member.run(in: database)
                guard let member = try ListedMember.find(email, in: database.makeReader()).first else { return }
                try UserCommand.showLink(member, database, address)
            } catch let refusal as AddMember.Refusal {
                throw UserCommand.explain(refusal, email)
            }
        }
    }

    /// `chaland user link`.
    struct LinkCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "link",
            abstract: say(
                fr: "Affiche un lien de connexion pour un membre, valable une fois et une heure.",
                en: "Shows a sign-in link for a member, good for one use and one hour."))

        @OptionGroup var storage: StorageOption
        @OptionGroup var member: MemberOption
        @OptionGroup var address: AddressOption

        @Flag(
            help: ArgumentHelp(
                say(
                    fr: "Téléphone perdu : déconnecte tous ses appareils et arrête sa validation en deux étapes.",
                    en: "Lost phone: signs out all their devices and turns their two-step sign-in off.")))
        var lost = false

        func run() throws {
            _ = try member.required()
            let database = try storage.existingDatabase()
            defer { database.close() }
            let member = try member.find(in: database)
            let now = Clock.system.now()
            if lost {
                try database.writeNow { db in
                    try Member.endSessions(of: member.id, at: now, in: db)
                    try Audit.record(.phoneLost, of: member.id, by: nil, at: now, in: db)
                }
            }
            try UserCommand.showLink(member, database, address)
        }
    }

    private static func showLink(_ member: ListedMember, _ database: Database, _ address: AddressOption) throws {
        guard let path = try SignInLink.make(for: member.id, in: database) else {
            throw CommandFailure(
                say(
                    fr: "l’accès de \(member.name) est fermé : chaland user enable le rouvre",
                    en: "\(member.name) no longer has access: chaland user enable restores it"))
        }
        Terminal.line(try address.origin(in: database.makeReader()) + path)
    }

    private static func explain(_ refusal: AddMember.Refusal, _ email: String) -> CommandFailure {
        switch refusal {
        case .noAssociation:
            CommandFailure(
                say(
                    fr: "l’association n’est pas encore fondée : ouvrez d’abord l’adresse « premiers pas » du serveur",
                    en: "the association is not founded yet: first open the set-up address that the server prints"))
        case .taken:
            CommandFailure(
                say(
                    fr: "un membre a déjà l’adresse \(email) : chaland user link lui fait un lien",
                    en: "a member already has the address \(email): chaland user link makes a link for them"))
        case .email:
            .badUse(say(fr: "« \(email) » n’est pas une adresse e-mail", en: "“\(email)” is not an e-mail address"))
        case .name:
            .badUse(
                say(fr: "le nom doit avoir de 1 à 120 caractères", en: "the name must have from 1 to 120 characters"))
        case .shopMissing: .shopMissing
        case .shopSuperfluous: .shopSuperfluous
        case .shop: .unknownShop
        }
    }
}

/// What is wrong with `--shop` for an office.
extension CommandFailure {
    static var shopMissing: CommandFailure {
        .badUse(
            say(
                fr: "il manque --shop, le code de la boutique, pour cette fonction",
                en: "--shop, the code of the shop, is missing for this office"))
    }

    static var shopSuperfluous: CommandFailure {
        .badUse(
            say(
                fr: "--shop est de trop : cette fonction est celle de toute l’association",
                en: "--shop does not apply: this office is held in the whole association"))
    }

    static var unknownShop: CommandFailure {
        CommandFailure(say(fr: "aucune boutique n’a ce code", en: "no shop has this code"))
    }
}
