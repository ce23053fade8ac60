/// The texts of the demonstration, all invented.
enum DemoTexts {
    /// A project as its proposer wrote it.
    struct Idea: Sendable {
        let title: String
        let purpose: String
        let happens: String
        /// In cents; nil when unknown.
        let budget: Int?
        var place = ""
    }

    static let consent = "J’accepte que cet avis soit publié sous mon pseudonyme. (Texte inventé de la démonstration.)"

    static let quoteConsent = "L’association peut citer ces mots. (Texte inventé de la démonstration.)"

    static let pseudonyms = [
        "Promeneuse du samedi", "Jean-Noël M.", "La cliente au panier", "Papa de deux", "Voisine du 12", "Tournesol",
        "Un habitué", "Marcheur", "Cousine Odette", "Le nouveau du quartier", "Brin d’herbe", "Ancienne du lycée",
    ]

    static let reviews: [(text: String, feeling: Int, purchased: Bool?)] = [
        ("Accueil chaleureux, et on m’a fait goûter avant de choisir. Le pain tient trois jours.", 5, true),
        (
            "Je cherchais un cadeau sans idée précise : on m’a posé les bonnes questions. Le cadeau a plu.", 5,
            true
        ),
        (
            "Pas ma taille cette fois, mais la vendeuse a appelé la boutique d’en face pour moi. Rare et précieux.", 5,
            false
        ),
        ("Bon choix, un peu d’attente le samedi matin. Prévoyez dix minutes.", 4, true),
        ("On n’a pas levé les yeux à mon entrée. Dommage, la vitrine donnait envie.", 2, false),
        ("Conseil honnête : on m’a dit que la réparation ne valait pas le coup, et pourquoi.", 5, false),
        ("Prix corrects, boutique bien rangée, facile avec une poussette.", 4, true),
        ("Le produit vu en ligne n’était plus là. On m’a proposé de le commander, reçu en trois jours.", 4, true),
        ("Trop de musique pour discuter. Le reste est très bien.", 3, true),
        ("Je venais seulement regarder et on m’a laissé regarder. Merci.", 4, false),
        ("Attente longue à la caisse, une seule personne pour tout le monde.", 2, true),
        ("Une adresse qu’on se passe entre voisins depuis longtemps, et ça se comprend.", 5, nil),
    ]

    static let rejections = [
        "Votre texte nomme une vendeuse : retirez son nom, et nous le publierons volontiers.",
        "Votre texte parle d’une autre boutique que celle-ci : vous pouvez le renvoyer depuis la bonne page.",
        "Votre texte contient des propos injurieux envers une personne.",
    ]

    static let thanks = [
        "Merci de votre visite et de ces mots, ils ont fait le tour de l’équipe.",
        "Merci ! Nous vous attendons avec plaisir, pour acheter ou pour bavarder.",
        "Votre passage nous a fait plaisir aussi. À bientôt.",
    ]

    static let apologies = [
        "Merci de nous le dire. Depuis, nous sommes deux le samedi ; revenez voir.",
        "Vous avez raison, et nous le regrettons. Demandez Lucien à votre prochain passage.",
    ]

    static let comments = [
        "Avec plaisir, si nous commençons après 18\u{A0}h.",
        "Nous l’avions fait il y a trois ans : prévoir des tables en plus.",
        "Je peux prêter deux barnums.", "Et si nous invitions l’école de musique ?",
        "Budget un peu serré à mon avis, comptez les assurances.", "D’accord pour la moitié de la vitrine.",
        "Qui s’occupe de la mairie ? Je connais quelqu’un.",
        "Pas disponible ce week-end-là, mais je participe aux frais.",
    ]

    static let projects = [
        Idea(
            title: "Marché de nuit",
            purpose: """
                Un soir, les boutiques restent ouvertes jusqu’à 23\u{A0}h et sortent leurs tables. Trois musiciens, des \
                lampions, et un stand commun où goûter ce qui se fait dans la rue.
                """, happens: "", budget: 240_000, place: "place de la Halle"),
        Idea(
            title: "Sapins et guirlandes de Noël",
            purpose:
                "Une guirlande par vitrine et douze sapins, achetés ensemble pour payer moins et pour que ça se ressemble.",
            happens: "du 1er décembre au 6 janvier", budget: 380_000),
        Idea(
            title: "Vélo-cargo partagé",
            purpose:
                "Un vélo pour livrer à moins de trois kilomètres, à réserver par demi-journée. Qui s’en servirait, et combien ?",
            happens: "dès le printemps", budget: 420_000),
        Idea(
            title: "Chasse aux mots dans les vitrines",
            purpose:
                "Chaque vitrine cache un mot ; les enfants les retrouvent et forment une phrase. Un goûter pour tous à l’arrivée.",
            happens: "", budget: 45_000, place: "départ devant la boulangerie"),
        Idea(
            title: "Bancs et bacs de fleurs",
            purpose: "Six bancs et dix bacs pour qu’on s’arrête. La fleuriste plante, chacun arrose devant chez soi.",
            happens: "", budget: 310_000, place: "toute la rue"),
        Idea(
            title: "Atelier « mieux accueillir »",
            purpose: "Deux soirées avec une formatrice : saluer, écouter, conseiller sans pousser, dire au revoir.",
            happens: "", budget: 90_000, place: "salle des associations"),
        Idea(
            title: "Sacs en toile de la rue",
            purpose: "Un sac solide aux couleurs de la rue, offert ou vendu à prix coûtant. Commande groupée de 1 000.",
            happens: "commande en mai", budget: 260_000),
        Idea(
            title: "Nuit de la lecture chez les commerçants",
            purpose: "Une lecture de dix minutes par boutique, en promenade, avec la librairie et la bibliothèque.",
            happens: "", budget: nil, place: "de la librairie à la bibliothèque"),
        Idea(
            title: "Vide-vitrines d’automne",
            purpose: "Les fins de série sur les trottoirs, un dimanche, avec les associations du quartier.",
            happens: "le premier dimanche d’octobre", budget: 120_000),
        Idea(
            title: "Wi-Fi et prises sur la place",
            purpose: "Une borne sobre, des prises sous les bancs : que la place du Lavoir serve aussi en semaine.",
            happens: "à discuter", budget: 150_000),
    ]
}
