import Shell
import ArgumentParser
import Chaland
import SQLite

/// `chaland user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: say(
            fr: "Ajoute ou affiche des membres, ferme un accès, fait un lien de connexion.",
            en: "Adds or lists members, ends their access, makes a sign-in link."),
        subcommands: [
            AddCommand.self, LinkCommand.self, ListCommand.self, DisableCommand.self, EnableCommand.self,
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

        @Option(
            help: ArgumentHelp(
                say(
                    fr: """
                        president, vice-president, treasurer (trésorerie), secretary (secrétariat), board-member (bureau), \
                        shopkeeper (commerçant) ou staff (qui travaille dans une boutique). [CHALAND_OFFICE ; sinon shopkeeper]
                        """,
                    en: """
                        president, vice-president, treasurer, secretary, board-member, shopkeeper or staff (who works at a \
                        shop). [CHALAND_OFFICE; else shopkeeper]
                        """), valueName: say(fr: "fonction", en: "office")))
        var office: String?

        @Option(
            help: ArgumentHelp(
                say(
                    fr: "Le code de la boutique d’un shopkeeper ou d’un staff, comme 7KQ2. [CHALAND_SHOP]",
                    en: "The code of the shop of a shopkeeper or of staff, such as 7KQ2. [CHALAND_SHOP]"),
                valueName: "code"))
        var shop: String?

        func run() throws {
            let email = try email.required()
            guard let name = name ?? Environment.value("CHALAND_NAME") else {
                throw CommandFailure.badUse(
                    say(fr: "il manque --name, le nom du membre", en: "--name, the member’s name, is missing"))
            }
            let allowed = Office.allCases.map(\.rawValue).joined(separator: ", ")
            let office = try Setting.choice(office, "CHALAND_OFFICE", AddMember.usualOffice, allowed: allowed)
            do {
                let member = try AddMember(
                    name: name, email: email, office: office, shop: shop ?? Environment.value("CHALAND_SHOP"))
                let database = try storage.existingDatabase()
                defer { database.close() }
                try member.run(in: database)
                try UserCommand.showLink(email, database, address)
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
        @OptionGroup var email: EmailOption
        @OptionGroup var address: AddressOption

        func run() throws {
            let email = try email.required()
            let database = try storage.existingDatabase()
            defer { database.close() }
            try UserCommand.showLink(email, database, address)
        }
    }

    private static func showLink(_ email: String, _ database: Database, _ address: AddressOption) throws {
        guard let path = try SignInLink.make(email: email, in: database) else {
            throw CommandFailure(
                say(fr: "aucun membre n’a l’adresse \(email)", en: "no member has the address \(email)"))
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
        case .shopMissing:
            .badUse(
                say(
                    fr: "il manque --shop, le code de la boutique, pour cette fonction",
                    en: "--shop, the code of the shop, is missing for this office"))
        case .shopSuperfluous:
            .badUse(
                say(
                    fr: "--shop est de trop : cette fonction est celle de toute l’association",
                    en: "--shop does not apply: this office is held in the whole association"))
        case .shop: CommandFailure(say(fr: "aucune boutique n’a ce code", en: "no shop has this code"))
        }
    }
}
