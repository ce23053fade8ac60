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
                    shopkeeper (commerçant), staff (équipe d’une boutique), page-editor (modifie la page) ou \
                    spokesperson (parle au nom de la boutique). [CHALAND_OFFICE]
                    """,
                en: """
                    president, vice-president, treasurer, secretary, board-member, shopkeeper, staff (who works at a \
                    shop), page-editor (changes its page) or spokesperson (speaks for it). [CHALAND_OFFICE]
                    """), valueName: say(fr: "fonction", en: "office")))
    var office: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Le code de la boutique, pour une fonction dans une boutique, comme 7KQ2. [CHALAND_SHOP]",
                en: "The code of the shop, for an office at a shop, such as 7KQ2. [CHALAND_SHOP]"),
            valueName: "code"))
    var shop: String?

    /// The office; nil when none was named.
    /// - Throws: bad use for an unknown one.
    func value() throws -> Office? {
        guard let name = office ?? Environment.value("CHALAND_OFFICE") else { return nil }
        // The offices of a project are given on its page.
        let offices = Office.allCases.filter { $0.place != .project }
        let allowed = offices.map(\.rawValue).joined(separator: ", ")
        let office = try Setting.choice(name, "CHALAND_OFFICE", AddMember.usualOffice, allowed: allowed)
        guard offices.contains(office) else {
            throw CommandFailure.badUse(
                say(
                    fr: "« \(name) » se donne sur la page du projet",
                    en: "“\(name)” is given on the page of the project"))
        }
        return office
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
            case .shopMissing: .shopMissing
            case .shopSuperfluous: .shopSuperfluous
            case .shop: .unknownShop
            case .lastPresident: .onlyPresident(member.name)
            case .ended:
                CommandFailure(
                    say(
                        fr: "l’accès de \(member.name) est fermé : chaland user enable le rouvre",
                        en: "\(member.name) no longer has access: chaland user enable restores it"))
            }
        }
    }
}
