/// What one invented encounter tells.
struct DemoTale {
    let source: String
    let feeling: Int?
    let cameFor: String?
    let purchased: Bool?
    let reason: String?
    let greeted: Bool?
    let wait: String?
    let listened: Bool?
    let thanked: Bool?
    let wouldReturn: Bool?
    let note: String?

    /// Most visitors tap a face and go; some say more. A salesperson notes purchase and reason, never a feeling.
    init(shop: DemoStreet.Settled, _ dice: inout Dice) {
        let isVisitor = shop.keeper == nil || dice.chance(72)
        source = isVisitor ? "visitor" : "salesperson"
        let mood = Self.moods[shop.welcome][dice.below(20)]
        feeling = isVisitor ? mood : nil
        let saysOutcome = !isVisitor || dice.chance(65)
        let bought = dice.chance(54)
        purchased = saysOutcome ? bought : nil
        reason = saysOutcome && !bought && dice.chance(80) ? dice.pick(Self.reasons) : nil
        let saysMore = isVisitor && dice.chance(35)
        cameFor = saysMore || (!isVisitor && dice.chance(50)) ? dice.pick(Self.purposes) : nil
        greeted = saysMore ? dice.chance(60 + 8 * mood) : nil
        wait = saysMore ? dice.pick(mood >= 4 ? ["none", "none", "short"] : ["none", "short", "long"]) : nil
        listened = saysMore ? dice.chance(50 + 10 * mood) : nil
        thanked = saysMore ? dice.chance(55 + 9 * mood) : nil
        wouldReturn = saysMore ? dice.chance(40 + 12 * mood) : nil
        note = saysMore && dice.chance(8) ? dice.pick(Self.notes) : nil
    }

    /// Twenty visits each: a shop that welcomes so-so, well, very well.
    private static let moods = [
        [1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5],
        [1, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5],
        [2, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
    ]
    private static let reasons = [
        "just_looking", "just_looking", "just_looking", "not_in_stock", "not_in_stock", "price", "price", "size",
        "waiting",
        "closed", "other",
    ]
    private static let purposes = [
        "precise", "precise", "browse", "browse", "gift", "advice", "service", "order", "other",
    ]
    private static let notes = [
        "Accueil souriant, merci !", "Un peu d’attente à midi.", "J’ai trouvé le cadeau qu’il me fallait.",
        "La vendeuse a pris le temps de m’expliquer.", "Dommage, plus ma taille.", "Je reviendrai avec ma sœur.",
        "Très bon conseil, sans pousser à l’achat.", "Difficile d’entrer avec une poussette.",
    ]
}
