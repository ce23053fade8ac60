import Base
import Encounters
import SQLite
import Shell
import Shops

extension DemoStreet {
    /// How many reviews a street of this size has: 25 for forty shops, at most 400.
    var plannedReviews: Int { min(400, shops.isEmpty ? 0 : max(5, size.shops * 5 / 8)) }

    /// The state a review ends in.
    private enum Fate {
        case answered, published, waiting, refused, withdrawn
    }

    private static let fates: [Fate] = [
        .answered, .published, .waiting, .answered, .published, .refused, .answered, .waiting, .answered, .withdrawn,
    ]

    /// Inserts reviews in every state, each with the encounter it is about.
    mutating func insertReviews(atMost count: Int, in db: Writer) throws {
        for number in 0..<count {
            let fate = Self.fates[number % Self.fates.count]
            // The first reviews are about the shop that the documentation shows; answered ones about shops with a
            // shopkeeper.
            let choices = fate == .answered && !owned.isEmpty ? owned.map(\.shop) : shops
            let shop = number < 4 ? shops[0] : dice.pick(choices)
            try insertReview(number, fate, at: shop, in: db)
        }
    }

    private mutating func insertReview(_ number: Int, _ fate: Fate, at shop: DemoShop, in db: Writer) throws {
        let (text, feeling, purchased) = DemoTexts.reviews[number % DemoTexts.reviews.count]
        let age = fate == .waiting ? dice.below(4) + 1 : dice.below(120) + 8
        let met = DemoStreet.moment(now.local.day.adding(days: -age), 600 + dice.below(480))
        let submitted = met + 600 + dice.below(.hours(3))
        let decided = submitted + .hours(20) + dice.below(.hours(30))
        let encounter = try NewEncounter(
            source: .visitor, feeling: feeling, details: EncounterDetails(purchased: purchased, note: text)
        ).insert(at: shop.id, at: DemoStreet.moment(met.local.day, 0), in: db)
        let refusal = fate == .refused ? dice.pick(DemoTexts.rejections) : nil
        let publicID = dice.letters(16).lowercased()
        guard let email = EmailAddress(typed: "visiteur\(number + 1)@visites.example") else { return }
        let draft = ReviewDraft(
            pseudonym: DemoTexts.pseudonyms[number % DemoTexts.pseudonyms.count], email: email, text: text,
            purchased: purchased, experienceOn: met.local.day)
        try NewReview(
            publicID: publicID, author: randomness.secret(), draft: draft, consentWording: DemoTexts.consent
        ).insert(at: shop.id, about: encounter, at: submitted, in: db)
        guard fate != .waiting else { return }
        let decision = refusal.map { ReviewDecision.refuse(reason: $0) } ?? .publish
        try decision.apply(to: publicID, version: 1, by: president, at: decided, in: db)
        guard let review = try Review.find(publicID, in: db) else { return }
        if fate == .withdrawn { try review.withdraw(at: decided + .days(2), in: db) }
        guard fate == .answered, let owner = shop.owner else { return }
        try review.reply(
            feeling >= 4 ? dice.pick(DemoTexts.thanks) : dice.pick(DemoTexts.apologies), by: owner,
            replacing: nil, at: decided + .hours(dice.below(60) + 2), in: db)
    }

    /// How many encounters of the demonstration are held.
    static let heldCount = 4

    /// A burst at one shop, held until a moderator decides.
    mutating func insertHeld(in db: Writer) throws {
        guard let shop = shops.dropFirst(3).first ?? shops.first else { return }
        for number in 0..<Self.heldCount {
            let encounter = NewEncounter(source: .visitor, feeling: 1, isHeld: true, isFirst: false)
            _ = try encounter.insert(at: shop.id, at: now - .hours(2) + 3 * number, in: db)
        }
    }
}
