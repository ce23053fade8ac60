import Glibc
import Shops

/// The names of the demonstration, all invented: the town, its streets, its people. Telephone numbers are from the
/// ranges reserved for fiction (ARCEP, décision 2018-0881); addresses end in `.example` (RFC 2606).
enum DemoNames {
    static let association = "Les Vitrines de Valmorin"
    static let town = "Valmorin"
    static let postcode = "00420"

    /// A shop as its shopkeeper would describe it.
    struct Card: Sendable {
        let name: String
        let trade: String
        let address: String
        let hours: DemoHours
        let description: String

        init(_ name: String, _ trade: String, _ address: String, _ hours: DemoHours, _ description: String) {
            (self.name, self.trade, self.address, self.hours, self.description) = (
                name, trade, address, hours, description
            )
        }
    }

    static let streets = [
        "rue des Vitrines", "place du Lavoir", "rue du Vieux Pressoir", "quai des Tanneuses", "passage de l’Horloge",
        "rue de l’Œillet", "allée des Trois Tilleuls", "boulevard du Funiculaire", "rue Basse", "place aux Laines",
        "rue de la Petite Écluse", "impasse du Carillon",
    ]

    /// The invented position of an address: the streets run outwards from a field in the middle of France, with 5 m per
    /// house number. Nil for any other street.
    static func place(of address: String) -> Shop.Place? {
        guard let street = streets.firstIndex(where: address.hasSuffix) else { return nil }
        let (metres, angle) = (40 + 5 * Double(Street.houseNumber(in: address).number), Double(street) * .pi / 6)
        func rounded(_ degrees: Double) -> Double { (degrees * 100_000).rounded() / 100_000 }
        return Shop.Place(
            latitude: rounded(46.54 + metres * cos(angle) / 111_320),
            longitude: rounded(2.43 + metres * sin(angle) / 76_600))
    }

    /// Surnames that complete the names of shops beyond the cards.
    static let surnames = [
        "Brindelune", "Pontbrise", "Vaucreuse", "Tilleroy", "Marcassol", "Hautepierrette", "Clairmanteau", "Dorvallon",
        "Fontebrune", "Galoubier", "Jolivanne", "Lanterneau", "Montefrise", "Noirétang", "Orgevaline", "Percebois",
        "Quatrevaux", "Roussepeyre", "Sauvelande", "Tournevigne", "Ursuline", "Vertepaille", "Aubrefeuil", "Belarmoise",
        "Courtepoint", "Estamoche", "Froidecombe", "Grandelisse", "Herbelongue", "Islebrume", "Joncheraye", "Lavandon",
        "Mirepluie", "Nantepasse", "Oseraux", "Pimprenon", "Rochevive", "Souvigneau", "Trébuchon", "Vallembrun",
        "Ambrelaine", "Boisgentil", "Chantelouette", "Damebrise", "Épinevert", "Ferracol", "Givredoux", "Houblonnet",
        "Argelouse", "Bruyaume",
    ]

    static let firstNames = [
        "Hélène", "Lucien", "Maëlle", "Karim", "Odile", "Théo", "Nadia", "Baptiste", "Sœur-Anne", "Ibrahim", "Clémence",
        "Ousmane", "Zoé", "Gaël", "Inès", "Raphaël", "Léonie", "Augustin", "Yasmine", "Côme",
    ]

    /// Trades beyond the cards, with their hours.
    static let trades: [(name: String, hours: DemoHours)] = [
        ("Boulangerie", .bakery), ("Fleuriste", .boutique), ("Librairie", .boutique), ("Fromagerie", .mornings),
        ("Coiffure", .boutique), ("Café", .café), ("Restaurant", .restaurant), ("Pharmacie", .service),
        ("Opticien", .service), ("Cordonnerie", .boutique), ("Caviste", .boutique), ("Prêt-à-porter", .continuous),
        ("Chaussures", .continuous), ("Bijouterie", .boutique), ("Primeur", .mornings), ("Boucherie", .bakery),
        ("Poissonnerie", .mornings), ("Mercerie", .boutique), ("Papeterie", .service), ("Jouets", .continuous),
        ("Quincaillerie", .service), ("Cycles", .boutique), ("Épicerie fine", .boutique), ("Pâtisserie", .bakery),
        ("Décoration", .boutique), ("Pressing", .service), ("Toilettage", .service), ("Informatique", .service),
        ("Institut de beauté", .boutique), ("Retouches", .service), ("Disquaire", .boutique), ("Antiquités", .mornings),
    ]

    /// The shops written out in full; the documentation shows the first ones.
    static let cards = firstCards + moreCards

    /// Descriptions of shops beyond the cards.
    static let descriptions = [
        "Une maison de quartier, reprise par la troisième génération.",
        "On conseille, on commande, on livre dans la rue à pied.",
        "Tout ce qui se trouve ici vient de moins de quarante kilomètres.",
        "Petite boutique, grandes idées : passez voir la vitrine du mois.",
        "Réparer avant de remplacer : devis en cinq minutes au comptoir.",
        "",
    ]
}
