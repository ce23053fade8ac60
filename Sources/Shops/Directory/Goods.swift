import Base

/// What shops of a trade usually sell: where a visitor who asks for laces may be sent, although no shop wrote «lacets».
enum Goods {
    /// The words of a question that name what is wanted: «qui vend des lacets, ouvert maintenant ?» → «lacets».
    static func wanted(_ question: String) -> String {
        question.split { !$0.isLetter && !$0.isNumber }.filter { !fillers.contains(String($0).folded) }
            .joined(separator: " ")
    }

    /// The trades that sell what these words name.
    static func trades(of words: String) -> Set<TradeIcon> {
        var found: Set<TradeIcon> = []
        for word in words.folded.split(separator: " ") {
            for (start, trade) in beginnings where word.hasPrefix(start) { found.insert(trade) }
        }
        return found
    }

    private static let fillers = Set(
        """
        qui vend vends vendent des de du d la le les l un une ou et en a au aux pour avec je j cherche cherchent trouver
        trouve peut on achete acheter ouvert ouverte maintenant aujourd hui ici pres rue boutique magasin who sells sell
        where can i buy some the an open now for find shop
        """.split { $0.isWhitespace }.map(String.init))

    /// The beginnings of folded words, each with a trade that sells them; one may have several trades.
    private static let beginnings: [(String, TradeIcon)] = words.flatMap { trade, list in
        list.split(separator: " ").map { (String($0), trade) }
    }

    private static let words: [(TradeIcon, String)] = [
        (.bread, "baguette croissant brioche sandwich bread"),
        (.sweet, "gateau tarte chocolat glace bonbon cake"),
        (.cheese, "fromage beurre creme"),
        (.meat, "roti saucisse jambon poulet steak merguez"),
        (.fish, "saumon huitre moule crevette"),
        (.apple, "pomme salade tomate legume fruit"),
        (.bottle, "champagne vin biere whisky rhum"),
        (.basket, "lait oeuf sucre farine huile pile eau"),
        (.cup, "cafe expresso cappuccino"),
        (.flower, "bouquet rose plante orchidee couronne flower"),
        (.book, "livre roman bd manga dictionnaire"),
        (.newspaper, "timbre cigarette magazine journal loto briquet stamp"),
        (.pencil, "cahier enveloppe stylo crayon cartouche agenda colle photocop papier"),
        (.shoe, "lacet semelle cirage talon chausson laces ceinture"),
        (.button, "bouton fil aiguille fermeture ruban ourlet laine"),
        (.hanger, "chemise robe pantalon pull echarpe manteau chaussette gant collant"),
        (.ring, "pile montre bracelet alliance bague collier"),
        (.glasses, "lunette lentille"),
        (.cross, "pansement medicament aspirine thermometre vaccin"),
        (.leaf, "parfum savon manucure maquillage"),
        (.scissors, "coupe brushing shampooing"),
        (.spanner, "vis clou ampoule cle clef marteau joint perceuse pile"),
        (.screen, "cable chargeur clavier souris ecran coque batterie charger"),
        (.camera, "photo identite cadre"),
        (.bicycle, "pneu casque antivol chambre"),
        (.top, "poupee puzzle doudou lego peluche"),
        (.gift, "cadeau souvenir bougie carte parapluie"),
        (.iron, "repassage costume pressing"),
        (.suitcase, "valise sac parapluie"),
        (.dumbbell, "ballon maillot raquette"),
        (.chair, "lampe table coussin"),
        (.paw, "croquette laisse litiere"),
        (.car, "essence vidange"),
    ]
}
