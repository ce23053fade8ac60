import Base
import Encounters

/// The invented answers about encounters.
enum DemoAnswers {
    /// Draws one encounter at a shop. Most visitors tap a face only; some add details. A salesperson notes purchase and
    /// reason, never a feeling. The street closes early on Thursdays, and some shops have a queue.
    static func draw(at shop: DemoShop, hasKiosk: Bool, on day: Day, _ dice: inout Dice) -> NewEncounter {
        let isVisitor = shop.owner == nil || dice.chance(72)
        let mood = moods[shop.welcome][dice.below(20)]
        let saysOutcome = !isVisitor || dice.chance(65)
        let bought = dice.chance(54)
        var details = EncounterDetails()
        details.purchased = saysOutcome ? bought : nil
        // At the kiosk they tap a face, and some say whether they bought something.
        let isAtKiosk = isVisitor && hasKiosk && dice.chance(40)
        details.reason =
            saysOutcome && !bought && dice.chance(80)
            ? isVisitor && !isAtKiosk
                ? reason(at: shop, on: day, &dice)
                : shop.hasQueue && dice.chance(20) ? .waiting : dice.pick(shop.reasons) : nil
        let saysMore = isVisitor && !isAtKiosk && dice.chance(35)
        details.cameFor = saysMore || (!isVisitor && dice.chance(50)) ? dice.pick(purposes) : nil
        if saysMore {
            details.greeted = dice.chance(60 + 8 * mood)
            details.wait = dice.pick(
                shop.hasQueue
                    ? [.atOnce, .atOnce, .short, .long]
                    : mood >= 4 ? [.atOnce, .atOnce, .short] : [.atOnce, .short, .long])
            details.listened = dice.chance(50 + 10 * mood)
            details.thanked = dice.chance(55 + 9 * mood)
            details.wouldReturn = dice.chance(40 + 12 * mood)
            details.note = dice.chance(8) ? dice.pick(notes) : nil
        }
        return NewEncounter(
            source: isAtKiosk ? .kiosk : isVisitor ? .visitor : .salesperson, feeling: isVisitor ? mood : nil,
            details: details,
            recordedBy: isVisitor ? nil : shop.owner)
    }

    private static func reason(
        at shop: DemoShop, on day: Day, _ dice: inout Dice
    ) -> Encounter.NoPurchaseReason {
        if day.weekday == 4, dice.chance(40) { return .closed }
        if shop.hasQueue, dice.chance(30) { return .waiting }
        return dice.pick(reasons)
    }

    /// The faces of twenty visits, by how well the shop welcomes: so-so, well, very well.
    private static let moods = [
        [1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5],
        [1, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5],
        [2, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
    ]
    private static let reasons: [Encounter.NoPurchaseReason] = [
        .justLooking, .justLooking, .justLooking, .notInStock, .notInStock, .price, .price, .size, .waiting, .closed,
        .other,
    ]
    private static let purposes: [Encounter.CameFor] = [
        .precise, .precise, .browse, .browse, .gift, .advice, .service, .order, .other,
    ]
    private static let notes = [
        "Accueil souriant, merci !", "Un peu d’attente à midi.", "J’ai trouvé le cadeau qu’il me fallait.",
        "La vendeuse a pris le temps de m’expliquer.", "Dommage, plus ma taille.", "Je reviendrai avec ma sœur.",
        "Fermé à 18 h 30 le jeudi : je sors du travail à 19 h.", "Je n’ai pas trouvé de lacets dans toute la rue.",
        "Très bon conseil, sans pousser à l’achat.", "Difficile d’entrer avec une poussette.",
    ]
}
