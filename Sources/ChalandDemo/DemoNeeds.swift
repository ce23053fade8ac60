import Base
import Projects
import SQLite
import Shell

extension DemoStreet {
    /// Inserts what shopkeepers look for, offer and can do; two of them about the same thing.
    mutating func insertNeeds(in db: Writer) throws {
        let today = now.local.day
        for (number, text) in DemoTexts.needs.enumerated() where number < owned.count {
            let (shop, owner) = owned[number]
            try Need.Details(text.kind, text.text, until: today.adding(days: 6 + 9 * number)).insert(
                publicID: dice.letters(16).lowercased(), by: owner, for: shop.id, at: now - .hours(3 + 20 * number),
                in: db)
        }
    }
}

extension DemoTexts {
    static let needs: [(kind: NeedKind, text: String)] = [
        (.seeking, "Deux barnums de 3\u{A0}m pour le marché de samedi."),
        (.offering, "Une place dans ma camionnette pour Rungis, le mardi matin."),
        (.skill, "Écrire à la craie sur les ardoises et les vitrines."),
        (.offering, "Un barnum de 3\u{A0}m, à prendre à la cave."),
        (.seeking, "Une commande de papier kraft à plusieurs, à partir de dix rouleaux."),
        (.skill, "Régler les vélos des livreurs, un quart d’heure suffit."),
    ]
}
