import Base

/// The sign of a shop: an icon for its trade.
package enum TradeIcon: String, CaseIterable, Sendable {
    case bread, flower, book, cup, cutlery, button, shoe, cheese, meat, fish, apple, scissors, leaf, cross, glasses
    case ring, bicycle, top, hanger, newspaper, bottle, sweet, basket, bank, house, screen, chair, camera, dumbbell
    case paw, iron, spanner, pencil, note, palette, heart, car, bed, suitcase, gift, glass, shop

    /// The icon of a trade, or of a name when the trade says nothing («Commerce»); `shop` when neither does.
    package init(trade: String, name: String) {
        self = TradeIcon.named(trade) ?? TradeIcon.named(name) ?? .shop
    }

    /// The icon of the first word that means one.
    private static func named(_ text: String) -> TradeIcon? {
        for word in text.folded.split(whereSeparator: { !$0.isLetter }) {
            for (start, icon) in beginnings where word.hasPrefix(start) { return icon }
        }
        return nil
    }

    /// The beginnings of folded words, each with the icon they mean. The first that fits counts.
    private static let beginnings: [(String, TradeIcon)] = words.flatMap { icon, list in
        list.split(separator: " ").map { (String($0), icon) }
    }

    private static let words: [(TradeIcon, String)] = [
        (.bread, "boulang baker pain viennois"),
        (.sweet, "chocolat patiss confis glaci bonbon macaron"),
        (.flower, "fleur florist jardin plante pepini"),
        (.book, "librair livre bouquin book bande"),
        (.cup, "cafe coffee the thes salon torref brulerie"),
        (.glass, "bar bars pub brasserie biere cocktail"),
        (.cutlery, "restau creper pizz bistro traiteur kebab sushi burger snack cuisin food tacos"),
        (.button, "mercer coutur retouch tissu laine tricot broder textile"),
        (.shoe, "cordonn chaussur botti maroquin sabot"),
        (.cheese, "fromag cremer cheese lait"),
        (.meat, "boucher charcut volaill butcher"),
        (.fish, "poisson coquill fish"),
        (.apple, "primeur fruit legum maraich bio"),
        (.scissors, "coiff barb hair"),
        (.leaf, "institut beaut esthet onglerie ongle spa massage parfum bien savon cosmet tatou"),
        (.cross, "pharmac parapharm herborist drogu"),
        (.glasses, "opti lunett audio"),
        (.ring, "bijou joaill horlog orfev jewel"),
        (.bicycle, "velo cycl moto trottin"),
        (.top, "jouet jeu ludo toy puericult enfant"),
        (.iron, "pressing laver blanchiss teintur nettoy"),
        (.newspaper, "tabac press journ"),
        (.bottle, "cave caviste vin vins spiritu wine distill"),
        (.basket, "epicer alimentation superm supere market drive superet grocer"),
        (.bank, "banque bank credit assur mutuel comptab notair avocat conseil"),
        (.house, "immobil agence logement architect"),
        (.screen, "informat telephon mobile ordinat numerique electron electro computer hifi"),
        (.chair, "ebenist brocant antiqu meuble decor tapiss menuis literie luminair"),
        (.camera, "photo video imprim"),
        (.dumbbell, "fitness sport gym yoga danse pilates"),
        (.paw, "toilett animal veterin chien chat"),
        (.spanner, "quincaill bricol serrur plomb outil electric chauffag"),
        (.pencil, "papet stylo fournitur"),
        (.note, "disqu musi vinyl instrument"),
        (.palette, "galer art artiste artisan encadr peint ceram potier poter atelier"),
        (.heart, "infirm medec dentist kine osteo sante orthop pedicur"),
        (.car, "garage auto carross station taxi"),
        (.bed, "hotel chambre gite auberge"),
        (.suitcase, "voyag bagag touris"),
        (.gift, "cadeau souvenir concept bazar solderie"),
        (.hanger, "vetem pret mode lingerie friper boutique habill clothes depot"),
    ]
}
