import ArgumentParser
import Base
import Chaland
import SQLite
import Shell

/// An office, and the shop it is held at.
struct OfficeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            say(
                fr: """
                    president, vice-president, treasurer (trésorerie), secretary (secrétariat), board-member (bureau), \
                    shopkeeper (commerçant) ou staff (qui travaille dans une boutique). [CHALAND_OFFICE]
                    """,
                en: """
                    president, vice-president, treasurer, secretary, board-member, shopkeeper or staff (who works at a \
                    shop). [CHALAND_OFFICE]
                    """), valueName: say(fr: "fonction", en: "office")))
    var office: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Le code de la boutique d’un shopkeeper ou d’un staff, comme 7KQ2. [CHALAND_SHOP]",
                en: "The code of the shop of a shopkeeper or of staff, such as 7KQ2. [CHALAND_SHOP]"),
            valueName: "code"))
    var shop: String?

    /// The office; nil when none was named.
    /// - Throws: bad use for an unknown one.
    func value() throws -> Office? {
        guard let name = office ?? Environment.value("CHALAND_OFFICE") else { return nil }
        let allowed = Office.allCases.map(\.rawValue).joined(separator: ", ")
        return try Setting.choice(name, "CHALAND_OFFICE", AddMember.usualOffice, allowed: allowed)
    }

    /// The code of the shop; nil without one.
    var shopCode: String? { shop ?? Environment.value("CHALAND_SHOP") }
}

extension UserCommand {
    /// `chaland user office`.
    struct OfficeCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "office",
            abstract: say(
                fr: "Donne une fonction à un membre, ou y met fin avec --end.",
                en: "Gives a member an office, or ends it with --end."))

        @OptionGroup var storage: StorageOption
        @OptionGroup var member: MemberOption
        @OptionGroup var office: OfficeOption

        @Flag(help: ArgumentHelp(say(fr: "Met fin à la fonction.", en: "Ends the office.")))
        var end = false

        func run() throws {
            guard let office = try office.value() else {
                throw CommandFailure.badUse(say(fr: "il manque --office, la fonction", en: "--office is missing"))
            }
            _ = try member.required()
            let database = try storage.existingDatabase()
            defer { database.close() }
            let member = try member.find(in: database)
            let change = OfficeChange(office: office, shop: self.office.shopCode, ends: end)
            do {
                try change.run(for: member.id, in: database)
            } catch let refusal as OfficeChange.Refusal {
                throw explain(refusal, member)
            }
            guard let changed = try ListedMember.find(member.publicID, in: database.makeReader()).first else { return }
            let held = changed.offices.isEmpty ? say(fr: "aucune fonction", en: "no office") : changed.offices
            Terminal.line("\(changed.name)\t\(held)")
        }

        private func explain(_ refusal: OfficeChange.Refusal, _ member: ListedMember) -> CommandFailure {
            switch refusal {
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
            case .lastPresident:
                CommandFailure(
                    say(
                        fr: "\(member.name) est seul à la présidence : nommez d’abord une autre personne",
                        en: "\(member.name) is the only president: appoint someone else first"))
            case .ended:
                CommandFailure(
                    say(
                        fr: "l’accès de \(member.name) est fermé : chaland user enable le rouvre",
                        en: "\(member.name) no longer has access: chaland user enable restores it"))
            }
        }
    }
}
