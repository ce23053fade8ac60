import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// The text of one letter.
struct LetterText: PageModel, Equatable {
    let shopName: String
    let address: [String]
    /// The URL in the code to scan, with the secret.
    let link: String
    /// «7KQ2M-9F4XT»
    let secret: String
    /// Where the secret is typed: «rue-du-marche.fr/invitation».
    let typeAt: String
    /// «Ce code sert une seule fois, jusqu’au 1er avril 2026.»
    let until: String
    let sender: Sender
    let qrLabel: String

    /// The code to scan, drawn anew: about 0.3 ms.
    var code: HTML { QRCode.svg(link, label: qrLabel) ?? "" }

    /// The same on all letters of a batch.
    struct Sender: Sendable, Equatable {
        let association: String
        let town: String
        /// «Rose Clément, présidence»
        let author: String
        /// «Une question ? 04 50 00 00 00, contact@vitrines.example»; nil when the association states neither.
        let question: String?
    }

    static let fields: [Field<LetterText>] = [
        .text("shopName") { $0.shopName }, .list("address") { $0.address.map(AddressLine.init) },
        .text("link") { $0.link }, .text("secret") { $0.secret }, .text("typeAt") { $0.typeAt },
        .text("until") { $0.until }, .text("author") { $0.sender.author },
        .optionalText("question") { $0.sender.question },
    ]

    struct AddressLine: PageModel {
        let text: String

        init(_ text: String) { self.text = text }

        static let fields: [Field<AddressLine>] = [.text("text") { $0.text }]
    }

    /// The texts of the open letters among these.
    static func of(_ letters: [BatchLetter], _ batch: InvitationBatch, _ context: Context) throws -> [LetterText] {
        let sender = try context.read { try Sender(of: batch, in: $0, context) }
        let typeAt = context.absolute(.typeInvitation).split(separator: "/").dropFirst().joined(separator: "/")
        return letters.compactMap { letter in
            guard let secret = letter.secret else { return nil }
            return LetterText(
                shopName: letter.shopName, address: letter.address, link: context.absolute(.invitation(secret)),
                secret: secret.inTwoGroups, typeAt: typeAt,
                until: context.say(
                    "invitation.letter.until", ["until": context.language.date(batch.expiresAt.local.day)]),
                sender: sender,
                qrLabel: context.say("invitation.qr", ["shop": letter.shopName]))
        }
    }
}

extension LetterText.Sender {
    /// The author of the batch, with their office, and the contact for questions.
    init(of batch: InvitationBatch, in db: Reader, _ context: Context) throws {
        let settings = try AssociationSettings.current(in: db)?.settings
        let office = try Office.ofAssociation(batch.author, in: db)
        association = context.association.name
        town = context.association.town
        author = [batch.authorName, office?.title(context)].compactMap(\.self)
            .joined(separator: ", ")
        let contact = [settings?.phone, settings?.email].compactMap(\.self).filter { !$0.isEmpty }
        question =
            contact.isEmpty
            ? nil : context.say("invitation.letter.question", ["contact": contact.joined(separator: ", ")])
    }
}
