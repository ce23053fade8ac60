import Base
import HTMLTemplate

/// What a shop chooses from a list: its access, means of payment and services. Stored as names in the order of the
/// list, separated by spaces; the schema does not list them, and an unknown name is ignored.
package struct ShopChoices: Sendable {
    /// One of the list.
    package struct Choice: Sendable {
        /// What is stored: `stepFree`.
        package let name: String
        /// The message with its words.
        package let label: String
        /// How lists write it, folded.
        let spellings: [String]
    }

    /// In the order of pages.
    package let all: [Choice]

    /// - Parameter lines: one choice a line: its name, a colon, its spellings separated by `|`.
    private init(_ field: String, _ lines: String) {
        all = lines.split(separator: "\n").map { line in
            let parts = line.split(separator: ":")
            let name = String(parts[0])
            let spellings = parts.dropFirst().flatMap { $0.split(separator: "|") }
            return Choice(
                name: name, label: "shop.\(field).\(name)",
                spellings: [name.folded] + spellings.map { String($0).trimmed.folded })
        }
    }

    /// What makes it accessible.
    package static let access = ShopChoices(
        "access",
        """
        stepFree: entree de plain pied|plain pied|de plain pied|sans marche|acces pmr|pmr|accessible pmr|\
        acces handicape|step free entrance|step free|wheelchair accessible
        ramp: rampe|rampe d acces|rampe amovible|ramp|portable ramp
        bell: sonnette a l entree|sonnette|sonnette d appel|doorbell|doorbell for help
        toilets: toilettes accessibles|wc accessibles|wc pmr|toilettes pmr|accessible toilet|accessible toilets
        hearingLoop: boucle magnetique|boucle auditive|hearing loop
        parking: place de stationnement reservee|parking pmr|stationnement pmr|place pmr|disabled parking|\
        disabled parking space
        """)
    package static let payment = ShopChoices(
        "payment",
        """
        card: carte bancaire|carte|cartes bancaires|cb|carte bleue|visa|mastercard|bank card|card|cards|credit card
        contactless: sans contact|paiement sans contact|contactless|apple pay|google pay
        cash: especes|liquide|cash
        cheque: cheque|cheques|cheque bancaire|cheques bancaires|check|cheques accepted
        mealVoucher: titres restaurant|titre restaurant|tickets restaurant|ticket restaurant|ticket resto|\
        meal vouchers|meal voucher
        holidayVoucher: cheques vacances|cheque vacances|ancv|holiday vouchers
        giftCard: cheques cadeaux|cheque cadeau|carte cadeau|cartes cadeaux|gift cards|gift card
        instalments: paiement en plusieurs fois|paiement en 3 fois|en plusieurs fois|3 fois sans frais|instalments
        transfer: virement|virement bancaire|bank transfer
        """)
    package static let services = ShopChoices(
        "services",
        """
        delivery: livraison|livraison a domicile|livraisons|livraisons a domicile|delivery|home delivery
        clickAndCollect: click and collect|click collect|click n collect|retrait en magasin|retrait en boutique|\
        retrait de commandes|commande et retrait|order and collect
        giftWrap: paquet cadeau|paquets cadeaux|emballage cadeau|gift wrapping|gift wrap
        booking: reservation|reservations|sur reservation|sur rendez vous|prise de rendez vous|booking|bookings|\
        appointments
        order: sur commande|commande speciale|commandes speciales|made to order
        takeAway: a emporter|vente a emporter|take away|takeaway
        terrace: terrasse|outdoor seating|terrace
        alterations: retouches|retouche|alterations
        repair: reparation|reparations|repairs|repair
        quote: devis|devis gratuit|quotes|quote
        rental: location|rental|hire
        workshops: ateliers|atelier|cours|workshops
        parcels: point relais|relais colis|colis|parcel point
        loyalty: carte de fidelite|fidelite|loyalty card
        """)

    /// The choices that a stored text names.
    package func chosen(in text: String) -> [Choice] {
        let names = Set(text.split(separator: " "))
        return all.filter { names.contains(Substring($0.name)) }
    }

    /// A stored text in words: «Carte bancaire, Espèces».
    package func words(_ text: String, _ messages: Messages) -> String {
        chosen(in: text).map { messages.text($0.label) }.joined(separator: ", ")
    }

    /// A typed or imported text as it is stored, and what it says besides.
    func read(_ text: String) -> (known: String, rest: [String]) {
        var (names, rest) = (Set<String>(), [String]())
        if chosen(in: text).count == text.split(separator: " ").count {
            return (stored(text.split(separator: " ")), [])
        }
        for item in text.split(whereSeparator: { ",;/|•\n".contains($0) }) {
            let item = String(item).trimmed
            let words = item.folded.split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
            if words.isEmpty { continue }
            if let choice = all.first(where: { $0.spellings.contains(words) }) {
                names.insert(choice.name)
            } else {
                rest.append(item)
            }
        }
        return (stored(names.map { Substring($0) }), rest)
    }

    /// Names in the order of the list.
    private func stored(_ names: [Substring]) -> String {
        all.map(\.name).filter { names.contains(Substring($0)) }.joined(separator: " ")
    }
}
